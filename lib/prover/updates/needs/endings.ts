import { sum } from '../../../util/sum';
import { type Attachment, HOSTNAME, mayEvict, Placement, Task, ZONE } from '../../placement';
import { requiredSurge, UpdateBounds } from '../../../kubernetes/arithmetic';

export type { Attachment };

/** What may happen to an update from one placement of all other pods; neither when the workload itself does not fit. */
export interface Endings {
  readonly finishes: boolean;
  readonly blocks: boolean;
}

/** Room for a task beside the others. */
export interface SlotView {
  /** Pods of the task each node could hold, its own present ones not counted as obstacles. */
  readonly byNode: number[];
  /** Pods of the task all nodes together could hold. */
  readonly total: number;
  /**
   * By node, the zone that the volume of all its pods does not leave.
   *
   * @default - it may go anywhere
   */
  readonly zoneOf?: readonly (string | undefined)[];
}

/**
 * Room for a task beside the other pods of a placement; its own pods are looked through, and pods that it may evict.
 */
export function slotView(placement: Placement, task: Task): SlotView {
  const view = withoutVictims(placement, task);
  const byNode = view.room.map((_, node) => {
    const slots = view.isOpen(task, node) ? view.slotsByRoom(task, node) + view.count(task, node) : 0;
    return task.apart && !task.apart.perRevision ? Math.min(1, slots) : slots;
  });
  const { apart } = task;
  const each = byNode.map((slots) => apart ? Math.min(1, slots) : slots);
  const total = apart && apart.topologyKey !== HOSTNAME
    ? new Set(each.flatMap((slots, node) => slots > 0 ? [placement.capacity.domain(node, apart.topologyKey)] : [])).size
    : sum(each);
  const zoneOf = task.claims.inOneZone
    ? byNode.map((_, node) => placement.capacity.domain(node, ZONE)) : undefined;
  return { byNode, total, zoneOf };
}

/**
 * The placement as a waiting pod of the task may make it: pods of lower priority are evicted where that makes room, but
 * not those beside which it has to stand, or that its spread counts (defaultpreemption `SelectVictimsOnNode` looks at
 * the filters again without all of them).
 */
export function withoutVictims(placement: Placement, task: Task): Placement {
  const needed = new Set([
    ...task.attractions.flatMap(({ targets }) => targets), ...task.spreads.flatMap(({ counted }) => counted),
  ]);
  const isTiedToVictim = task.attractions.some(({ topologyKey, targets }) =>
    topologyKey === HOSTNAME && targets.some(({ rank }) => mayEvict(task.rank, rank)));
  const victims = isTiedToVictim ? [] : placement.capacity.tasks
    .filter((other) => other.most > 0 && mayEvict(task.rank, other.rank) && !needed.has(other));
  const daemons = placement.capacity.daemons.some(({ rank }) => mayEvict(task.rank, rank));
  if (victims.length === 0 && !daemons) {
    return placement;
  }
  const left = new Placement(placement.capacity);
  placement.places.forEach((places, index) => {
    if (!victims.includes(placement.capacity.tasks[index])) {
      places.forEach((pods, node) => left.add(placement.capacity.tasks[index], node, pods));
    }
  });
  if (daemons) {
    left.room.forEach((_, node) => {
      const freed = placement.capacity.roomFor(task, node).map((amount, resource) =>
        Number.isFinite(amount) ? amount - placement.capacity.room[node][resource] : 0);
      left.take(node, freed, -1);
    });
  }
  return left;
}

/**
 * From one placement of the others, an update finishes exactly when the nodes hold every replica and, where no
 * pod may be missing, one more. A pod that may be missing gives back its own slot, and a finished pod takes one
 * slot wherever it stands, so no other fact about the placement matters. Exceptions: pods tied by a volume, and
 * anti-affinity that only holds within a revision.
 */
export function endings(
  view: SlotView,
  task: Task,
  replicas: number,
  bounds: UpdateBounds,
  attachment: Attachment,
): Endings {
  const extra = requiredSurge(bounds);
  if (replicas === 0) {
    return { finishes: true, blocks: false };
  }
  if (view.total < replicas) {
    return { finishes: false, blocks: false };
  }
  if (attachment === 'pod') {
    const finishes = replicas === 1 && extra === 0;
    return { finishes, blocks: !finishes };
  }
  if (attachment === 'node') {
    return endingsOnOneNode(view, task, replicas, extra);
  }
  if (view.total >= replicas + extra) {
    return { finishes: true, blocks: false };
  }
  if (!task.apart?.perRevision) {
    return { finishes: false, blocks: true };
  }
  // Old and new may share a node: stuck once every roomy node has its new pod while a full one keeps its old pod.
  const roomy = view.byNode.some((slots) => slots >= 2);
  const full = view.byNode.some((slots) => slots === 1);
  return { finishes: roomy || !full, blocks: full };
}

/**
 * All running pods share one node with the volume; a new pod that the scheduler puts elsewhere waits for the volume.
 */
function endingsOnOneNode({ byNode, zoneOf }: SlotView, task: Task, replicas: number, extra: number): Endings {
  const homes = [...byNode.keys()].filter((node) => byNode[node] >= replicas);
  if (homes.length === 0 || (task.apart && replicas > 1)) {
    return { finishes: false, blocks: false };
  }
  if (replicas === 1 && extra === 0) {
    return { finishes: true, blocks: false };
  }
  const isFull = (home: number) => byNode[home] < replicas + extra;
  const mayWaitElsewhere = (home: number) =>
    byNode.some((slots, node) => slots > 0 && node !== home && zoneOf?.[node] === zoneOf?.[home]);
  return {
    finishes: !homes.every(isFull),
    blocks: homes.some((home) => isFull(home) || mayWaitElsewhere(home)),
  };
}
