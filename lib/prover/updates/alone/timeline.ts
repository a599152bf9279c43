import { UpdateBounds } from '../../../kubernetes/arithmetic';
import { copyOf, Placement, Task } from '../../placement';
import { Timeline, TimelinePod, TimelineStep } from '../words/rollout-plan';
import { nameOf } from '../words/wording';

/** More steps, nodes or pods than a person reads are left out. */
const MOST_REPLICAS = 12;
const MOST_NODES = 24;
const MOST_BESIDE = 200;

/** A copy of a placement in which the task has so many pods, if they fit. */
export function withPods(placement: Placement, task: Task, replicas: number): Placement {
  const copy = copyOf(placement);
  let missing = replicas - copy.pods.reduce((sum, pods) => sum + (pods.get(task.index) ?? 0), 0);
  for (let node = copy.room.length - 1; node >= 0 && missing !== 0; node--) {
    const change = missing > 0 ? Math.min(missing, copy.slots(task, node)) : Math.max(missing, -copy.count(task, node));
    if (change !== 0) {
      copy.add(task, node, change);
      missing -= change;
    }
  }
  return copy;
}

interface OwnPod {
  revision: 'old' | 'new';
  phase: TimelinePod['phase'];
  node?: number;
}

/**
 * The steps of one update from a placement: the controller makes what it may, stops what it may, one
 * pod at a time; `stuck` ends with the new pod that waits.
 */
export function timeline(
  start: Placement, task: Task, bounds: UpdateBounds, resource: number, stuck: boolean,
): Timeline | undefined {
  const { capacity } = start;
  const { most: replicas } = task;
  const nodes = capacity.nodes.flatMap((_, node) =>
    task.eligible[capacity.groupOf[node]] && capacity.room[node][resource] > 0 ? [node] : [],
  );
  if (replicas === 0 || replicas > MOST_REPLICAS || nodes.length > MOST_NODES) {
    return undefined;
  }
  const placement = withPods(start, task, replicas);
  const own = nodes.flatMap((node) =>
    Array.from({ length: placement.count(task, node) }, (): OwnPod => ({ revision: 'old', phase: 'Running', node })));
  if (own.length < replicas) {
    return undefined;
  }
  const shares = sharesOfOthers(placement, task, nodes, resource);
  if (shares.reduce((sum, { count }) => sum + count, 0) > MOST_BESIDE) {
    return undefined;
  }
  const steps: TimelineStep[] = [];
  const beside = shares.flatMap((share) =>
    Array.from({ length: share.count }, () =>
      describe(placement, share.task, { revision: 'old', phase: 'Running', node: share.node }, resource)));
  const record = (title: string) => {
    steps.push({ title, pods: [...beside, ...own.map((pod) => describe(placement, task, pod, resource))] });
  };
  const make = (): boolean => {
    const node = stuck ? undefined : nodes.find((each) => fits(placement, task, each, own));
    own.push({ revision: 'new', phase: node === undefined ? 'Pending' : 'Starting', node });
    if (node !== undefined) {
      placement.add(task, node, 1);
    }
    record(node === undefined ? 'a new pod is made and waits' : 'a new pod is made and starts');
    return node !== undefined;
  };
  const stop = (): boolean => {
    const index = own.findIndex(({ revision }) => revision === 'old');
    if (index >= 0) {
      placement.add(task, own[index].node!, -1);
      own.splice(index, 1);
      record('an old pod is stopped');
    }
    return index >= 0;
  };
  record('before the update');
  let blocked = false;
  const unfinished = () =>
    own.some(({ revision, phase }) => revision === 'old' || phase !== 'Running') || own.length < replicas;
  while (!blocked && unfinished()) {
    const made = own.filter(({ revision }) => revision === 'new').length;
    const old = own.length - made;
    if (own.some(({ phase }) => phase === 'Starting')) {
      own.forEach((pod) => { pod.phase = pod.phase === 'Starting' ? 'Running' : pod.phase; });
      record('the new pod is ready');
    } else if (made < replicas && own.length < replicas + bounds.maxSurge && !(bounds.recreate && old > 0)) {
      blocked = !make();
    } else {
      blocked = !stop();
    }
  }
  return {
    resource: capacity.resources[resource],
    nodes: nodes.map((node) => ({
      node: capacity.nodes[node].name, pool: capacity.nodes[node].pool, units: capacity.room[node][resource],
    })),
    steps,
    blocked,
  };
}

function fits(placement: Placement, task: Task, node: number, own: OwnPod[]): boolean {
  return task.apart?.perRevision
    ? placement.isOpen(task, node)
        && placement.slotsByRoom(task, node) > 0
        && !own.some((pod) => pod.revision === 'new' && pod.node === node)
    : placement.slots(task, node) > 0;
}

/** Pods of others that hold some of the resource, by node. */
function sharesOfOthers(
  { capacity: { tasks }, pods }: Placement, task: Task, nodes: number[], resource: number,
): { readonly task: Task; readonly node: number; readonly count: number }[] {
  return nodes.flatMap((node) => [...pods[node]].flatMap(([index, count]) =>
    (tasks[index] === task || tasks[index].requests[resource] === 0 ? [] : [{ task: tasks[index], node, count }])));
}

function describe(
  { capacity }: Placement,
  task: Task,
  { revision, phase, node }: OwnPod,
  resource: number,
): TimelinePod {
  const place = node === undefined ? {} : { node: capacity.nodes[node].name, pool: capacity.nodes[node].pool };
  return { workload: nameOf(task.workload), revision, phase, ...place, units: task.requests[resource] };
}
