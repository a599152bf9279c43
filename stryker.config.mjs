import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const jest = require('./jest.config.js');
const { groups } = require('./judges/mutation/groups');

const name = process.env.MUTATION_GROUP ?? 'arithmetic';
const { mutate, tests } = groups[name];

/** Of a sample (judges/mutation/sample.mjs) only the ranges of its mutants, without what earlier runs left. */
const sample = process.env.MUTATION_DRAWN && {
  mutate: [...new Set(JSON.parse(readFileSync(process.env.MUTATION_DRAWN, 'utf8')).map((key) => key.split(' ')[0]))],
  plugins: ['@stryker-mutator/*', './judges/mutation/drawn-checker.mjs'],
  checkers: ['drawn'],
  incremental: false,
  thresholds: { high: 95, low: 85, break: null },
};

// The random cases are cut down for every single mutant, to what `npm test` tries (test/support/shares.js).
process.env.SIMULATION_SHARE ??= '0.05';
process.env.PROPERTY_SHARE ??= '0.2';

/** https://stryker-mutator.io/docs/stryker-js/configuration */
export default {
  mutate,
  testRunner: 'jest',
  jest: {
    projectType: 'custom',
    // A mutant is judged by the tests that reach it at run time, which perTest knows; the import graph adds nothing.
    enableFindRelatedTests: false,
    config: {
      ...jest,
      testMatch: tests.map((pattern) => `<rootDir>/${pattern}`),
      testRunner: '<rootDir>/judges/mutation/jest-circus-fail-fast.js',
      testSequencer: '<rootDir>/judges/mutation/sequencer.js',
    },
  },
  coverageAnalysis: 'perTest',
  // What runs while a module loads belongs to no single test: every such mutant would need the whole suite.
  ignoreStatic: true,
  concurrency: Number(process.env.MUTATION_CONCURRENCY ?? 2),
  // Of processor time there may be little: a mutant must not count as found because others work beside it.
  timeoutMS: Number(process.env.MUTATION_TIMEOUT ?? 20) * 1000,
  incremental: true,
  incrementalFile: `reports/mutation/${name}.incremental.json`,
  reporters: ['json', 'html', 'progress-append-only'],
  jsonReporter: { fileName: `reports/mutation/${name}.json` },
  htmlReporter: { fileName: `reports/mutation/${name}.html` },
  thresholds: { high: 95, low: 85, break: 85 },
  ...sample,
  // From the root: there is a lib/prover/reports.
  ignorePatterns: ['/build', '/judges/node_modules', '/.dist-*', '/coverage', '/reports', '/bench'],
};
