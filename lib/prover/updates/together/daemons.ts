import { daemonSetBounds } from '../../../kubernetes/arithmetic';
import {
  Capacity, copyOf, Daemon, mayEvict, mayOutrank, Placement, slotsBesideWholePods, slotsIn, Task,
} from '../../placement';
import { fitsOfDaemon } from '../steady/daemon-fits';
import { keptApart } from '../daemons/daemon-surge';
import { Judgement } from '../words/rollout-plan';
import { evictedFirstText } from '../words/rests-on';
import { nameOf } from '../words/wording';
import { boundsOf, keptThroughout, oustedBy } from '../needs/movers';

/** Those whose pods come, that may do so on a daemon's nodes, and make no room for it. */
export function rivalsOf(
  capacity: Capacity, daemon: Daemon, comes = (task: Task) => boundsOf(task) !== undefined,
): Task[] {
  return capacity.tasks.filter((task) => comes(task) && !mayEvict(daemon.rank, task.rank)
    && daemon.nodes.some((node) => task.eligible[capacity.groupOf[node]]
      && (capacity.holdsSome(task)
        // Also a pod that finds no room beside the daemon's may come while that is away.
        || slotsIn(capacity.roomOfGroup(capacity.groupOf[node], [daemon]), task.requests) > 0)));
}

/** A DaemonSet that is updated with everything else: its pods come back to their own nodes. */
export function judgeDaemonTogether(
  capacity: Capacity,
  daemon: Daemon,
  alone: Judgement,
  starts: readonly Placement[],
): Judgement {
  const evictor = alone.verdict === 'impossible' && daemon.shortages.length === 0
    && fitsOfDaemon(capacity, daemon).verdict !== 'impossible' ? evictorOf(capacity, daemon) : undefined;
  if (evictor) {
    return {
      verdict: 'unknown',
      witness: [evictedFirstText(nameOf(evictor.workload)), ...alone.witness],
    };
  }
  if (alone.verdict === 'impossible' && mayFindSecondRoom(capacity, daemon)) {
    return {
      verdict: 'unknown',
      witness: [
        'impossible alone; whether pods that leave while everything is updated make room on each node for its new pod ' +
          'beside the old one is not decided',
        ...alone.witness,
      ],
    };
  }
  const isStopped = stopsFirst(daemon);
  // Of one that surges, that one pod has room says nothing of the second one beside it.
  if (alone.verdict !== 'proven' || (isStopped && fitsOfDaemon(capacity, daemon).verdict === 'proven')) {
    return alone;
  }
  const rivals = rivalsOf(capacity, daemon);
  // The room of a pod whose successor stands beside it before it stops is nobody else's.
  for (const start of isStopped ? starts : []) {
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
            `${nameOf(rivals[0].workload)}, may take the room that ${isStopped ? 'a stopped pod' : 'a new pod'} ` +
            `of ${nameOf(daemon.workload)} ${isStopped ? 'leaves' : 'needs beside the old one'} is not decided ` +
            '(a higher priority would have them evicted)',
        ],
      };
}

/**
 * What is updated with a daemon and may have its old pods evicted: these are made again of the newest template, and
 * nothing of the same daemon stands beside them (kubernetes pkg/controller/daemon/daemon_controller.go
 * `podsShouldBeOnNode`; defaultpreemption). Undefined where nothing may.
 */
function evictorOf({ tasks, groupOf, daemons }: Capacity, daemon: Daemon): Task | Daemon | undefined {
  const { nodes, rank } = daemon;
  return tasks.find((task) => boundsOf(task) !== undefined && mayOutrank(task.rank, rank)
    && nodes.some((node) => task.eligible[groupOf[node]]))
    ?? daemons.find((each) => each !== daemon && each.workload.waitsFor === undefined && mayOutrank(each.rank, rank)
      && nodes.some((node) => each.nodes.includes(node)));
}

/**
 * A daemon that surges, and that finds no room beside its old pod wherever others stand, may while some of them are
 * away. Those that miss no pod, and that nobody has evicted, leave none: all of them stand at every moment, and a pod
 * more takes room.
 */
function mayFindSecondRoom(capacity: Capacity, daemon: Daemon): boolean {
  const { workload, nodes, requests, shortages } = daemon;
  const isSurging = daemonSetBounds(workload.strategy, nodes.length).maxSurge > 0 && shortages.length === 0;
  if (!isSurging || keptApart(capacity, daemon, workload) || fitsOfDaemon(capacity, daemon).verdict === 'impossible') {
    return false;
  }
  const leaving = capacity.daemons.filter((each) => each !== daemon
    && (stopsFirst(each) || evictorOf(capacity, each) !== undefined));
  const movers = capacity.tasks.flatMap((task) => {
    const bounds = boundsOf(task);
    return bounds ? [{ task, bounds }] : [];
  });
  const isOusted = oustedBy(movers);
  const isLeft = nodes.some((node) => leaving.some((each) => each.nodes.includes(node))
    || capacity.tasks.some((task) => task.eligible[capacity.groupOf[node]]
      && (keptThroughout(task) < task.most || isOusted(task))));
  return isLeft && nodes.every((node) => {
    const away = leaving.filter((each) => each.nodes.includes(node));
    return requests.every((asked, resource) =>
      asked <= away.reduce((room, each) => room + each.requests[resource], capacity.room[node][resource]));
  });
}

/**
 * DaemonSets whose pods leave while they are replaced, where others may then take the room. The rest find theirs again,
 * as if they stood still.
 */
export function leavingDaemons(capacity: Capacity, comes?: (task: Task) => boolean): Daemon[] {
  return capacity.daemons.filter((daemon) => stopsFirst(daemon) && rivalsOf(capacity, daemon, comes).length > 0
    && !daemon.nodes.every((node) => keepsRoomOf(capacity, daemon, node, mostAtOnce)));
}

/** Whether an update stops a pod before it makes another one there. */
export function stopsFirst({ workload, nodes }: Daemon): boolean {
  return workload.waitsFor === undefined && workload.bounds(nodes.length)?.maxSurge === 0;
}

function mostAtOnce(task: Task): number {
  return task.most + (boundsOf(task)?.maxSurge ?? 0);
}

/** Placements in which a pod of one of these DaemonSets has left a node that the task may use, and waits. */
export function* whereOneLeaves(
  daemons: readonly Daemon[], starts: readonly Placement[], task: Task,
): Generator<Placement> {
  for (const start of starts) {
    for (const { nodes, requests } of daemons.filter(({ rank }) => !mayEvict(rank, task.rank))) {
      for (const node of nodes.filter((each) => task.eligible[start.capacity.groupOf[each]])) {
        const left = copyOf(start);
        left.take(node, requests, -1);
        yield left;
      }
    }
  }
}

/** No whole pods that the node can hold leave less than the daemon's pod asks. */
function keepsRoomOf(
  capacity: Capacity, daemon: Daemon, node: number, countOf = ({ most }: Task) => most,
): boolean {
  const { requests, rank } = daemon;
  const room = capacity.roomOfGroup(capacity.groupOf[node], [daemon]);
  const pods = stopsFirst(daemon) ? 1 : 2;
  const comers = capacity.tasks
    .filter((task) => task.eligible[capacity.groupOf[node]] && !mayEvict(rank, task.rank))
    .map((task) => ({ requests: task.requests, pods: countOf(task) }));
  return slotsBesideWholePods(room, requests, pods, comers) >= pods;
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
