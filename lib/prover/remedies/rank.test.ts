import { ranked } from './rank';
import { Remedy } from './remedy';

const remedy = (id: string, more: object = {}) =>
  ({ id, cures: 'update', costPerHour: 0, downtimeSeconds: { least: 0, most: 0 }, ...more }) as unknown as Remedy;
const nodes = (count: number, costPerHour?: number) => ({ nodes: { pool: 'gpu', count }, costPerHour });
const down = (least: number, most?: number) => ({ downtimeSeconds: { least, most } });

const BEST_FIRST = [
  remedy('a'),
  remedy('a+b'),
  remedy('short', down(1, 5)),
  remedy('longer', down(2, 5)),
  remedy('longest', down(0, 6)),
  remedy('without end', down(0)),
  remedy('cpu-75'),
  remedy('a+cpu-50', down(0, 1)),
  remedy('one node', nodes(1, 1)),
  remedy('one node and down', { ...nodes(1, 1), ...down(0, 1) }),
  remedy('a dear node', nodes(1, 3)),
  remedy('a node of any price', nodes(1)),
  remedy('two of them', nodes(2)),
  remedy('a node and less', { ...nodes(1, 0.5), id: 'nodes+cpu-75' }),
  remedy('of a drain', { cures: 'drain' }),
  remedy('of downtime', { cures: 'downtime' }),
];

test('what costs nothing comes first: no node, no downtime, few moves', () =>
  expect(ranked([...BEST_FIRST].reverse()).map(({ id }) => id)).toEqual(BEST_FIRST.map(({ id }) => id)));

test('equal ones stay in their order, and what is given is left as it is', () => {
  const given = [remedy('b'), remedy('a'), remedy('c', { cures: 'drain' }), remedy('d')];
  expect(ranked(given).map(({ id }) => id)).toEqual(['b', 'a', 'd', 'c']);
  expect(given.map(({ id }) => id)).toEqual(['b', 'a', 'c', 'd']);
});
