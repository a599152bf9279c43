/**
 * Time and memory of synthesis beside its floor and other tools that render the same objects:
 *
 *   npm run bench [-- --quick]
 */
import { spawnSync } from 'child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'fs';
import { cpus, tmpdir } from 'os';
import { join } from 'path';
import { isDeepStrictEqual } from 'util';
import { parseAllDocuments } from 'yaml';
import { APP, BARE_CLI, Case, CASES, EMPTY_APP, FLAT, FLOOR, PROVEN_APP, SIZES, SYNTH } from './cases';
import { exponent, median, peakMemory, Run, run } from './measure';
import { Peers } from './peers';

/** Runs of each command, one after the other in turns, so that all meet the same noise. */
const ROUNDS: { [services: number]: number } = process.argv.includes('--quick')
  ? { 5: 3, 50: 3, 500: 3, 2000: 1, 5000: 1 }
  : { 5: 15, 50: 11, 500: 7, 2000: 5, 5000: 3 };

/** Seconds after which one run of a command is enough. */
const SLOW = 5;

type Objects = { kind: string; metadata: { name: string } }[];

const folder = mkdtempSync(join(tmpdir(), 'cdk8s-nim-bench-'));
const results = new Map<string, Run[]>();
const key = (name: string, services: number): string => `${name} ${services}`;
const runsOf = (name: string, services: number): Run[] => results.get(key(name, services)) ?? [];

function prepare(): void {
  ['bench', 'imports', 'lib', 'scripts', 'cdk8s.yaml', 'main.ts', 'package.json', 'tsconfig.json'].forEach((name) =>
    cpSync(name, join(folder, name), { recursive: true }),
  );
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'out'));
  // The runner keeps no build of files that have just been written.
  spawnSync('sleep', ['2.5']);
  run(folder, commandOf(APP, 5));
  const peers = new Peers(readFileSync(join(folder, 'out/app/services.k8s.yaml'), 'utf8'));
  SIZES.forEach((services) => peers.write(join(folder, `peers-${services}`), services));
}

function commandOf(name: string, services: number): string {
  return CASES.find((each) => each.name === name)!.command(services);
}

function isPresent({ tool }: Case): boolean {
  return tool === undefined || spawnSync('which', [tool]).status === 0;
}

function objectsIn(file: string): Objects {
  const objects = parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map((document) =>
    document.toJS(),
  ) as Objects;
  return objects.sort((a, b) => `${a.kind} ${a.metadata.name}`.localeCompare(`${b.kind} ${b.metadata.name}`));
}

/** All tools must render the same objects, or their times say nothing. */
function compareOutputs(services: number): void {
  const expected = objectsIn('out/app/services.k8s.yaml');
  const compared = CASES.filter((each) => each.output && isPresent(each));
  for (const { name, command, output } of compared) {
    run(folder, command(services));
    if (!isDeepStrictEqual(objectsIn(output!), expected)) {
      throw new Error(`${name} renders other objects than the app at ${services} services`);
    }
  }
  console.log(
    `equal at ${services} services: the same ${expected.length} objects from ${compared.map(({ name }) => name).join('; ')}`,
  );
}

function measure(services: number): void {
  const cases = CASES.filter((each) => each.sizes.includes(services) && isPresent(each));
  for (let round = 0; round < ROUNDS[services]; round++) {
    for (const { name, command } of cases) {
      const runs = runsOf(name, services);
      if (!runs.some(({ wall }) => wall > SLOW)) {
        results.set(key(name, services), [...runs, run(folder, command(services))]);
      }
    }
  }
}

/** Median of the ratios within each round. */
function ratio(
  name: string,
  base: string,
  services: number,
  time: (run: Run) => number,
  baseServices = services,
): number {
  const bases = runsOf(base, baseServices);
  return median(
    runsOf(name, services)
      .slice(0, bases.length)
      .map((each, round) => time(each) / time(bases[round])),
  );
}

