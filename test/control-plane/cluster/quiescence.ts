import { ControlPlane } from './control-plane';
import { missingPods, nudge, wouldBeCreated } from './creation';
import { Json } from './api';
import { isFinished, isReady, ownerOf } from './pods';
import { ClusterView } from './view';
import { isInFlight } from './volumes';

/** Nothing has changed for this long when the queues of scheduler and controllers are looked at. */
const STILL_MS = 250;
/** The same before something is called stuck, so that a busy machine is not taken for a hang. */
const STUCK_MS = 1500;
/** The same where the queues cannot be looked at. */
const UNSEEN_MS = 4000;
/** A namespace that moves for longer than this on an idle machine moves for ever. */
const LIMIT_MS = 120_000;
/** Controllers whose queues must be empty. */
const QUEUES =
  /^workqueue_(?:depth|unfinished_work_seconds)\{name="(?:deployment|replicaset|statefulset|daemonset|job|disruption|claims|volumes|node_lifecycle_controller)"\} (\S+)/gm;

/** A namespace that moves for ever, as one does whose pods a node refuses and a controller makes again. */
export class NeverRests extends Error {}

/**
 * Waits until nothing in a namespace can happen any more without a further cause: every controller has seen its newest
 * spec and pods, no pod starts or stops, every pending pod has had the scheduler's verdict since the last change, and
 * pods that could not be created would be refused again.
 *
 * @throws when the namespace does not come to rest
 */
