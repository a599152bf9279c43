import { saidOfPools } from './said-of-pools';

test('a reason is told once for all pools that have it', () => {
  const said = ['a', 'b', 'c', 'd', 'b', 'e'].map((pool) => [pool, pool === 'a' ? 'this' : 'that'] as const);
  expect(saidOfPools(said)).toEqual(['pool a: this', 'pools b, c, d and 1 more: that']);
});

test('more than six reasons are counted', () => {
  const said = (count: number) => Array.from({ length: count }, (_, index) => [`n${index}`, `why ${index}`] as const);
  expect(saidOfPools(said(6))).toHaveLength(6);
  expect(saidOfPools(said(9))).toEqual([
    ...said(5).map(([pool, text]) => `pool ${pool}: ${text}`), 'other pools: 4 more reasons',
  ]);
});
