// The walls of the house (docs/architecture.md). `npm run lint` fails when an import, of types too, goes through one.

/** A layer imports those before it, never one after it. */
const LAYERS = ['util', 'kubernetes', 'manifests', 'cluster', 'prover', 'synthesis', 'constructs'];

const TESTS = '\\.test\\.ts$|^test/';
const CDK8S =
  '^(cdk8s|cdk8s-plus-28|constructs)(/|$)|/node_modules/(cdk8s|cdk8s-plus-28|constructs)/|^node_modules/(cdk8s|constructs)';
const FILES = '^(node:)?fs(/promises)?$';

const wall = (name, comment, from, to) => ({ name, comment, severity: 'error', from: { pathNot: TESTS, ...from }, to });

/** The layers inside of folders of the prover, from the lowest; those of one line stand side by side, `.` is the folder. */
const INSIDE = {
  placement: [['nodes'], ['devices'], ['volumes'], ['tasks'], ['.'], ['bounds', 'search']],
  updates: [['words'], ['needs'], ['steady'], ['alone', 'daemons', 'doubts', 'ends'], ['readings', 'together'], ['.']],
  transition: [['fields'], ['change'], ['release'], ['search'], ['forms'], ['exploration'], ['.']],
};

/** Each folder that has an index is used by it alone; the index says what of a folder is meant for others. */
const WITH_INDEX = [
  'lib/manifests', 'lib/cluster', 'lib/synthesis', 'lib/operate', 'lib/kubernetes/arithmetic',
  ...[
    'acknowledgements', 'admission', 'connections', 'engine', 'placement', 'remedies', 'reports', 'transition',
    'updates', 'validation',
  ].map(
    (name) => `lib/prover/${name}`,
  ),
];

export default {
  forbidden: [
    wall('no-cycle', 'a file that imports itself by way of others cannot be understood alone', {}, { circular: true }),
    ...LAYERS.map((layer, index) =>
      wall(
        `layer-${layer}`,
        `${layer} knows nothing of the layers above it, of the app, the input and the command line`,
        // The plugin of cdk8s reads the file of nodes that its settings name.
        { path: `^lib/${layer}/`, pathNot: `${TESTS}|^lib/synthesis/rollout-validation\\.ts$` },
        {
          path: `^(app|cli|lib/input|lib/operate|${
            LAYERS.slice(index + 1)
              .map((above) => `lib/${above}`)
              .join('|') || 'main'
          })/`,
        },
      ),
    ),
    wall(
      'library-without-customer',
      'the published library knows no app',
      { path: '^lib/' },
      { path: '^(app|main\\.ts)' },
    ),
    wall(
      'cli-sees',
      'the command line uses the prover, without cdk8s',
      { path: '^cli/' },
      { path: '^(app|lib)/', pathNot: '^lib/(prover|cluster|input|kubernetes|operate|util)/' },
    ),
    wall(
      'input-sees',
      'reading files knows what a file says, and no verdict',
      { path: '^lib/input/' },
      { path: '^(app|cli|lib)/', pathNot: '^lib/(input|cluster|manifests|kubernetes|util)/' },
    ),
    wall(
      'operate-sees',
      'operating a cluster knows the prover and what a cluster holds; kubectl is handed to it',
      { path: '^lib/operate/' },
      { path: '^(app|cli|lib)/', pathNot: '^lib/(operate|prover|cluster|manifests|kubernetes|util)/' },
    ),
    wall(
      'prover-without-cdk8s',
      'the prover works where cdk8s is not installed',
      { path: '^lib/(util|kubernetes|manifests|cluster|prover|input|operate)/|^cli/' },
      { path: `${CDK8S}|^imports/` },
    ),
    wall(
      'files',
      'files are read and written beside the command line, by the app writer and by the plugin',
      {
        pathNot: `${TESTS}|^cli/|^lib/input/|^lib/synthesis/(linear-app|plugin|rollout-validation)\\.ts$`,
        path: '^(lib|app)/',
      },
      { path: FILES },
    ),
    wall(
      'rule-alone',
      'a rule imports no rule; what two share stands in the engine',
      { path: '^lib/prover/rules/' },
      { path: '^lib/prover/rules/' },
    ),
    wall(
      'reports-read-results',
      'a report shows what was found, and finds nothing itself',
      { path: '^lib/prover/reports/' },
      { path: '^lib/prover/(rules|placement)/' },
    ),
    wall(
      'construct-alone',
      'constructs share what stands in workload/; a NIM is a model server; sync waves are numbered in one place',
      { path: '^lib/constructs/([^/]+)/', pathNot: `${TESTS}|^lib/constructs/nim/` },
      { path: '^lib/constructs/', pathNot: '^lib/constructs/($1/|workload/|gitops/sync-waves)' },
    ),
    wall(
      'nim-is-a-model-server',
      'a NIM is a model server, and knows no other construct',
      { path: '^lib/constructs/nim/' },
      { path: '^lib/constructs/', pathNot: '^lib/constructs/(nim|model-server|workload)/' },
    ),
    ...Object.entries(INSIDE).flatMap(([folder, layers]) => layers.flatMap((names, index) => names.map((own) => {
      const filesOf = (name) => `^lib/prover/${folder}/${name === '.' ? '[^/]+\\.ts$' : `${name}/`}`;
      return wall(
        `inside-${folder}-${own === '.' ? 'itself' : own}`,
        `${own} of ${folder} uses what lies below it`,
        { path: filesOf(own), pathNot: `${TESTS}|/${folder}/index\\.ts$` },
        { path: `^lib/prover/${folder}/`, pathNot: [own, ...layers.slice(0, index).flat()].map(filesOf).join('|') },
      );
    }))),
    ...WITH_INDEX.map((folder) =>
      wall(
        `index-of-${folder.slice(4).replaceAll('/', '-')}`,
        `others use ${folder} by its index`,
        // A rule is a part of the engine that stands apart; lib/index.ts chooses what is published.
        { pathNot: `${TESTS}|^lib/index\\.ts$|^${folder}/${folder === 'lib/prover/engine' ? '|^lib/prover/rules/' : ''}` },
        { path: `^${folder}/.+\\.ts$`, pathNot: '/index\\.ts$' },
      ),
    ),
    {
      name: 'reachable',
      comment: 'what nothing uses goes',
      severity: 'error',
      from: { path: '^(main\\.ts|lib/index\\.ts|cli/main\\.ts|lib/synthesis/plugin\\.ts|lib/prover/index\\.ts)$' },
      to: {
        path: '^(lib|app|cli)/',
        pathNot: `${TESTS}|^(lib/index|cli/main|lib/synthesis/plugin|lib/prover/index)\\.ts$`,
        reachable: false,
      },
    },
    {
      name: 'resolvable',
      comment: 'an import that leads nowhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^cdk8s-cli/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|build|judges)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
