import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubernetesVersion } from '../kubernetes/kubernetes-version';
import { InputOptions, readInput } from './read-input';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'input-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const given = (name: string, json: unknown) => {
  writeFileSync(join(folder, name), JSON.stringify(json));
  return join(folder, name);
};
const node = (name: string, kubeletVersion: string) => ({
  apiVersion: 'v1', kind: 'Node', metadata: { name }, status: {
    allocatable: { cpu: '4', memory: '8Gi', pods: '10' }, nodeInfo: { kubeletVersion },
  },
});
const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'demo' } };
const list = (...items: object[]) => ({ apiVersion: 'v1', kind: 'List', items });
const read = (options: Partial<InputOptions>, given_: object = {}) => readInput(
  { paths: [given('a.json', config)], namespace: 'default', ...options }, { err: () => undefined }, given_,
);
const nodesOf = ({ cluster }: ReturnType<typeof readInput>) => cluster?._nodes.map(({ name }) => name);
const versionOf = ({ model }: ReturnType<typeof readInput>) => model.options.kubernetes?.toString();

test('manifests alone tell nothing of nodes', () => {
  const input = read({});
  expect([input.from, input.cluster, input.snapshot, versionOf(input)]).toEqual(Array(4).fill(undefined));
  expect(input.model.manifests.map(({ id }) => id)).toEqual(['ConfigMap/a']);
});

test('nodes that are described say the version, where nothing else does', () => {
  const nodes = given('nodes.json', list(node('n1', 'v1.34.1')));
  expect(nodesOf(read({ nodes }))).toEqual(['n1']);
  expect(versionOf(read({ nodes }))).toBe('1.34');
  expect(versionOf(read({ nodes }, { kubernetes: KubernetesVersion.of('1.36') }))).toBe('1.36');
  expect(read({ nodes }).snapshot).toBeUndefined();
});

test('a snapshot has nodes, the version and what else runs', () => {
  const cluster = given('cluster.json', list(node('n2', 'v1.35.0'), config, { ...config, metadata: { name: 'b' } }));
  const input = read({ cluster });
  expect([nodesOf(input), versionOf(input), input.snapshot?.name]).toEqual([['n2'], '1.35', cluster]);
  expect(input.model.options.live?.length).toBeGreaterThan(0);
});

test('beside what runs, nodes that are described are those that count', () => {
  const [nodes, from] = [
    given('nodes.json', list(node('n1', 'v1.34.1'))), given('from.json', list(node('n2', 'v1.35.0'), config)),
  ];
  const both = read({ nodes, from });
  expect([nodesOf(both), versionOf(both), both.snapshot]).toEqual([['n1'], '1.35', undefined]);
  const alone = read({ from });
  expect([nodesOf(alone), alone.snapshot?.name, alone.from?.isLive]).toEqual([['n2'], from, true]);
});

test('a snapshot that is named twice is both what runs and where', () => {
  const cluster = given('cluster.json', list(node('n2', 'v1.35.0'), config));
  const { from, snapshot, ...input } = read({ cluster, from: cluster });
  expect([nodesOf({ ...input, snapshot }), from?.isLive, from?.name]).toEqual([['n2'], true, cluster]);
});

test('what is no longer among the manifests is deleted only where that is said', () => {
  const from = given('old.json', config);
  expect([{ from }, { from, prune: false }, { from, prune: true }].map((options) => read(options).from?.prune))
    .toEqual([false, false, true]);
});

test.each<[string, Partial<InputOptions>, string]>([
  ['nodes and a snapshot', { nodes: 'cpu=1xm6i.large', cluster: 'a.json' }, '--nodes and --cluster'],
  ['a snapshot and a live cluster', { cluster: 'a.json', live: true }, '--cluster and --live'],
  ['all three', { nodes: 'cpu=1xm6i.large', cluster: 'a.json', live: true }, '--nodes and --cluster and --live'],
])('fails when the nodes are described by %s', (_, options, flags) => {
  expect(() => read(options)).toThrow(new Error(`${flags}: each describes the nodes; write one of them`));
});