export async function untilQuiet(
  plane: ControlPlane, view: ClusterView, namespace: string, { still = STILL_MS, limit = LIMIT_MS } = {},
): Promise<void> {
  let busy: string | undefined = 'nothing was looked at';
  for (const start = Date.now(); Date.now() - start < limit;) {
    busy = await whatMoves(plane, view, namespace, still);
    if (busy === undefined) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new NeverRests(`namespace ${namespace} did not come to rest in ${limit / 1000} s: ${busy}`);
}

/** Waits until a namespace rests, and longer before anything is called bad. */
export async function untilDecided(
  plane: ControlPlane,
  view: ClusterView,
  namespace: string,
  isGood: () => boolean,
  limit = LIMIT_MS,
): Promise<void> {
  await untilQuiet(plane, view, namespace, { limit });
  if (!isGood()) {
    await untilQuiet(plane, view, namespace, { still: STUCK_MS, limit });
  }
}

/** One thing that still moves; undefined when nothing does. */
async function whatMoves(
  plane: ControlPlane,
  view: ClusterView,
  namespace: string,
  still: number,
): Promise<string | undefined> {
  const seen = busyObject(view, namespace) ?? (view.quietFor(namespace) < still ? 'it has just changed' : undefined);
  if (seen !== undefined) {
    return seen;
  }
  const queues = await plane.queues();
  const queued = queues === undefined ? waitsUnseen(view, namespace) : queuedWork(queues);
  if (queued !== undefined) {
    return queued;
  }
  for (const owner of missingPods(view, namespace)) {
    if (await wouldBeCreated(plane.api, owner)) {
      // Its controller would try again after a delay that grows to a quarter of an hour.
      await nudge(plane.api, owner);
      return `${owner.kind} ${owner.metadata.name} lacks a pod that would be created now`;
    }
  }
  return view.quietFor(namespace) < still ? 'it has just changed' : undefined;
}

function busyObject(view: ClusterView, namespace: string): string | undefined {
  for (const pod of view.list('pods', namespace)) {
    const busy = busyPod(view, pod);
    if (busy !== undefined) {
      return `pod ${pod.metadata.name} ${busy}`;
    }
  }
  const claim = view
    .list('persistentvolumeclaims', namespace)
    .find(
      (each) =>
        each.metadata.deletionTimestamp === undefined
        && each.spec.volumeName === undefined
        && each.metadata.annotations?.['volume.kubernetes.io/selected-node'] !== undefined,
    );
  if (claim !== undefined) {
    return `claim ${claim.metadata.name} is being provisioned`;
  }
  const controllers = (['deployments', 'replicasets', 'statefulsets', 'daemonsets', 'jobs'] as const).flatMap(
    (collection) => view.list(collection, namespace),
  );
  const behind = controllers.find(
    ({ metadata, status }) =>
      (status?.observedGeneration ?? metadata.generation) < metadata.generation
      || metadata.deletionTimestamp !== undefined,
  );
  return behind !== undefined
    ? `${behind.kind ?? 'controller'} ${behind.metadata.name} is not observed yet`
    : countsBehind(view, namespace);
}

function busyPod(view: ClusterView, pod: Json): string | undefined {
  const { metadata, spec, status } = pod;
  if (metadata.deletionTimestamp !== undefined) {
    return 'is stopping';
  }
  if (spec.nodeName === undefined) {
    const judged = status.conditions?.some(
      ({ type, status: value }: Json) => type === 'PodScheduled' && value === 'False',
    );
    const scheduled = spec.schedulerName === undefined || spec.schedulerName === 'default-scheduler';
    return judged || !scheduled ? undefined : 'is not judged by the scheduler yet';
  }
  const isSlow =
    metadata.annotations?.['nodelet/ready-after'] !== undefined && status.phase === 'Running' && !isReady(pod);
  return isSlow || (status.phase === 'Pending' && status.startTime === undefined && isInFlight(view, pod))
    ? 'is starting'
    : undefined;
}

/** A controller whose status does not count the pods that are there has not looked at them yet. */
function countsBehind(view: ClusterView, namespace: string): string | undefined {
  const pods = view.list('pods', namespace).filter((pod) => !isFinished(pod));
  const readyOf = (owned: Json[]) => owned.filter(isReady).length;
  for (const collection of ['replicasets', 'statefulsets'] as const) {
    for (const { metadata, status } of view.list(collection, namespace)) {
      const owned = pods.filter((pod) => ownerOf(pod) === metadata.uid);
      if ((status.replicas ?? 0) !== owned.length || (status.readyReplicas ?? 0) !== readyOf(owned)) {
        return `${collection} ${metadata.name} counts ${status.replicas ?? 0} pods`;
      }
      if ((status.availableReplicas ?? 0) < (status.readyReplicas ?? 0)) {
        return `${collection} ${metadata.name} waits for minReadySeconds`;
      }
    }
  }
  for (const { metadata, status } of view.list('deployments', namespace)) {
    const sets = view.list('replicasets', namespace).filter((set) => ownerOf(set) === metadata.uid);
    const sum = (field: string) => sets.reduce((total, set) => total + (set.status[field] ?? 0), 0);
    if ((status.replicas ?? 0) !== sum('replicas') || (status.readyReplicas ?? 0) !== sum('readyReplicas')
      || (status.availableReplicas ?? 0) !== sum('availableReplicas')) {
      return `deployment ${metadata.name} counts ${status.replicas ?? 0} pods`;
    }
  }
  for (const { metadata, status } of view.list('daemonsets', namespace)) {
    const owned = pods.filter((pod) => ownerOf(pod) === metadata.uid);
    // Pods that stay on nodes that take no more of them are not counted as ready.
    const [ready, counted, strays] = [readyOf(owned), status.numberReady ?? 0, status.numberMisscheduled ?? 0];
    if (counted > ready || counted + strays < ready || status.currentNumberScheduled > owned.length
      || (status.numberAvailable ?? 0) < counted) {
      return `daemonset ${metadata.name} counts ${status.numberReady ?? 0} ready pods`;
    }
  }
  return undefined;
}

function waitsUnseen(view: ClusterView, namespace: string): string | undefined {
  return view.quietFor(namespace) < UNSEEN_MS ? 'whether something waits in a queue cannot be seen' : undefined;
}

function queuedWork({
  scheduler, controllers,
}: NonNullable<Awaited<ReturnType<ControlPlane['queues']>>>): string | undefined {
  const waiting =
    /^scheduler_(?:pending_pods\{queue="(?:active|backoff)"\}|inflight_events\{event="PodPopped"\}|goroutines\{operation="binding"\}) ([1-9]\d*)/m;
  return waiting.exec(scheduler)?.[0] ?? [...controllers.matchAll(QUEUES)].find(([, depth]) => depth !== '0')?.[0];
}
