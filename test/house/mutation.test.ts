import { existsSync } from 'fs';
import { join, relative } from 'path';
import { filesBelow, ROOT } from '../support/manifests';

const { groups } = require('../../judges/mutation/groups.js') as {
  groups: Record<string, { readonly mutate: readonly string[]; readonly tests: readonly string[] }>;
};
const { wilson } = require('../../judges/mutation/report.js') as {
  wilson: (found: number, drawn: number) => [number, number];
};

// It exports, and does nothing that could be changed.
const ONLY_EXPORTS = 'lib/index.ts';

const sources = filesBelow(join(ROOT, 'lib')).map((file) => relative(ROOT, file))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== ONLY_EXPORTS);

test('each file of lib is mutated in exactly one group', () => {
  const mutated = Object.values(groups).flatMap(({ mutate }) => mutate);
  expect([...mutated].sort()).toEqual([...sources].sort());
});

test('the tests that judge a group are there', () => {
  const patterns = Object.values(groups).flatMap(({ tests }) => tests);
  const places = patterns.map((pattern) => pattern.replace(/(\/\*\*)?\/[^/]*[*(][^/]*$/, ''));
  expect(places.filter((place) => !existsSync(join(ROOT, place)))).toEqual([]);
});

test('the interval of a sample is that of Wilson', () => {
  // https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval, by hand for 81 of 263.
  expect(wilson(81, 263).map((end) => end.toFixed(4))).toEqual(['0.2553', '0.3662']);
  expect(wilson(10, 10)[1]).toBeCloseTo(1);
  expect(wilson(0, 0)).toEqual([0, 1]);
});
