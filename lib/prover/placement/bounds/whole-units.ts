import { Capacity } from '../capacity';
import { rankKey } from '../tasks/priority';
import { Task } from '../tasks/task';

/** A unit of a resource, so many of which nodes have. */
export interface WholeUnit {
  readonly resource: number;
  readonly unit: number;
  readonly offered: number;
}

/** Units of one resource that are tried for the pods of some nodes, and those of all that are kept. */
const MOST_UNITS = 32;
const MOST_KEPT = 4;

/** Whole units that a pod asks for. */
export function unitsOf(requests: Float64Array, { resource, unit }: WholeUnit): number {
  return Math.floor(requests[resource] / unit);
}

/**
 * Units by which pods that cannot leave some nodes are nearer to too many than by all that they ask, the nearest first
 * (step P5 of docs/explanation/proof.md): pods of two and of three devices are one of two each, and so is a node of
 * three.
 *
 * @param countOf most pods of each task
 */
export function wholeUnits(
  capacity: Capacity, nodes: readonly number[], tasks: readonly Task[], countOf: (task: Task) => number,
): readonly WholeUnit[] {
  // Pods that may evict those of DaemonSets have more room than is counted here.
  const ofEachRank = [...new Map(tasks.map((task) => [rankKey(task.rank), task])).values()];
  if (ofEachRank.some((task) => nodes.some((node) => capacity.makesRoom(task, node)))) {
    return [];
  }
  const units = capacity.resources.flatMap((_, resource) => {
    const askers = tasks.filter(({ requests }) => requests[resource] > 0);
    const pods = totals(askers.map((task) => [task.requests[resource], countOf(task)]));
    const rooms = totals(nodes.map((node) => [capacity.room[node][resource], 1]));
    const share = (inUnits: (amount: number) => number) => {
      const inAll = (counts: ReadonlyMap<number, number>) => {
        let all = 0;
        counts.forEach((count, amount) => { all += count * inUnits(amount); });
        return all;
      };
      const [asked, offered] = [inAll(pods), inAll(rooms)];
      return { offered, share: asked / Math.max(1, offered) };
    };
    const whole = share((amount) => amount);
    return [...pods.keys()].sort((one, two) => two - one)
      .slice(0, MOST_UNITS).map((unit) => ({ resource, unit, ...share((amount) => Math.floor(amount / unit)) }))
      .filter((each) => Number.isFinite(each.offered) && each.share > whole.share);
  });
  return units.sort((one, two) => two.share - one.share).slice(0, MOST_KEPT);
}

/** How many there are of each amount. */
function totals(counts: readonly (readonly [amount: number, count: number])[]): ReadonlyMap<number, number> {
  const all = new Map<number, number>();
  counts.forEach(([amount, count]) => all.set(amount, (all.get(amount) ?? 0) + count));
  return all;
}
