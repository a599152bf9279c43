import { resolve } from 'node:path';
import { HOSTILE_INPUTS } from './fleets/hostile';

/** A row of the table of limits. */
export interface Measured {
  readonly name: string;
  readonly sizes: readonly number[];
  /** Files by name, in the folder where the command runs. */
  readonly make: (size: number) => { readonly [file: string]: string };
  /** What node is given. */
  readonly args: readonly string[];
}

const CLI = resolve('build/cli/main.js');
const CHECK = [CLI, 'check', 'a.yaml', '--output', 'json'];
const PLAN = [CLI, 'plan', 'a.yaml', '--nodes', 'nodes.json', '--output', 'json'];
const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
const LIST = 'apiVersion: v1\nkind: List\nitems:\n';

const repeat = (size: number, make: (index: number) => string) =>
  Array.from({ length: size }, (_, index) => make(index)).join('');
const configMap = (name: string) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}}}`;
const listOf = (items: readonly object[]) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });

function reads(name: string, sizes: readonly number[], make: (size: number) => string): Measured {
  return { name: `read: ${name}`, sizes, args: CHECK, make: (size) => ({ 'a.yaml': make(size) }) };
}

const READING: readonly Measured[] = [
  reads('numbers in one flow list', [350_000, 700_000, 1_400_000], (size) =>
    `${CONFIG}data: {x: [${repeat(size, (index) => `${index}, `)}]}\n`),
  reads('entries of one object', [50_000, 100_000, 200_000], (size) =>
    `${CONFIG}data:\n${repeat(size, (index) => `  k${index}: v\n`)}`),
  reads('aliases of one anchor', [10_000, 20_000, 40_000], (size) =>
    `${CONFIG}x: &a v\ndata:\n${repeat(size, (index) => `  k${index}: *a\n`)}`),
  reads('aliases, each of an anchor of its own', [10_000, 20_000, 40_000], (size) =>
    `${CONFIG}data:\n${repeat(size, (index) => `  k${index}: &a${index} v\n  l${index}: *a${index}\n`)}`),
  reads('objects without a version in one List', [75_000, 150_000, 300_000], (size) =>
    `${LIST}${'- {kind: A}\n'.repeat(size)}`),
  reads('objects of one name in one List', [10_000, 20_000, 40_000], (size) =>
    `${LIST}${`- ${configMap('a')}\n`.repeat(size)}`),
  reads('objects of one name in documents', [5_000, 10_000, 20_000], (size) =>
    `---\n${configMap('a')}\n`.repeat(size)),
  reads('objects in one JSON List', [20_000, 40_000, 80_000], (size) => listOf(Array.from(
    { length: size }, (_, index) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `a${index}` } }),
  ))),
  reads('documents', [10_000, 20_000, 40_000], (size) => repeat(size, (index) => `---\n${configMap(`a${index}`)}\n`)),
  reads('unreadable entries', [10_000, 20_000, 40_000], (size) =>
    `${CONFIG}data:\n${repeat(size, (index) => `  k${index}: ${index}\n`)}`),
];

const labelled = (kind: string, index: number, spec: string) =>
  `---\n{apiVersion: v1, kind: ${kind}, metadata: {name: a${index}, labels: {app: a${index}}}, spec: ${spec}}\n`;
const pods = (size: number) => repeat(size, (index) =>
  labelled('Pod', index, '{containers: [{name: a, image: "r.example/a:1"}]}') +
  labelled('Service', index, `{selector: {app: a${index}}, ports: [{port: 80}]}`));

const RULES: readonly Measured[] = [
  reads('pods, each with its Service', [2_500, 5_000, 10_000], pods),
  {
    name: 'page: pods, each with its Service', sizes: [800, 1_600, 3_200],
    args: [CLI, 'check', 'a.yaml', '--output', 'html'], make: (size) => ({ 'a.yaml': pods(size) }),
  },
];

function hostile(command: 'plan' | 'check', part: string, sizes?: readonly number[]): Measured {
  const input = HOSTILE_INPUTS.find(({ name }) => name.includes(part))!;
  return {
    name: `${command}: ${input.name}`, sizes: sizes ?? input.sizes, args: command === 'plan' ? PLAN : CHECK,
    make: (size) => {
      const { objects, nodes } = input.make(size);
      return { 'a.yaml': listOf(objects), 'nodes.json': listOf(nodes) };
    },
  };
}

const MANY_NODES = 5_000;

const PROVER: readonly Measured[] = [
  ...HOSTILE_INPUTS.map(({ name }) => hostile('plan', name)),
  {
    name: 'plan: workloads on 5,000 nodes that all differ', sizes: [125, 250, 500], args: PLAN,
    make: (size) => {
      const { objects, nodes } = HOSTILE_INPUTS.find(({ name }) => name.includes('all differ'))!.make(MANY_NODES);
      return { 'a.yaml': listOf(objects.slice(0, size)), 'nodes.json': listOf(nodes) };
    },
  },
  hostile('check', 'between all pairs', [500, 1_000, 2_000, 4_500]),
  hostile('check', 'a resource of its own', [250, 500, 1_000, 2_000]),
];

/** An app of constructs of six objects, each of which depends on the construct before it. */
function chained(app: 'App' | 'LinearApp', size: number): string {
  return `
    const { ApiObject, App, Chart } = require('cdk8s');
    const { Construct } = require('constructs');
    const { LinearApp } = require(${JSON.stringify(resolve('build/limits-lib.js'))});
    const app = new ${app}({ outdir: 'out' });
    const chart = new Chart(app, 'c');
    let before;
    for (let index = 0; index < ${size}; index++) {
      const service = new Construct(chart, 's' + index);
      for (let object = 0; object < 6; object++) {
        const metadata = { name: 'a' + index + object };
        new ApiObject(service, 'o' + object, { apiVersion: 'v1', kind: 'ConfigMap', metadata });
      }
      if (before) service.node.addDependency(before);
      before = service;
    }
    app.synth();`;
}

const CONSTRUCTS: readonly Measured[] = [
  {
    name: 'synth: a chain of dependencies between constructs, LinearApp', sizes: [50, 100, 200], args: ['app.js'],
    make: (size) => ({ 'app.js': chained('LinearApp', size) }),
  },
  {
    name: 'synth: the same with App of cdk8s', sizes: [6, 7, 8], args: ['app.js'],
    make: (size) => ({ 'app.js': chained('App', size) }),
  },
];

const ENDLESS: readonly Measured[] = [
  { name: 'read: /dev/zero, which has no end', sizes: [1], args: [CLI, 'check', '/dev/zero'], make: () => ({}) },
  {
    name: 'nodes: /dev/zero, which has no end', sizes: [1], args: [CLI, 'plan', 'a.yaml', '--nodes', '/dev/zero'],
    make: () => ({ 'a.yaml': CONFIG }),
  },
];

/** Everything that has been slow, large or without end once, or might be. */
export const LIMITS: readonly Measured[] = [...READING, ...RULES, ...PROVER, ...CONSTRUCTS, ...ENDLESS];
