import { Capacity, Daemon, mayEvict, Placement, slotsBesideWholePods, Task } from '../../placement';
import { fitsOfDaemon } from '../daemon-fits';
import { Judgement } from '../rollout-plan';
import { nameOf } from '../wording';
import { boundsOf } from './movers';

/** Those that are updated, may come to a daemon's nodes, and make no room for it. */
export function rivalsOf(capacity: Capacity, daemon: Daemon): Task[] {
  return capacity.placeable.filter(
    (task) =>
      boundsOf(task) !== undefined
      && !mayEvict(daemon.rank, task.rank)
      && daemon.nodes.some((node) => task.eligible[capacity.groupOf[node]]),
  );
}

/** A DaemonSet that is updated with everything else: its pods come back to their own nodes. */
export function judgeDaemonTogether(
  capacity: Capacity,
  daemon: Daemon,
  alone: Judgement,
  starts: readonly Placement[],
): Judgement {
  if (alone.verdict !== 'proven' || fitsOfDaemon(capacity, daemon).verdict === 'proven') {
    return alone;
  }
  const rivals = rivalsOf(capacity, daemon);
  for (const start of starts) {
    for (const node of daemon.nodes) {
      const taker = rivals.find((task) => takesRoomOf(daemon, start, node, task));
      if (taker) {
        return {
          verdict: 'possible',
          witness: [
            `updated together with ${nameOf(taker.workload)}: a new pod of it may take the room on node ` +
              `${capacity.nodes[node].name} that a stopped pod of ${nameOf(daemon.workload)} leaves`,
          ],
        };
      }
    }
  }
  return rivals.length === 0 || daemon.nodes.every((node) => keepsRoomOf(capacity, daemon, node))
    ? alone
    : {
        verdict: 'unknown',
        witness: [
          'proven alone; whether pods that are updated meanwhile, such as those of ' +
            `${nameOf(rivals[0].workload)}, may take the room that a stopped pod ` +
            `of ${nameOf(daemon.workload)} leaves is not decided (a higher priority would have them evicted)`,
        ],
      };
}

/** No whole pods that the node can hold leave less than the daemon's pod asks. */
function keepsRoomOf(capacity: Capacity, { requests, rank }: Daemon, node: number): boolean {
  const room = capacity.room[node].map((left, resource) => left + requests[resource]);
  const comers = capacity.placeable
    .filter((task) => task.eligible[capacity.groupOf[node]] && !mayEvict(rank, task.rank))
    .map((task) => ({ requests: task.requests, pods: task.most }));
  return slotsBesideWholePods(room, requests, 1, comers) > 0;
}

/**
 * A pod of the task may come to the node while the daemon's is away, and no room is left; the others come back where
 * they were.
 */
function takesRoomOf(daemon: Daemon, start: Placement, node: number, task: Task): boolean {
  const bounds = boundsOf(task)!;
  const mayCome = bounds.maxSurge > 0 || [...start.places[task.index].keys()].some((place) => place !== node);
  const others = [...start.pods[node].keys()].map((index) => start.capacity.tasks[index]);
  if (
    !mayCome
    || !start.isOpen(task, node)
    || (task.apart && start.count(task, node) > 0)
    || others.some((other) => (boundsOf(other)?.maxUnavailable ?? 1) === 0)
  ) {
    return false;
  }
  const room = start.room[node];
  return (
    task.requests.every((amount, resource) => amount === 0 || amount <= room[resource] + daemon.requests[resource])
    && task.requests.some((amount, resource) => daemon.requests[resource] > 0 && amount > room[resource])
  );
}
