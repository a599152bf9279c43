import { Capacity } from '../../placement';

/**
 * By task index, a number that tasks share where one may stand in the way of the other, directly or through others:
 * they may use one node, or some term of theirs names the other.
 */
export function componentsOf(capacity: Capacity): number[] {
  const parent = capacity.tasks.map(({ index }) => index);
  const root = (index: number): number => {
    while (parent[index] !== index) {
      parent[index] = parent[parent[index]];
      index = parent[index];
    }
    return index;
  };
  const join = (one: number, two: number) => {
    parent[root(one)] = root(two);
  };
  const firstOf = capacity.groups.map((): number | undefined => undefined);
  for (const { index, eligible, repulsions, attractions, ties, spreads } of capacity.tasks) {
    eligible.forEach((yes, group) => {
      if (yes) {
        firstOf[group] ??= index;
        join(index, firstOf[group]);
      }
    });
    repulsions.forEach(({ other }) => join(index, other.index));
    [
      ...attractions.flatMap(({ targets }) => targets),
      ...ties.flatMap(({ users }) => users),
      ...spreads.flatMap(({ counted }) => counted),
    ].forEach((other) => join(index, other.index));
  }
  return parent.map((_, index) => root(index));
}
