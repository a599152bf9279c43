import { requiredSurge } from '../../../kubernetes/arithmetic';
import { copyOf, Placement, Task } from '../../placement';
import { Mover } from '../needs/movers';
import { mayGoWithItsVolume } from './waits-for-volume';

/** What the workload that waits has done before. */
export interface Start {
  /**
   * The node of the pod that is gone.
   *
   * @default - none is
   */
  readonly leaves?: number;
  /**
   * The node of a new pod that came before that.
   *
   * @default - none came
   */
  readonly comes?: number;
  /** A node of its volume. */
  readonly stays: number;
}

/** One way that a release may go from a placement of all pods to one in which a workload waits: step J9. */
interface Rundown {
  readonly from: Placement;
  readonly to: Placement;
  readonly movers: readonly Mover[];
  readonly victim: Task;
  readonly start: Start;
  /** Those whose new pods come last, and wait for their volumes beside old ones. */
  readonly waiting: ReadonlySet<Task>;
  /** Others that may miss no pod, and are not through. */
  readonly surging: readonly Task[];
}

/** The end of it, and those of `surging` that went through. */
export interface RunDown {
  readonly placement: Placement;
  readonly through: ReadonlySet<Task>;
}

/** The end of it, each step allowed by controllers and scheduler; undefined where one is not, or something moves on. */
export function rundown({ from, to, movers, victim, start, waiting, surging }: Rundown): RunDown | undefined {
  const now = copyOf(from);
  const { capacity } = now;
  if (start.comes !== undefined && now.slots(victim, start.comes) === 0) {
    return undefined;
  }
  if (start.comes !== undefined) {
    now.add(victim, start.comes, 1);
  }
  if (start.leaves !== undefined) {
    now.add(victim, start.leaves, -1);
  }
  const arrivals: { task: Task; node: number }[] = [];
  for (const { task, bounds } of movers.filter((each) => each.task !== victim)) {
    const nodes = [...new Set([...from.places[task.index].keys(), ...to.places[task.index].keys()])];
    const more = nodes.map((node) => ({ node, pods: to.count(task, node) - from.count(task, node) }));
    const gone = more.reduce((sum, { pods }) => sum + Math.max(0, -pods), 0);
    // A pod that came to wait may have changed places with the one that stood.
    const stays = waiting.has(task);
    if (gone > (stays ? 0 : bounds.recreate ? task.most : requiredSurge(bounds) > 0 ? 0 : bounds.maxUnavailable)) {
      return undefined;
    }
    more.filter(({ pods }) => pods < 0).forEach(({ node, pods }) => now.add(task, node, pods));
    arrivals.push(...more.flatMap(({ node, pods }) =>
      Array.from({ length: Math.max(0, pods) }, () => ({ task, node }))));
  }
  const isClosed = () => !capacity.nodesOf(victim).some((node) => now.slots(victim, node) > 0
    && mayGoWithItsVolume(capacity, victim, start.leaves ?? start.stays, node));
  const through = arrive(now, arrivals, waiting) && isClosed() ? goThrough(now, surging, isClosed) : undefined;
  return through && { placement: now, through };
}

/**
 * Those that may miss no pod and have room go through with their update, so that nothing more is open in the end;
 * undefined where one cannot.
 */
function goThrough(now: Placement, surging: readonly Task[], isClosed: () => boolean): ReadonlySet<Task> | undefined {
  const through = new Set<Task>();
  for (;;) {
    const next = surging.find((task) =>
      !through.has(task) && now.capacity.nodesOf(task).some((node) => hasRoom(now, task, node)));
    if (!next) {
      return through;
    }
    through.add(next);
    if (!goesThrough(now, next, isClosed)) {
      return undefined;
    }
  }
}

function hasRoom(now: Placement, task: Task, node: number): boolean {
  const [home] = now.places[task.index].keys();
  return now.slots(task, node) > 0 && mayGoWithItsVolume(now.capacity, task, home, node);
}

/** A first pod comes to a free node, each other one to the room of the pod before; the last old one leaves. */
function goesThrough(now: Placement, task: Task, isClosed: () => boolean): boolean {
  const old = [...now.places[task.index]].flatMap(([node, pods]) => Array.from({ length: pods }, () => node));
  const nodes = now.capacity.nodesOf(task).filter((node) => hasRoom(now, task, node));
  return nodes.some((free) => old.some((last, at) => {
    const others = old.filter((_, index) => index !== at);
    now.add(task, free, 1);
    // Each that left has its successor in its room before the next one leaves.
    const isAllowed = others.every((node) => {
      now.add(task, node, -1);
      const comes = now.slots(task, node) > 0;
      now.add(task, node, 1);
      return comes;
    });
    now.add(task, last, -1);
    if (isAllowed && isClosed()) {
      return true;
    }
    now.add(task, last, 1);
    now.add(task, free, -1);
    return false;
  }));
}

/** Whether all can come, one after the other; those that wait for their volumes at last. */
function arrive(
  now: Placement, arrivals: readonly { task: Task; node: number }[], waiting: ReadonlySet<Task>,
): boolean {
  let left = arrivals.filter(({ task }) => !waiting.has(task));
  for (let before = -1; left.length > 0 && left.length !== before;) {
    before = left.length;
    left = left.filter(({ task, node }) => {
      const comes = now.slots(task, node) > 0;
      now.add(task, node, comes ? 1 : 0);
      return !comes;
    });
  }
  return left.length === 0 && arrivals.filter(({ task }) => waiting.has(task)).every(({ task, node }) => {
    const [home] = now.places[task.index].keys();
    const comes = node !== home && task.eligible[now.capacity.groupOf[node]] && now.slotsByRoom(task, node) > 0
      && mayGoWithItsVolume(now.capacity, task, home, node);
    now.add(task, node, comes ? 1 : 0);
    return comes;
  });
}