const wall = (each: Run): number => each.wall;
const cpu = (each: Run): number => each.cpu;
const milliseconds = (seconds: number): string => `${(seconds * 1000).toFixed(0)} ms`;

function report(services: number): void {
  console.log(`\n${services} services`);
  console.log(`  ${'command'.padEnd(42)} runs      wall  x floor       cpu  x floor      memory`);
  for (const each of CASES) {
    if (!isPresent(each)) {
      console.log(`  ${each.name.padEnd(42)} ${each.tool} is not installed`);
    } else if (each.sizes.includes(services)) {
      const runs = runsOf(each.name, services);
      const memory = peakMemory(folder, each.command(services));
      console.log(`  ${[
        each.name.padEnd(42),
        String(runs.length).padStart(4),
        milliseconds(median(runs.map(wall))).padStart(9),
        ratio(each.name, FLOOR, services, wall).toFixed(2).padStart(8),
        milliseconds(median(runs.map(cpu))).padStart(9),
        ratio(each.name, FLOOR, services, cpu).toFixed(2).padStart(8),
        (memory === undefined ? 'not measured' : `${memory.toFixed(0)} MB`).padStart(11),
      ].join(' ')}`);
    } else if (each.limit && services > Math.max(...each.sizes)) {
      console.log(`  ${each.name.padEnd(42)} left out: ${each.limit}`);
    }
  }
}

/** Growth of the time above that of the app without services, which is the start of node and the modules. */
function growth(name: string, sizes: number[], time: (run: Run) => number): number {
  const start = median(runsOf(EMPTY_APP, 5).map(time));
  return exponent(sizes.map((services) => [services, median(runsOf(name, services).map(time)) - start]));
}

function targets(): void {
  const grown = SIZES.filter((services) => services >= 50);
  const lines: [string, number, number, string][] = [
    [
      'npm run synth / the same with an app that does nothing, 5 services',
      ratio(SYNTH, BARE_CLI, 5, wall),
      ratio(SYNTH, BARE_CLI, 5, cpu),
      '<= 1.3',
    ],
    ['app / floor, 5 services', ratio(APP, FLOOR, 5, wall), ratio(APP, FLOOR, 5, cpu), '<= 2'],
    ...[50, 500]
      .filter((services) => runsOf(FLAT, services).length > 0)
      .map((services): [string, number, number, string] => [
        `app / kustomize flat, ${services} services`,
        ratio(APP, FLAT, services, wall),
        ratio(APP, FLAT, services, cpu),
        '< 1',
      ]),
    ['growth exponent of app, 50 to 5000 services', growth(APP, grown, wall), growth(APP, grown, cpu), '<= 1.05'],
    [
      'growth exponent of app, 2000 to 5000 services',
      growth(APP, [2000, 5000], wall),
      growth(APP, [2000, 5000], cpu),
      '<= 1.05',
    ],
    [
      'growth exponent of app with rollout proof, 50 to 2000 services',
      growth(PROVEN_APP, [50, 500, 2000], wall),
      growth(PROVEN_APP, [50, 500, 2000], cpu),
      'none set',
    ],
  ];
  console.log(`\n${'target'.padEnd(70)} wall    cpu  wanted`);
  lines.forEach(([name, byWall, byCpu, wanted]) =>
    console.log(`${name.padEnd(70)} ${byWall.toFixed(2).padStart(4)}   ${byCpu.toFixed(2).padStart(4)}  ${wanted}`),
  );
  const memory = peakMemory(folder, commandOf(APP, 2000));
  console.log(
    `${'peak memory of app, 2000 services'.padEnd(70)} ${
      memory === undefined ? 'not measured: no GNU time' : `${memory.toFixed(0)} MB`
    }  <= 250 MB`,
  );
}

try {
  console.log(
    `${cpus()[0].model}, ${cpus().length} CPUs, node ${process.version}, ${new Date().toISOString().slice(0, 10)}`,
  );
  prepare();
  compareOutputs(5);
  SIZES.forEach((services) => {
    measure(services);
    report(services);
  });
  targets();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
