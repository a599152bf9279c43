import { Capacity, Daemon, mayEvict, Task } from '../placement';
import { Judgement } from './rollout-plan';
import { daemonShortageText, nameOf } from './wording';

/** Whether a pod of the daemon runs on each of its nodes, whoever came first. */
export function fitsOfDaemon(capacity: Capacity, daemon: Daemon): Judgement {
  const [worst] = [...daemon.shortages].sort((one, two) => Number(two.alone) - Number(one.alone));
  if (worst) {
    return { verdict: worst.alone ? 'impossible' : 'possible', witness: [daemonShortageText(worst)] };
  }
  const name = nameOf(daemon.workload);
  const displaced = capacity.daemons
    .flatMap(({ shortages }) => shortages)
    .find(({ rival }) => rival === daemon.workload);
  if (displaced) {
    return {
      verdict: 'possible',
      witness: [daemonShortageText(displaced), `${name} is the one that waits where it comes second`],
    };
  }
  const ousted = capacity.tasks.find(({ closedBy }) => [...closedBy.values()].includes(daemon.workload));
  if (ousted) {
    return {
      verdict: 'possible',
      witness: [`${nameOf(ousted.workload)} and ${name} keep each other off a node: the pod that comes second waits`],
    };
  }
  const crowded = daemon.nodes.find(
    (node) => !hasRoomBeside(capacity, daemon, node, capacity.room[node], new Float64Array(capacity.resources.length)),
  );
  return crowded === undefined
    ? { verdict: 'proven', witness: [] }
    : {
        verdict: 'possible',
        witness: [
          `where other pods come first, node ${capacity.nodes[crowded].name} may be full for the pod of ${name}; a higher priority would have them evicted`,
        ],
      };
}

/** Whether all pods that may stand on a node together, and that the daemon may not evict, leave so much on it. */
export function hasRoomBeside(
  { groupOf, placeable }: Capacity, daemon: Daemon, node: number, room: Float64Array, needs: Float64Array,
): boolean {
  const rivals = placeable.filter(({ eligible, rank }) => eligible[groupOf[node]] && !mayEvict(daemon.rank, rank));
  const pods = (task: Task) => task.apart || task.claims.attachment === 'pod' ? Math.min(1, task.most) : task.most;
  return needs.every((amount, resource) => {
    const asked = rivals.reduce((sum, task) => sum + pods(task) * task.requests[resource], 0);
    // What the daemon itself asks is taken from the room already.
    return daemon.requests[resource] === 0 || asked + amount <= room[resource];
  });
}
