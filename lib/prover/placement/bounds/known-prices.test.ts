import { KnownPrices } from './known-prices';

const priced = (value: number, ownPrice: number) => jest.fn(() => ({ value, ownPrice }));

test('prices that were found bound what is destroyed with more or fewer pods left out, without another search', () => {
  const known = new KnownPrices();
  const again = priced(0, 0);
  expect(known.destroyed(2, 11, priced(10.4, 0.5))).toBe(10);
  expect(known.destroyed(4, 10, again)).toBe(9);
  expect(known.destroyed(1, 12, again)).toBe(11);
  expect(again).not.toHaveBeenCalled();
});

test('what was not found twice is not looked for where it is harder to find', () => {
  const known = new KnownPrices();
  const harder = priced(0, 1);
  expect(known.destroyed(2, 8, priced(9.2, 1))).toBe(9);
  expect(known.destroyed(2, 8, harder)).toBe(9);
  expect(known.destroyed(3, 7, priced(8.2, 1))).toBe(8);
  expect(known.destroyed(4, 6, harder)).toBe(7);
  expect(known.destroyed(1, 7, harder)).toBe(10);
  expect(harder).not.toHaveBeenCalled();
});

test('a further aim is looked for, and an easier one', () => {
  for (const [leftOut, enough] of [[2, 7], [3, 8], [1, 9]]) {
    const known = new KnownPrices();
    const search = priced(8.5, 1);
    known.destroyed(2, 8, priced(9.2, 1));
    known.destroyed(leftOut, enough, search);
    expect(search).toHaveBeenCalledTimes(1);
  }
});

test('the best of several prices counts', () => {
  const known = new KnownPrices();
  known.destroyed(0, 5, priced(6, 0));
  known.destroyed(0, 6, priced(5.5, 0));
  expect(known.destroyed(0, 7, priced(0, 0))).toBe(5);
});
