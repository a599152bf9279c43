import { podsRunning } from '../agreement/outcome';
import { idOf, isUpdated } from '../agreement/scenario';
import { ApiError, Json } from '../cluster/api';
import { ControlPlane } from '../cluster/control-plane';
import { createNodes } from '../cluster/nodes';
import { isClusterWide, pathOf } from '../cluster/objects';
import { ClusterView } from '../cluster/view';
import { clearCase } from './clear-case';
import { isCustom, updateCustom } from './custom-kinds';
import { Case } from './read-case';
import { Outcome, settle, updateOnce } from './update-once';

/** What came of one case. */
export interface CaseResult {
  /** Where a right answer, or what the prover says, is contradicted. */
  readonly contradictions: string[];
  /** Workloads whose update was seen. */
  readonly seen: number;
  /** Why it could not be run. */
  readonly leftOut?: string;
}

/** Applies a case, updates each workload alone, and compares with what is expected and with what the prover says. */
export async function runCase(plane: ControlPlane, view: ClusterView, given: Case): Promise<CaseResult> {
  if (given.grows) {
    return { contradictions: [], seen: 0, leftOut: 'its pool grows, which no node here does' };
  }
  const objects = given.objects.map((object) => isClusterWide(object) ? object
    : { ...object, metadata: { ...object.metadata, namespace: object.metadata.namespace ?? 'default' } });
  const namespaces = [...new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []))] as string[];
  try {
    await createNodes(plane.api, given.nodes);
    await createNamespaces(plane, namespaces, objects);
    const refused = new Map<string, string>();
    for (const object of objects.filter(({ kind }) => kind !== 'Namespace')) {
      const answer = await create(plane, object);
      if (answer?.status === 404) {
        return { contradictions: [], seen: 0, leftOut: `nothing here makes what ${idOf(object)} asks for` };
      }
      if (answer !== undefined) {
        refused.set(idOf(object), `the API server refuses it: ${answer.message}`);
      }
    }
    return await judge(plane, view, given, objects, refused);
  } finally {
    await clearCase(plane, namespaces, objects, given.nodes);
  }
}

async function judge(
  plane: ControlPlane, view: ClusterView, given: Case, objects: Json[], refused: ReadonlyMap<string, string>,
): Promise<CaseResult> {
  const workloads = objects.filter((object) => isUpdated(object) || isCustom(object));
  const builtIn = workloads.filter((object) => isUpdated(object) && !refused.has(idOf(object)));
  const allRun = () => builtIn.every((object) => podsRunning(view, object));
  for (const namespace of new Set(builtIn.map(({ metadata }) => metadata.namespace as string))) {
    await settle(plane, view, namespace, allRun);
  }
  const startsFull = allRun() && refused.size === 0;
  const contradictions =
    refused.size === 0 ? contradictedFits(given, builtIn, (object) => podsRunning(view, object)) : [];
  for (const object of workloads) {
    const id = idOf(object);
    const refusal = refused.get(id);
    const outcome: Outcome = refusal !== undefined ? { good: false, seen: refusal }
      : await (isCustom(object) ? updateCustom(plane, view, object) : updateOnce(plane, view, object));
    const expected = given.expect.alone?.[id] ?? given.expect.plan?.[id];
    if (expected && contradicts(expected, outcome)) {
      contradictions.push(`${id} is called ${expected.join(' or ')}, but ${outcome.seen}`);
    }
    const planned = given.plan.workloads.find(({ kind, name }) => `${kind}/${name}` === id);
    // A verdict presumes that all pods run before.
    if (planned && (startsFull || refusal !== undefined) && contradicts([planned.alone.verdict], outcome)) {
      contradictions.push(`the prover says ${planned.alone.verdict} of ${id}, but ${outcome.seen}`);
    }
  }
  return { contradictions, seen: workloads.length };
}

/** What is said of the steady state, and whether all pods run before any update. */
function contradictedFits(given: Case, objects: Json[], isRunning: (object: Json) => boolean): string[] {
  return objects.flatMap((object) => {
    const id = idOf(object);
    const planned = given.plan.workloads.find(({ kind, name }) => `${kind}/${name}` === id);
    const [verdict, runs] = [planned?.fits.verdict, isRunning(object)];
    return verdict === (runs ? 'impossible' : 'proven')
      ? [`the prover says that ${id} ${runs ? 'never fits' : 'always fits'}, but ${runs ? 'its pods run' : 'pods of it wait'}`]
      : [];
  });
}

function contradicts(verdicts: readonly string[], { good }: Outcome): boolean {
  return verdicts.every((verdict) => verdict === (good ? 'impossible' : 'proven'));
}

/** The refusal; what the cluster has already of a kind without a namespace makes room. */
async function create(plane: ControlPlane, object: Json): Promise<ApiError | undefined> {
  const path = pathOf(object, { collection: true });
  const attempt = () => plane.api.create(path, object).then(() => undefined, (error) => {
    if (error instanceof ApiError && error.status < 500) {
      return error;
    }
    throw error;
  });
  const answer = await attempt();
  if (answer?.status === 409 && isClusterWide(object) && object.kind !== 'Namespace') {
    await plane.api.delete(pathOf(object));
    return attempt();
  }
  return answer;
}

async function createNamespaces(plane: ControlPlane, namespaces: string[], objects: Json[]): Promise<void> {
  for (const name of namespaces) {
    const given = objects.find(({ kind, metadata }) => kind === 'Namespace' && metadata.name === name);
    await create(plane, given ?? { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    await plane.serviceAccountOf(name);
  }
}
