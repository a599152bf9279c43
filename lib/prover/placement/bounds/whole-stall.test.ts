import { WholeStall } from './whole-stall';

// Two of three units, or one of four, load six and four of seven.
const sellers = [{ comer: 0, units: 3 }, { comer: 2, units: 4 }];
const at = (prices: number[], needs: number[], known = 0) =>
  WholeStall.of(sellers, needs, 7)!.mostTaken(Float64Array.from(prices), known);

test('what whole pods take beyond their price is that of the cheapest ones that load so much', () => {
  expect(at([0.25, 9, 0.75], [4])).toEqual({ value: 0.5, load: 6 });
  expect(at([0.25, 9, 0.375], [4])).toEqual({ value: 0.625, load: 4 });
  expect(at([0.25, 9, 0.75], [4, 7])).toEqual({ value: 1, load: 7 });
});

test('nothing is taken where it is worth no more than what is known, or no whole pods load so much', () => {
  expect(at([0.25, 9, 0.75], [4], 0.5)).toEqual({ value: 0.5, load: 0 });
  expect(at([0, 9, 0], [8])).toEqual({ value: 0, load: 0 });
});

test('the pods of a load are wanted on each of the nodes', () => {
  const stall = WholeStall.of(sellers, [7], 7)!;
  const { load } = stall.mostTaken(Float64Array.from([0.25, 9, 0.5]), 0);
  const wanted = new Float64Array(3);
  stall.want(wanted, load, 2);
  expect([...wanted]).toEqual([2, 0, 2]);
});

test('none is counted where there are too many loads, or no whole ones', () => {
  expect(WholeStall.of(sellers, [4], 251)).toBeUndefined();
  expect(WholeStall.of(sellers, [4], 250)).toBeDefined();
  expect(WholeStall.of(sellers, [4], NaN)).toBeUndefined();
});
