import { HOSTNAME_LABEL } from '../../kubernetes/well-known-labels';
import { Placement, Task } from '../placement';
import { requiredSurge, UpdateBounds } from '../../kubernetes/arithmetic';

/** How a workload's volumes tie its pods together: not at all, to one node (ReadWriteOnce), to one pod (ReadWriteOncePod). */
export type Attachment = 'free' | 'node' | 'pod';

/** What may happen to an update from one placement of all other pods; neither when the workload itself does not fit. */
export interface Outcome {
  readonly finishes: boolean;
  readonly blocks: boolean;
}

/** Room for a task beside the others. */
export interface SlotView {
  /** Pods of the task each node could hold, its own present ones not counted as obstacles. */
  readonly byNode: number[];
  /** Pods of the task all nodes together could hold. */
  readonly total: number;
}

/** Room for a task beside the other pods of a placement; its own pods are looked through. */
export function slotView(placement: Placement, task: Task): SlotView {
  const byNode = placement.room.map((_, node) => {
    const slots = placement.isOpen(task, node) ? placement.slotsByRoom(task, node) + placement.count(task, node) : 0;
    return task.apart && !task.apart.perRevision ? Math.min(1, slots) : slots;
  });
  const { apart } = task;
  const each = byNode.map((slots) => apart ? Math.min(1, slots) : slots);
  const total = apart && apart.topologyKey !== HOSTNAME_LABEL
    ? new Set(each.flatMap((slots, node) => slots > 0 ? [placement.capacity.domain(node, apart.topologyKey)] : [])).size
    : each.reduce((sum, slots) => sum + slots, 0);
  return { byNode, total };
}

/**
 * The outcome of an update of `replicas` equal pods while all other pods stay where they are.
 *
 * With others fixed the pods of one workload fill equal slots, and an update can stop for ever only if
 * no pod may be missing and no slot is free. The exceptions are pods tied together by a volume, and
 * anti-affinity that only holds within a revision.
 */
export function outcome(view: SlotView, task: Task, replicas: number, bounds: UpdateBounds, attachment: Attachment): Outcome {
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
    return outcomeOnOneNode(view, task, replicas, extra);
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

/** All running pods share one node with the volume; a new pod that the scheduler puts elsewhere waits for the volume. */
function outcomeOnOneNode({ byNode }: SlotView, task: Task, replicas: number, extra: number): Outcome {
  const most = Math.max(...byNode);
  const elsewhere = byNode.filter((slots) => slots > 0).length > 1;
  if (most < replicas || (task.apart && replicas > 1)) {
    return { finishes: false, blocks: false };
  }
  if (replicas === 1 && extra === 0) {
    return { finishes: true, blocks: false };
  }
  const finishes = most >= replicas + extra;
  return { finishes, blocks: !finishes || elsewhere };
}
