// @ts-check
'use strict';
// What is mutated together, and the tests that judge it: those of the subject, and of what is built on it. Left out
// are the tests that start processes, compile the package, read the documentation or open a browser: they are slow.
// Each file of lib/ is in exactly one group (test/house/mutation.test.ts).
const { readdirSync } = require('fs');
const path = require('path');

const root = path.resolve(__dirname, '../..');

/** Sources of a folder of lib/, not of the folders below it; relative to the root. */
const sourcesOf = (folder) => readdirSync(path.join(root, 'lib', folder))
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => path.posix.join('lib', folder, name));

const pattern = (tests) => {
  const below = /^(cli|app|test)(\/|$)/.test(tests) ? tests : `lib/${tests}`;
  return below.endsWith('.ts') ? below : `${below}/**/*.test.ts`;
};

/** Folders of lib/ without those below them, folders (with those below) or files of tests, and how many are its own. */
const group = (folders, tests, own = 1) => ({ mutate: folders.flatMap(sourcesOf), tests: tests.map(pattern), own });

/** A folder of lib/prover, and those in it. */
const layersOf = (folder, names) => ['.', ...names].map((name) => path.posix.join('prover', folder, name));

/** Folders of lib/constructs. */
const constructs = (names, tests) => group(names.map((name) => `constructs/${name}`), tests);

const groups = {
  // What applications are built of.
  'workload': constructs(
    ['workload'],
    ['workload', 'stateless', 'nim', 'vector-store'].map((name) => `constructs/${name}`),
  ),
  'model-servers': constructs(['model-server', 'nim'], ['constructs/model-server', 'constructs/nim']),
  'services': constructs(
    ['stateless', 'vector-store', 'worker', 'tasks', 'cache'],
    ['stateless', 'vector-store', 'worker', 'tasks', 'cache'].map((name) => `constructs/${name}`),
  ),
  'monitoring': constructs(
    ['monitoring', 'monitoring/dashboards', 'monitoring/alerts'],
    // without-dashboards.test.ts loads everything anew.
    ['constructs/monitoring', 'test/monitoring/!(without-dashboards).test.ts'],
  ),
  'gitops': constructs(['gitops'], ['constructs/gitops', 'test/examples/argo-cd.test.ts']),
  'provisioning': constructs(['provisioning'], ['constructs/provisioning', 'synthesis/nearest-cluster.test.ts']),
  'secret-constructs': constructs(['secrets'], ['constructs/secrets', 'test/adversarial/wrong-types.test.ts']),
  'routes': constructs(['.', 'routes'], ['constructs/routes', 'test/adversarial/wrong-types.test.ts']),
  // rollout-plugin.test.ts runs cdk8s-cli.
  'synthesis': group(['synthesis'], ['synthesis/!(rollout-plugin).test.ts']),
  // What is read.
  'cluster': group(
    ['cluster', 'cluster/server', 'cluster/snapshot'],
    ['cluster', 'input/live-cluster.test.ts', 'constructs/provisioning', 'prover/updates/doubts/open-pools.test.ts',
      ...['capacity', 'placement', 'devices/devices', 'nodes/node-filters', 'tasks/daemons', 'tasks/outside',
        'volumes/volumes'].map((name) => `prover/placement/${name}.test.ts`)],
  ),
  'manifests': group(['manifests'], ['manifests', 'input/decode-text.test.ts', 'prover/rules']),
  'controllers': group(['manifests/controllers'], ['manifests', 'prover/rules', 'prover/transition']),
  'schema': group(
    ['manifests/schema'],
    ['manifests/schema', 'prover/rules/unknown-field.test.ts', 'prover/rules/api-version-not-served.test.ts',
      'prover/rules/required-field-missing.test.ts'],
  ),
  'input': group(
    ['input'],
    ['input', 'synthesis/rollout-validation.test.ts']
      .concat(['refusals', 'outputs', 'program'].map((name) => `cli/${name}.test.ts`)),
  ),
  'kubernetes': group(
    ['util', 'kubernetes', 'kubernetes/shapes'],
    ['util', 'kubernetes', 'prover/rules', 'constructs/workload', 'test/adversarial/wrong-types.test.ts'],
  ),
  'arithmetic': group(
    ['kubernetes/arithmetic'], ['kubernetes/arithmetic', 'prover/updates', 'prover/rules', 'test/simulator'],
  ),
  // What is written.
  'reports': group(
    ['prover/reports', 'prover/reports/escape', 'prover/connections'],
    ['prover/reports/*.test.ts', 'prover/reports/escape', 'prover/connections', 'cli/outputs.test.ts'],
  ),
  'html': group(
    ['prover/reports/html'], ['prover/reports/html/!(browser).test.ts', 'prover/reports/*.test.ts'],
  ),
  'acknowledgements': group(
    ['prover/acknowledgements'], ['prover/acknowledgements', 'synthesis/acknowledgements.test.ts'],
  ),
  'remedies': group(
    ['prover/remedies', 'prover/remedies/moves'],
    ['prover/remedies', 'test/remedies/advice.test.ts', 'test/remedies/promise.test.ts',
      'prover/reports/html/change-section.test.ts'],
  ),
  // What judges.
  'rules': group(
    ['prover', 'prover/rules', 'prover/engine'], ['prover/rules', 'prover/engine', 'prover/*.test.ts'], 3,
  ),
  'validation': group(
    ['prover/validation'],
    ['prover/validation', 'test/refused', 'prover/rules',
      ...['is-server-json', 'all-fields'].map((name) => `synthesis/${name}.test.ts`)],
    2,
  ),
  'admission': group(
    ['prover/admission', 'prover/admission/pod-security'],
    ['prover/admission', 'prover/updates', 'prover/transition'],
  ),
  'placement': group(
    layersOf('placement', ['bounds', 'devices', 'nodes', 'search', 'tasks', 'volumes']),
    ['prover/placement', 'prover/updates', 'test/simulator'],
  ),
  'updates': group(
    layersOf('updates', ['alone', 'daemons', 'doubts', 'ends', 'needs', 'readings', 'steady', 'together', 'words']),
    ['prover/updates', 'test/simulator/restart-layers.test.ts', 'test/simulator'],
    2,
  ),
  'transition': group(
    layersOf('transition', ['change', 'exploration', 'fields', 'forms', 'release', 'search']),
    ['prover/transition', 'prover/rules/immutable-field.test.ts', 'test/simulator/layers.test.ts', 'test/simulator',
      'prover/remedies'],
    3,
  ),
  // What acts on a cluster.
  'operate': group(
    ['.', ...['rollback', 'watch', 'obstacles', 'deploy', 'preflight', 'logs', 'surge', 'recover', 'cleanup', 'drain',
      'status', 'verify', 'forward']].map((name) => `operate/${name}`),
    ['operate', 'cli/operate'],
  ),
};

module.exports = { groups, root };
