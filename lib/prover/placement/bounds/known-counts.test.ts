import { ClusterNode } from '../../../cluster';
import { KnownCounts } from './known-counts';

/** Counts, and tells how often it did. */
function counter(): { count: () => number; readonly times: number[] } {
  const times: number[] = [];
  return { times, count: () => times.push(0) };
}

test('counts once what is told in the same words of one cluster', () => {
  const [counts, { count, times }] = [new KnownCounts<number>(10), counter()];
  const [nodes, others]: ClusterNode[][] = [[], []];
  expect([counts.of(nodes, 'a', count), counts.of(nodes, 'a', count)]).toEqual([1, 1]);
  expect([counts.of(nodes, 'b', count), counts.of(others, 'a', count)]).toEqual([2, 3]);
  expect(times).toHaveLength(3);
});

test('keeps what was asked for last, and no more than it may', () => {
  const [counts, { count, times }] = [new KnownCounts<number>(2), counter()];
  const nodes: ClusterNode[] = [];
  ['a', 'b', 'a', 'c'].forEach((told) => counts.of(nodes, told, count));
  expect(times).toHaveLength(3);
  counts.of(nodes, 'a', count);
  expect(times).toHaveLength(3);
  counts.of(nodes, 'b', count);
  expect(times).toHaveLength(4);
});
