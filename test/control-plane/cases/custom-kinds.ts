import { Json } from '../cluster/api';
import { ControlPlane } from '../cluster/control-plane';
import { pathOf } from '../cluster/objects';
import { untilQuiet } from '../cluster/quiescence';
import { ClusterView } from '../cluster/view';
import { describePending } from '../agreement/outcome';
import { Outcome } from './update-once';

/** How a kind of another project is updated, and when its controller calls it done. */
interface CustomKind {
  /** A patch of the pod template with an annotation. */
  patch(annotations: Json): Json;
  isDone(object: Json): boolean;
}

/** Its controller does nothing for this long before an update is called stuck: its queue cannot be looked at. */
const STILL_MS = 8000;

const KINDS: { readonly [kind: string]: CustomKind } = {
  Rollout: {
    patch: (annotations) => ({ spec: { template: { metadata: { annotations } } } }),
    isDone: ({ spec: { replicas = 1 }, status = {}, metadata: { generation } }) =>
      // Blue stands for 30 s more when green has taken over (scaleDownDelaySeconds).
      status.observedGeneration === String(generation) && status.phase === 'Healthy'
      && status.updatedReplicas === replicas && status.availableReplicas === replicas
      && status.currentPodHash === status.stableRS,
  },
  LeaderWorkerSet: {
    patch: (annotations) => ({ spec: { leaderWorkerTemplate: { workerTemplate: { metadata: { annotations } } } } }),
    isDone: ({ spec: { replicas = 1 }, status = {}, metadata: { generation } }) =>
      status.observedGeneration === generation
      && [status.updatedReplicas, status.readyReplicas, status.replicas].every((count) => count === replicas),
  },
};

export function isCustom({ kind }: Json): boolean {
  return KINDS[kind] !== undefined;
}

/** The same as of a built-in kind, by the status that its own controller writes. */
export async function updateCustom(plane: ControlPlane, view: ClusterView, object: Json): Promise<Outcome> {
  const kind = KINDS[object.kind];
  const { namespace } = object.metadata;
  const settle = async () => {
    for (const start = Date.now(); ;) {
      await untilQuiet(plane, view, namespace);
      const done = kind.isDone(await plane.api.get(pathOf(object)));
      if (done || Date.now() - start > STILL_MS && view.quietFor(namespace) > STILL_MS) {
        return done;
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  };
  const startsDone = await settle();
  await plane.api.patch(pathOf(object), kind.patch({ 'control-plane-test/update': '1' }));
  const good = await settle();
  const trouble = describePending(view, namespace);
  await plane.api.patch(pathOf(object), kind.patch({ 'control-plane-test/update': null }));
  await settle();
  const before = startsDone ? '' : ', not all ran before';
  return { good, seen: good ? 'its update finishes' : `its update hangs${before}: ${trouble}` };
}
