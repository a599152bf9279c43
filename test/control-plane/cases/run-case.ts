import { describePending, isComplete, liveObject, podsRunning } from '../agreement/outcome';
import { idOf, isUpdated } from '../agreement/scenario';
import { ApiError, Json } from '../cluster/api';
import { ControlPlane } from '../cluster/control-plane';
import { createNodes, deleteNodes } from '../cluster/nodes';
import { isClusterWide, pathOf } from '../cluster/objects';
import { untilDecided } from '../cluster/quiescence';
import { ClusterView } from '../cluster/view';
import { Case } from './read-case';

/** Lines about one case: what contradicts its expectation, or why it could not be run. */
export interface CaseResult {
  readonly contradictions: string[];
  readonly leftOut?: string;
}

/** Applies a case, updates each workload alone that it speaks of, and compares. */
export async function runCase(
  plane: ControlPlane,
  view: ClusterView,
  { name, objects, nodes, expect }: Case,
): Promise<CaseResult> {
  const named = objects.map((object) =>
    isClusterWide(object)
      ? object
      : { ...object, metadata: { ...object.metadata, namespace: object.metadata.namespace ?? 'default' } },
  );
  const namespaces = [...new Set(named.flatMap(({ metadata }) => metadata.namespace ?? []))] as string[];
  try {
    await createNodes(plane.api, nodes);
    await createNamespaces(plane, namespaces, named);
    for (const object of named.filter(({ kind }) => kind !== 'Namespace')) {
      await plane.api.create(pathOf(object, { collection: true }), object);
    }
    const contradictions: string[] = [];
    for (const [workload, allowed] of Object.entries(expect.plan ?? {})) {
      const object = named.find((each) => idOf(each) === workload && isUpdated(each));
      const finished = object && (await update(plane, view, object));
      if (
        finished !== undefined
        && (finished.good
          ? allowed.every((verdict) => verdict === 'impossible')
          : allowed.every((verdict) => verdict === 'proven'))
      ) {
        contradictions.push(`${name}: ${workload} is called ${allowed.join(' or ')}, but ${finished.seen}`);
      }
    }
    return { contradictions };
  } catch (error) {
    if (error instanceof ApiError) {
      return { contradictions: [], leftOut: `${name}: ${error.message}` };
    }
    throw error;
  } finally {
    await clear(plane, namespaces, named, nodes);
  }
}

async function createNamespaces(plane: ControlPlane, namespaces: string[], objects: Json[]): Promise<void> {
  for (const name of namespaces.filter((each) => each !== 'default')) {
    const given = objects.find(({ kind, metadata }) => kind === 'Namespace' && metadata.name === name);
    await plane.api.create('/api/v1/namespaces', given ?? { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    await plane.serviceAccountOf(name);
  }
}

async function update(plane: ControlPlane, view: ClusterView, object: Json): Promise<{ good: boolean; seen: string }> {
  const { namespace } = object.metadata;
  const isGood = () => liveObject(view, object) !== undefined && isComplete(view, object) && podsRunning(view, object);
  await untilDecided(plane, view, namespace, isGood);
  const annotations = { 'control-plane-test/update': '1' };
  await plane.api.patch(pathOf(object), { spec: { template: { metadata: { annotations } } } });
  await untilDecided(plane, view, namespace, isGood);
  const good = isGood();
  const seen = good ? 'its update finishes' : `its update hangs: ${describePending(view, namespace, object)}`;
  await plane.api.patch(pathOf(object), {
    spec: { template: { metadata: { annotations: { 'control-plane-test/update': null } } } },
  });
  await untilDecided(plane, view, namespace, isGood);
  return { good, seen };
}

async function clear(plane: ControlPlane, namespaces: string[], objects: Json[], nodes: Json[]): Promise<void> {
  const gone = (path: string, options = {}) => plane.api.delete(path, options).catch(() => undefined);
  const background = { propagationPolicy: 'Background' };
  await Promise.all(
    objects.filter(({ kind }) => kind !== 'Namespace').map((object) => gone(pathOf(object), background)),
  );
  await Promise.all(namespaces.filter((each) => each !== 'default').map((each) => gone(`/api/v1/namespaces/${each}`)));
  const isThere = (path: string) => plane.api.get(path).then(() => true, () => false);
  for (const namespace of namespaces.filter((each) => each !== 'default')) {
    for (const start = Date.now(); Date.now() - start < 60_000 && await isThere(`/api/v1/namespaces/${namespace}`);) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  await deleteNodes(plane.api, nodes.map(({ metadata }) => metadata.name));
}
