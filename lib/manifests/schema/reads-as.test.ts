import { ScalarType } from './schema';
import { readsAs } from './reads-as';

/** What Go decodes into a field of each type, and what it refuses. */
const CASES: { readonly [scalar in ScalarType]: { readonly taken: unknown[]; readonly refused: unknown[] } } = {
  string: { taken: ['', 'a', '1'], refused: [1, true, [], {}] },
  boolean: { taken: [true, false], refused: ['true', 0, 1, []] },
  int32: {
    taken: [0, -1, 2147483647, -2147483648], refused: [2147483648, -2147483649, 1.5, '1', true, Infinity, NaN, [1]],
  },
  int64: { taken: [0, -1, 2147483648, -(2 ** 63), 2 ** 53], refused: [2 ** 63, -(2 ** 64), 1.5, '1', true, [1]] },
  double: { taken: [0, 1.5, -1], refused: ['1.5', true, [1.5]] },
  intOrString: {
    taken: ['25%', '', 3, 2147483647, -2147483648], refused: [2147483648, -2147483649, 1.5, true, ['a'], {}],
  },
  quantity: { taken: ['1', '100m', '1.5Gi', '1e3', 2, 0.5], refused: ['', '1 Gi', 'a', '1Gb', true, ['1'], {}] },
  time: {
    taken: [
      '2024-02-29T00:00:00Z', '2024-01-31T23:59:59.5Z', '2024-01-01T00:00:00,5Z', '2024-12-31T00:00:00+24:00',
      '2024-01-01T00:00:00-05:60', '2024-01-01T9:00:00Z', '0000-01-01T00:00:00Z', '0050-02-28T00:00:00Z',
    ],
    refused: [
      '2023-02-29T00:00:00Z', '2024-04-31T00:00:00Z', '2024-01-00T00:00:00Z', '2024-00-10T00:00:00Z',
      '2024-13-01T00:00:00Z', '2024-01-01T24:00:00Z', '2024-01-01T00:60:00Z', '2024-01-01T23:59:60Z',
      '2024-01-01T00:00:00+25:00', '2024-01-01T00:00:00+00:61', '2024-01-01T00:00:00', '2024-01-01',
      '2024-01-01T00:00Z', '2024-01-01t00:00:00Z', '2024-01-01T00:00:00z', '2024-01-01T00:00:00.Z',
      'x2024-01-01T00:00:00Z', '2024-01-01T00:00:00Zx', 1704067200, true,
    ],
  },
  bytes: {
    taken: ['', 'YQ==', 'YWI=', 'YWJj', 'Y\nQ\r\n==', 'YR==', 'ab+/', [], [0, 255]],
    refused: ['YQ', 'YQ=', 'Y Q==', 'Y', 'YQ==YQ==', 'ab-_', '=', [256], [-1], [1.5], [0, 'a'], 1, true],
  },
};

test.each(Object.entries(CASES))('what is read as %s is what Go decodes', (scalar, { taken, refused }) => {
  expect(taken.filter((value) => !readsAs(scalar as ScalarType, value))).toEqual([]);
  expect(refused.filter((value) => readsAs(scalar as ScalarType, value))).toEqual([]);
});

test.each(Object.keys(CASES))('nothing is no %s', (scalar) => {
  expect([null, undefined, {}].filter((value) => readsAs(scalar as ScalarType, value))).toEqual([]);
});
