import { Model } from '../manifests';
import { Cluster } from '.';

const pool = (spec: string) =>
  Model.load([{ file: 'pool.yaml', text: `apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {name: gpu}\nspec: ${spec}\n` }]);
const type = (...names: string[]) =>
  `{key: node.kubernetes.io/instance-type, operator: In, values: [${names.join(', ')}]}`;
const running = Cluster.fromNodeList(
  JSON.stringify({
    kind: 'Node',
    metadata: { name: 'ip-1', labels: { 'karpenter.sh/nodepool': 'gpu' } },
    status: { allocatable: { 'cpu': '7910m', 'memory': '29Gi', 'nvidia.com/gpu': '1' } },
  }),
);

test('counts the nodes that the limits of a NodePool leave', () => {
  const grown = running._withKarpenter(
    pool(`{limits: {nvidia.com/gpu: 4}, template: {spec: {requirements: [${type('g5.2xlarge')}]}}}`),
  );
  expect(grown._nodes.map(({ name, exists, free }) => [name, exists, free.get('nvidia.com/gpu')])).toEqual([
    ['ip-1', true, 1], ['gpu-1', false, 1], ['gpu-2', false, 1], ['gpu-3', false, 1],
  ]);
  expect(grown._withKarpenter(pool('{}'))._nodes).toHaveLength(4);
});

test('gives them the labels and taints of the template', () => {
  const template = `{metadata: {labels: {tier: gpu}}, spec: {taints: [{key: nvidia.com/gpu, effect: NoSchedule}], requirements: [${type('g5.xlarge')}]}}`;
  const [, node] = running._withKarpenter(pool(`{limits: {nodes: 2}, template: ${template}}`))._nodes;
  expect([
    node.labels.get('tier'), node.labels.get('karpenter.sh/nodepool'), node.taints.map(({ key }) => key),
  ]).toEqual(['gpu', 'gpu', ['nvidia.com/gpu']]);
});

test.each([
  ['several types', `[${type('g5.2xlarge', 'g6.2xlarge')}]`, /may start nodes of several types/],
  ['a type that is not in the table', `[${type('z9.huge')}]`, /may start nodes of type z9\.huge/],
  ['no type at all', '[{key: karpenter.k8s.aws/instance-category, operator: In, values: [g]}]', /several types/],
])('knows only labels and taints of %s', (_, requirements, reason) => {
  const grown = running._withKarpenter(pool(`{template: {spec: {requirements: ${requirements}}}}`));
  expect(grown._nodes).toHaveLength(1);
  expect(grown._openPools.map((open) => open.reason)).toEqual([expect.stringMatching(reason)]);
});

test.each([
  ['no object', 'broken', '/spec/template/spec/taints/0 must be an object'],
  ['no effect that there is', '{key: a, effect: Never}', '/spec/template/spec/taints/0/effect must be NoSchedule or'],
])('is open, and says where, when a taint is %s', (_, taint, reason) => {
  const template = `{spec: {taints: [${taint}], requirements: [${type('g5.2xlarge')}]}}`;
  const grown = running._withKarpenter(pool(`{template: ${template}}`));
  expect(grown._openPools.map((open) => open.reason)).toEqual([expect.stringContaining(reason)]);
});

test.each<[string, string, number]>([
  ['a number of nodes as text', 'limits: {nodes: "3"}', 2],
  ['cores, of which a machine has 8 and offers fewer', 'limits: {cpu: 250}', 30],
  ['no core more than there is', 'limits: {cpu: 15}', 0],
  ['memory', 'limits: {memory: 64Gi}', 1],
  ['a fixed number of nodes', 'replicas: 3', 2],
])('a NodePool with %s leaves so many nodes beside the one that runs', (_, limit, count) => {
  const spec = `{${limit}, template: {spec: {requirements: [${type('g5.2xlarge')}]}}}`;
  expect(running._withKarpenter(pool(spec))._nodes).toHaveLength(1 + count);
});

const many = (replicas: number, limit: string) => Model.load([{ file: 'many.yaml', text: `
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: gpu}
spec: {${limit}template: {spec: {requirements: [${type('g5.2xlarge')}]}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: llm}
spec:
  replicas: ${replicas}
  template: {spec: {containers: [{name: a, image: 'a:1', resources: {limits: {nvidia.com/gpu: 1}}}]}}
` }]);

test.each<[string, number, string, string[]]>([
  ['fewer pods than counted nodes', 25, '', []],
  ['more pods than counted nodes', 26, '',
    ['Karpenter NodePool gpu may start more than the 50 nodes that are counted']],
  ['a limit below them', 26, 'limits: {nvidia.com/gpu: 40}, ', []],
  ['a limit above them', 26, 'limits: {nvidia.com/gpu: 80}, ',
    ['Karpenter NodePool gpu may start more than the 50 nodes that are counted']],
])('nodes beyond the counted ones are open with %s', (_, replicas, limit, reasons) =>
  expect(running._withKarpenter(many(replicas, limit))._openPools.map(({ reason }) => reason)).toEqual(reasons));

test('a node that is still to come has a name of its own beside one that runs', () => {
  const named = Cluster.fromNodeList(JSON.stringify({
    kind: 'Node', metadata: { name: 'gpu-1', labels: { 'karpenter.sh/nodepool': 'gpu' } },
    status: { allocatable: { cpu: '7910m', memory: '29Gi' } },
  }));
  const spec = `{limits: {nodes: 3}, template: {spec: {requirements: [${type('g5.2xlarge')}]}}}`;
  expect(named._withKarpenter(pool(spec))._nodes.map(({ name }) => name)).toEqual(['gpu-1', 'gpu-1-new', 'gpu-2']);
});

test('a NodePool without a name may start nodes that nobody knows', () => {
  const spec = `{template: {spec: {requirements: [${type('g5.2xlarge')}]}}}`;
  const text = `apiVersion: karpenter.sh/v1\nkind: NodePool\nspec: ${spec}\n`;
  const grown = running._withKarpenter(Model.load([{ file: 'pool.yaml', text }]));
  expect(grown._nodes).toHaveLength(1);
  expect(grown._openPools.map(({ reason }) => reason)).toEqual([expect.stringContaining('/metadata/name is missing')]);
});
