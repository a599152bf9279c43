import { describePending, isComplete, liveObject, podsRunning, untilSeen } from '../agreement/outcome';
import { idOf } from '../agreement/scenario';
import { Json } from '../cluster/api';
import { ControlPlane } from '../cluster/control-plane';
import { pathOf } from '../cluster/objects';
import { NeverRests, untilDecided } from '../cluster/quiescence';
import { ClusterView } from '../cluster/view';

/** A case is small: what moves for longer moves for ever. */
const LIMIT_MS = 15_000;

/** How an update ended. */
export interface Outcome {
  readonly good: boolean;
  /** In words. */
  readonly seen: string;
}

/** Waits until a namespace rests, or is seen not to. */
export async function settle(
  plane: ControlPlane, view: ClusterView, namespace: string, isGood: () => boolean,
): Promise<void> {
  try {
    await untilDecided(plane, view, namespace, isGood, LIMIT_MS);
  } catch (error) {
    if (!(error instanceof NeverRests)) {
      throw error;
    }
  }
}

/** Changes the template of a workload, looks what comes of it, and takes the change back. */
export async function updateOnce(plane: ControlPlane, view: ClusterView, object: Json): Promise<Outcome> {
  const { namespace } = object.metadata;
  const isGood = () => liveObject(view, object) !== undefined && isComplete(view, object) && podsRunning(view, object);
  await settle(plane, view, namespace, isGood);
  const write = async (update: string | null) => {
    const annotations = { 'control-plane-test/update': update };
    await untilSeen(view, await plane.api.patch(pathOf(object), { spec: { template: { metadata: { annotations } } } }));
  };
  await write('1');
  await settle(plane, view, namespace, isGood);
  const outcome = outcomeOf(view, object, isGood());
  await write(null);
  await settle(plane, view, namespace, isGood);
  return outcome;
}

/** Changes the templates of all workloads at once; what came of each, while it is not taken back. */
export async function updateTogether(
  plane: ControlPlane, view: ClusterView, objects: Json[],
): Promise<ReadonlyMap<string, Outcome>> {
  const isGood = (object: Json) => isComplete(view, object) && podsRunning(view, object);
  const annotations = { 'control-plane-test/update': 'together' };
  await Promise.all(objects.map(async (object) => untilSeen(view,
    await plane.api.patch(pathOf(object), { spec: { template: { metadata: { annotations } } } }))));
  for (const namespace of new Set(objects.map(({ metadata }) => metadata.namespace as string))) {
    await settle(plane, view, namespace, () => objects.every(isGood));
  }
  return new Map(objects.map((object) => [idOf(object), outcomeOf(view, object, isGood(object))]));
}

/** In words. */
export function outcomeOf(view: ClusterView, object: Json, good: boolean): Outcome {
  const waits = () => describePending(view, object.metadata.namespace, object);
  return { good, seen: good ? 'its update finishes' : `its update hangs: ${waits()}` };
}
