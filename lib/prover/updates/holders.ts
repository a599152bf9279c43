import { getOrMake } from '../../kubernetes/get-or-make';
import { listed } from '../../kubernetes/listed';
import { plural } from '../../kubernetes/plural';
import { Placement, Task } from '../placement';
import { amountText, homesOf, nameOf } from './wording';

/** Pools with a line of their own: clusters whose nodes tell no pool have one for each node. */
const MOST_POOLS = 5;

/** Workloads that are named in a line. */
const MOST_HOLDERS = 6;

interface Held {
  total: number;
  nodes: number;
  isOwn: boolean;
  readonly by: Map<string, number>;
}

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
  const pools = new Map<string, Held>();
  homesOf(capacity, task).forEach((node) => {
    const { pool } = capacity.nodes[node];
    const entry = getOrMake(pools, pool, nothing);
    entry.total += capacity.room[node][resource];
    entry.nodes++;
    for (const [index, pods] of placement.pods[node]) {
      const holder = capacity.tasks[index];
      if (holder.requests[resource] > 0) {
        const mark = markOf(holder);
        entry.isOwn ||= mark !== '';
        add(entry.by, `${nameOf(holder.workload)}${mark}`, pods * holder.requests[resource]);
      }
    }
  });
  const say = (subject: string, { total, nodes, by }: Held) => {
    const list = [...by].sort((one, two) => two[1] - one[1]).map(([label, amount]) =>
      `${label} (${amountText(capacity.resources[resource], amount).split(' ')[0]})`);
    return `${subject} ${amountText(capacity.resources[resource], total)} on ${plural(nodes, 'node')}, ` +
      `held by ${list.length > 0 ? listed(list, MOST_HOLDERS) : 'nobody'}`;
  };
  const [first, rest] = withinMost([...pools]);
  return [
    ...first.map(([pool, held]) => say(`pool ${pool} has`, held)),
    ...rest.length > 0 ? [say(`${rest.length} more pools have`, sumOf(rest.map(([, held]) => held)))] : [],
  ];
}

/** Where there are too many, the pools with the pods in question come first. */
function withinMost(pools: [string, Held][]): [[string, Held][], [string, Held][]] {
  if (pools.length <= MOST_POOLS) {
    return [pools, []];
  }
  pools.sort(([, one], [, two]) => Number(two.isOwn) - Number(one.isOwn));
  return [pools.slice(0, MOST_POOLS - 1), pools.slice(MOST_POOLS - 1)];
}

function nothing(): Held {
  return { total: 0, nodes: 0, isOwn: false, by: new Map() };
}

function sumOf(all: readonly Held[]): Held {
  const sum = nothing();
  for (const { total, nodes, by } of all) {
    sum.total += total;
    sum.nodes += nodes;
    by.forEach((amount, label) => add(sum.by, label, amount));
  }
  return sum;
}

function add(amounts: Map<string, number>, label: string, amount: number): void {
  amounts.set(label, (amounts.get(label) ?? 0) + amount);
}
