import { Snapshot } from '../../cluster/snapshot';
import { drainProblems } from '../drain/drain';
import { DrainPlan, drainPlan } from '../drain/drain-plan';
import { budgetOf } from '../watch/budget';

/** Which node goes when a surge is over, and what speaks against it. */
export interface ChosenNode {
  readonly plan: DrainPlan;
  readonly problems: readonly string[];
}

/**
 * The node that costs least to take away: first one whose pods all find room and that no budget holds, then the one
 * with the shortest downtime, then the one with the fewest pods. It need not be the one that came last.
 */
export function chooseNode(
  nodes: readonly string[], snapshot: Snapshot, allowDowntime: boolean,
): ChosenNode | undefined {
  const ranked = nodes.map((node) => {
    const plan = drainPlan(node, snapshot);
    return { plan, problems: drainProblems(plan, { allowDowntime }), cost: costOf(plan) };
  });
  return ranked.sort((one, two) => compare(one.cost, two.cost))[0];
}

/** The smaller the better, the first number first. */
function costOf({ movers }: DrainPlan): number[] {
  const homeless = movers.filter(({ room }) => room !== 'proven').length;
  const held = movers.filter(({ leaving }) => leaving === 'stop' || leaving === 'lose').length;
  const down = movers.filter(({ isDown }) => isDown)
    .reduce((sum, { workload }) => sum + (budgetOf(workload).totalSeconds ?? Number.MAX_SAFE_INTEGER), 0);
  return [homeless, held === 0 ? 0 : 1, down, held, movers.flatMap(({ pods }) => pods).length];
}

function compare(one: readonly number[], two: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== two[index]);
  return at < 0 ? 0 : one[at] - two[at];
}
