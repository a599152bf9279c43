import { listed } from '../../../util/listed';
import { plural } from '../../../util/plural';
import { append } from '../../../manifests';
import { Placement, Task } from '../../placement';
import { homesOf } from '../words/missing-resource';
import { amountText, nameOf } from '../words/wording';

/** Pools with a line of their own: clusters whose nodes tell no pool have one for each node. */
const MOST_POOLS = 5;

/** Workloads that are named in a line. */
const MOST_HOLDERS = 6;

/**
 * `pool gpu has 2 nvidia.com/gpu on 2 nodes, held by Deployment/a (1), Deployment/b (1)`, one line for each pool, and
 * one for all the others where there are many.
 */
export function holders(
  placement: Placement,
  task: Task,
  resource: number,
  own: string,
  markOf: (holder: Task) => string = (holder) => (holder === task ? own : ''),
): string[] {
  const { capacity } = placement;
  const pools = new Map<string, number[]>();
  homesOf(capacity, task).forEach((node) => append(pools, capacity.nodes[node].pool, node));
  const isMarked = (index: number) => markOf(capacity.tasks[index]) !== '';
  const isOwn = (nodes: readonly number[]) => nodes.some((node) =>
    [...placement.pods[node].keys()].some((index) => isMarked(index) && capacity.tasks[index].requests[resource] > 0));
  const say = (subject: string, nodes: readonly number[]) => {
    const total = nodes.reduce((sum, node) => sum + capacity.room[node][resource], 0);
    const list = heldOn(placement, nodes, resource, markOf).map(([label, amount], at) => (at < MOST_HOLDERS
      ? `${label} (${amountText(capacity.resources[resource], amount).split(' ')[0]})` : label));
    return `${subject} ${amountText(capacity.resources[resource], total)} on ${plural(nodes.length, 'node')}, ` +
      `held by ${list.length > 0 ? listed(list, MOST_HOLDERS) : 'nobody'}`;
  };
  const [first, rest] = withinMost([...pools], isOwn);
  return [
    ...first.map(([pool, nodes]) => say(`pool ${pool} has`, nodes)),
    ...rest.length > 0 ? [say(`${rest.length} more pools have`, rest.flatMap(([, nodes]) => nodes))] : [],
  ];
}

/** Where there are too many, the pools with the pods in question come first. */
function withinMost(
  pools: [string, number[]][], isOwn: (nodes: readonly number[]) => boolean,
): [[string, number[]][], [string, number[]][]] {
  if (pools.length <= MOST_POOLS) {
    return [pools, []];
  }
  const own = pools.filter(([, nodes]) => isOwn(nodes));
  const sorted = [...own, ...pools.filter((each) => !own.includes(each))];
  return [sorted.slice(0, MOST_POOLS - 1), sorted.slice(MOST_POOLS - 1)];
}

/** Who holds how much on some nodes, the largest first; named once for each task, as there are more pods by far. */
function heldOn(
  { capacity, pods }: Placement, nodes: readonly number[], resource: number, markOf: (holder: Task) => string,
): [label: string, amount: number][] {
  const amounts = new Float64Array(capacity.tasks.length);
  const inOrder: number[] = [];
  nodes.forEach((node) => pods[node].forEach((count, index) => {
    const amount = count * capacity.tasks[index].requests[resource];
    if (amount > 0 && amounts[index] === 0) {
      inOrder.push(index);
    }
    amounts[index] += amount;
  }));
  const named = new Map<string, number>();
  inOrder.forEach((index) => {
    const holder = capacity.tasks[index];
    const label = `${nameOf(holder.workload)}${markOf(holder)}`;
    named.set(label, (named.get(label) ?? 0) + amounts[index]);
  });
  return [...named].sort((one, two) => two[1] - one[1]);
}
