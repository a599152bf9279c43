'use strict';
// What is mutated together, and the tests that judge it: those of the subject, and of what is built on it. Left out
// are the tests that start processes, compile the package, read the documentation or open a browser: they are slow.
const rollout = (folder, ...tests) => ({ mutate: [`lib/rollout/${folder}/**/*.ts`], tests: tests.map((test) => `rollout/${test}/**/*.test.ts`) });

const groups = {
  'rollout-arithmetic': rollout('arithmetic', 'arithmetic', 'verdict', 'rules', 'simulator'),
  'workload': {
    mutate: ['lib/workload/**/*.ts'],
    tests: ['workload/**/*.test.ts', 'stateless/**/*.test.ts', 'nim/**/*.test.ts', 'vector-store/**/*.test.ts', 'validation/tree-validation.test.ts'],
  },
  'validation': { mutate: ['lib/validation/**/*.ts'], tests: ['validation/**/*.test.ts'] },
  'proof': { mutate: ['lib/proof/**/*.ts'], tests: ['proof/**/*.test.ts', 'plugin/**/*.test.ts'] },
  'acknowledgement': {
    mutate: ['lib/acknowledgement/**/*.ts', 'lib/rollout/acknowledgement/**/*.ts'],
    tests: ['acknowledgement/**/*.test.ts', 'rollout/acknowledgement/**/*.test.ts'],
  },
  'rollout-report': { mutate: ['lib/rollout/report/*.ts'], tests: ['rollout/report/*.test.ts'] },
  'rollout-verdict': rollout('verdict', 'verdict', 'fit', 'rules', 'simulator'),
  'rollout-fit': rollout('fit', 'fit', 'verdict', 'simulator'),
  'rollout-rules': rollout('rules', 'rules'),
  'rollout-model': rollout('model', 'model', 'rules', 'verdict'),
};

module.exports = { groups };
