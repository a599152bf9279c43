// @ts-check
'use strict';
// What is mutated together, and the tests that judge it: those of the subject, and of what is built on it. Left out
// are the tests that start processes, compile the package, read the documentation or open a browser: they are slow.
const below = (...folders) => folders.map((folder) => `lib/${folder}/**/*.ts`);
const group = (folders, tests) => ({
  mutate: [...below(...folders), '!**/*.test.ts'],
  tests: tests.map((folder) => folder.startsWith('test/') ? `${folder}/**/*.test.ts` : `lib/${folder}/**/*.test.ts`),
});

/** Single files, and the tests that judge them, without `.ts`. */
const files = (mutated, tests) => ({
  mutate: mutated.map((file) => `lib/${file}.ts`), tests: tests.map((file) => `lib/${file}.test.ts`),
});

const groups = {
  'arithmetic': group(
    ['kubernetes/arithmetic'],
    ['kubernetes/arithmetic', 'prover/updates', 'prover/rules', 'test/simulator'],
  ),
  'workload': group(
    ['constructs/workload'],
    ['constructs/workload', 'constructs/stateless', 'constructs/nim', 'constructs/vector-store', 'synthesis'],
  ),
  'synthesis': group(['synthesis'], ['synthesis']),
  'acknowledgements': group(['prover/acknowledgements'], ['prover/acknowledgements', 'synthesis']),
  'reports': group(['prover/reports', 'prover/connections'], ['prover/reports', 'prover/connections']),
  'remedies': group(['prover/remedies'], ['prover/remedies']),
  'updates': group(['prover/updates'], ['prover/updates', 'prover/placement', 'prover/rules', 'test/simulator']),
  'placement': group(['prover/placement'], ['prover/placement', 'prover/updates', 'test/simulator']),
  'rules': group(['prover/rules', 'prover/engine'], ['prover/rules', 'prover/engine']),
  'schema': files(
    ['manifests/schema/schema'],
    ['manifests/schema/schema', 'prover/rules/unknown-field', 'prover/rules/api-version-not-served',
      'prover/rules/required-field-missing'],
  ),
  'reading': files(
    [
      'event-document', 'event-reader', 'event-tree', 'yaml-chunk', 'yaml-alias', 'yaml-fault', 'doubtful-word',
      'unrendered-template', 'yaml-scalars',
    ].map((name) => `manifests/${name}`),
    ['event-document', 'manifest', 'yaml-scalars', 'load-manifests', 'unrendered-template', 'problems']
      .map((name) => `manifests/${name}`),
  ),
  'secrets': files(
    ['kubernetes/secret-forms', 'prover/rules/secret-in-plain-text', 'constructs/workload/secret-guard'],
    ['kubernetes/secret-forms', 'prover/rules/secret-in-plain-text', 'constructs/workload/secret-guard'],
  ),
  'escape': files(
    ['ci-log', 'markdown', 'terminal'].map((name) => `prover/reports/escape/${name}`), ['prover/reports/escape/escape'],
  ),
  'manifests': group(['manifests'], ['manifests', 'prover/rules', 'prover/updates']),
};

module.exports = { groups };
