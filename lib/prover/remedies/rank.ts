import { Remedy } from './remedy';

/**
 * The order of remedies of one workload. What is compared, the first difference decides:
 *
 * 1. what is wrong: the update, then the drain, then the downtime of an update that finishes;
 * 2. cost: no further node, then the lower cost per hour, then further nodes whose cost is not known, the fewer the
 *    better; of what needs no node, the requests stay as they are before they are lowered, and what is asked for is
 *    given up at last;
 * 3. downtime at most, then at least;
 * 4. fewer moves, and then the order in which `movesFor` lists them.
 *
 * So what costs neither downtime nor a node comes first, and a node is bought only where the reader prefers it to
 * downtime.
 */
export function ranked(remedies: readonly Remedy[]): Remedy[] {
  return [...remedies].sort((one, two) => compare(keyOf(one), keyOf(two)));
}

const CURES = ['update', 'drain', 'downtime'];

function keyOf({ id, cures, nodes, costPerHour, commands, downtimeSeconds: { least, most } }: Remedy): number[] {
  const isFree = nodes === undefined;
  const cost = isFree ? 0 : (costPerHour ?? Number.POSITIVE_INFINITY);
  return [
    CURES.indexOf(cures), isFree ? 0 : 1, commands ? 2 : /(?:^|\+)cpu-/.test(id) ? 1 : 0, cost, nodes?.count ?? 0,
    most ?? Number.POSITIVE_INFINITY, least, id.split('+').length,
  ];
}

function compare(one: readonly number[], two: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== two[index]);
  return at < 0 ? 0 : one[at] < two[at] ? -1 : 1;
}
