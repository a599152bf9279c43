/** A way to make the manifests of a number of services. */
export interface Case {
  readonly name: string;
  /** Command for bash, in the folder of the benchmark. */
  readonly command: (services: number) => string;
  readonly sizes: number[];
  /** Program that it needs, besides node. */
  readonly tool?: string;
  /** What is written, to compare it. */
  readonly output?: string;
  /** Why larger sizes are left out. */
  readonly limit?: string;
}

export const FLOOR = 'floor: node, YAML from a template';
export const APP = 'app';
export const EMPTY_APP = 'app without services';
export const PROVEN_APP = 'app with rollout proof';
export const SYNTH = 'npm run synth';
export const BARE_CLI = 'npm run synth, app that does nothing';
export const FLAT = 'kubectl kustomize, flat';

export const SIZES = [5, 50, 500, 2000, 5000];

const TO_500 = [5, 50, 500];
const TO_2000 = [5, 50, 500, 2000];
const MINUTES = 'takes minutes';

function app(services: number, settings = ''): string {
  return `CDK8S_OUTDIR=out/app BENCH_SERVICES=${services} ${settings} node scripts/app.js bench/app.ts`;
}

function synth(services: number, command: string): string {
  return `BENCH_SERVICES=${services} npm run -s synth -- --app '${command}'`;
}

export const CASES: Case[] = [
  { name: 'node -e 0', command: () => 'node -e 0', sizes: [5] },
  {
    name: FLOOR,
    command: (services) => `node bench/floor.js peers-${services}/floor/group.yaml ${services} out/floor.yaml`,
    sizes: SIZES,
    output: 'out/floor.yaml',
  },
  { name: APP, command: app, sizes: SIZES, output: 'out/app/services.k8s.yaml' },
  { name: EMPTY_APP, command: () => app(0), sizes: [5] },
  { name: 'app, first run (nothing built)', command: (services) => `rm -rf build && ${app(services)}`, sizes: [5] },
  { name: PROVEN_APP, command: (services) => app(services, 'BENCH_PROOF=1'), sizes: TO_2000 },
  { name: 'app, with App of cdk8s', command: (services) => app(services, 'BENCH_APP=cdk8s'), sizes: TO_2000 },
  {
    name: 'app, a chart for each five services',
    command: (services) => app(services, 'BENCH_CHARTS=many'),
    sizes: [50, 500, 2000],
  },
  {
    name: 'app, the same with App of cdk8s',
    command: (services) => app(services, 'BENCH_CHARTS=many BENCH_APP=cdk8s'),
    sizes: [50, 500],
    limit: 'is quadratic',
  },
  { name: SYNTH, command: (services) => synth(services, 'node scripts/app.js bench/app.ts'), sizes: TO_2000 },
  { name: BARE_CLI, command: (services) => synth(services, 'mkdir -p "$CDK8S_OUTDIR"'), sizes: [5] },
  {
    name: 'npx cdk8s synth, app that does nothing',
    command: () => 'npx cdk8s synth --no-check-upgrade --output out/cli --app "mkdir -p out/cli"',
    sizes: [5],
  },
  {
    name: FLAT,
    tool: 'kubectl',
    sizes: TO_500,
    limit: MINUTES,
    output: 'out/flat.yaml',
    command: (services) => `kubectl kustomize peers-${services}/flat -o out/flat.yaml`,
  },
  {
    name: 'kubectl kustomize, overlays',
    tool: 'kubectl',
    sizes: TO_500,
    limit: MINUTES,
    output: 'out/overlay.yaml',
    command: (services) => `kubectl kustomize peers-${services}/overlay -o out/overlay.yaml`,
  },
  {
    name: 'jsonnet',
    tool: 'jsonnet',
    sizes: SIZES,
    output: 'out/jsonnet.yaml',
    command: (services) => `jsonnet -y peers-${services}/jsonnet/main.jsonnet -o out/jsonnet.yaml`,
  },
];
