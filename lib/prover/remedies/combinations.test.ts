import { NO_CHANGE } from './change';
import { combinations } from './combinations';
import { Dimension, Move } from './moves/move';

const move = (id: string, dimension: string, more: object = {}): Move =>
  ({ id, dimension: dimension as Dimension, title: id, change: NO_CHANGE, ...more });
const nodes = (count: number, pool = 'gpu') =>
  move(`${count}-${pool}`, 'nodes', { change: { ...NO_CHANGE, nodes: [{ pool, count }] } });

/** Ids of the sets that are handed out, where some of them cure. */
function sets(moves: Move[], ...cures: string[]): string[] {
  const idOf = (set: readonly Move[]) => set.map(({ id }) => id).join('+');
  return [...combinations(moves, (set) => cures.includes(idOf(set)))].map(idOf);
}

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => move(id, id));

test('single moves come first, then two and three at once', () => {
  expect(sets([a, b, c])).toEqual(['a', 'b', 'c', 'a+b', 'a+c', 'b+c', 'a+b+c']);
  expect(sets([a, b, c, d]).filter((set) => set.split('+').length > 3)).toEqual([]);
  expect(sets([])).toEqual([]);
});

test('moves of one dimension exclude each other', () => {
  expect(sets([a, move('a2', 'a'), b])).toEqual(['a', 'a2', 'b', 'a+b', 'a2+b']);
});

test('a set with one that cures is dearer than that one', () => {
  expect(sets([a, b, c], 'a')).toEqual(['a', 'b', 'c', 'b+c']);
  expect(sets([a, b, c], 'a+b')).toEqual(['a', 'b', 'c', 'a+b', 'a+c', 'b+c']);
});

test('so is more of what cures', () => {
  expect(sets([nodes(1), nodes(2)], '1-gpu')).toEqual(['1-gpu']);
  expect(sets([nodes(2), nodes(1)], '2-gpu')).toEqual(['2-gpu', '1-gpu']);
  expect(sets([nodes(1), nodes(2, 'cpu')], '1-gpu')).toEqual(['1-gpu', '2-cpu']);
  expect(sets([a, nodes(1), nodes(2)], 'a+1-gpu')).toEqual(['a', '1-gpu', '2-gpu', 'a+1-gpu']);
  expect(sets([a, move('a2', 'a', { exceeds: 'a' }), b], 'a')).toEqual(['a', 'b']);
  expect(sets([nodes(1), a], 'a')).toEqual(['1-gpu', 'a']);
});
