import Ajv from 'ajv';
import * as fc from 'fast-check';
import { readFileSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';
import { Cluster, NODES_SCHEMA, NodePool, NodePoolProps, Taint } from '.';
import { listedNode } from '../../test/support/node-list';
import { isNodesFile } from './nodes-file';

const file = (pools: string, more = '') => `apiVersion: cdk8s-nim/v1\nkind: Nodes\n${more}pools:\n${pools}`;
const read = (text: string) => Cluster.fromNodesFile(text, 'nodes.yaml');
const validate = new Ajv({ strict: false }).compile(NODES_SCHEMA);

test('a pool says what one node offers, in the words of its status, and how many there are', () => {
  const cluster = read(file(`
- name: mig
  count: 2
  max: 3
  allocatable: {cpu: 95900m, memory: 480Gi, ephemeral-storage: 800Gi, pods: "200", nvidia.com/mig-1g.10gb: 7, hugepages-1Gi: 0}
  reserved: {cpu: 500m, memory: 1Gi, pods: 12}
  labels: {rack: a}
  taints: [{key: nvidia.com/gpu, value: present, effect: NoSchedule}, {key: spot, effect: PreferNoSchedule}]
  zones: [hall-1, hall-2]
  architecture: amd64
  costPerHour: 2.5
`, "kubernetesVersion: '1.34'\n"));
  expect(cluster.kubernetesVersion).toBe('1.34');
  expect(cluster.pools).toEqual([new NodePool({
    name: 'mig', nodes: 2, maxNodes: 3,
    allocatable: {
      cpu: '95900m', memory: '480Gi', ephemeralStorage: '800Gi', pods: 200,
      extendedResources: { 'nvidia.com/mig-1g.10gb': '7', 'hugepages-1Gi': '0' },
    },
    reserved: { cpu: '500m', memory: '1Gi', pods: 12 },
    labels: { rack: 'a' },
    taints: [Taint.noSchedule('nvidia.com/gpu', 'present'), Taint.preferNoSchedule('spot')],
    zones: ['hall-1', 'hall-2'], architecture: 'amd64', costPerHour: 2.5,
  })]);
});

test('a machine that is known says the same by itself, and gives way to what is written', () => {
  const { pools } = read(file(`
- {name: a, count: 2, machine: g5.2xlarge, diskGib: 200}
- {name: b, count: 2, machine: g5.2xlarge, diskGib: 200, allocatable: {cpu: 1, memory: 1Gi}, reserved: {}}
`));
  const known = NodePool.ec2({ name: 'a', instanceType: 'g5.2xlarge', nodes: 2, volumeSizeGib: 200 });
  expect(pools[0]).toEqual(known);
  expect(pools[1]).toMatchObject({ labels: known.labels, reserved: {}, allocatable: { cpu: '1', memory: '1Gi' } });
});

test('GPU nodes of GKE beside others have its taint, and its API server adds tolerations, unless the file says else', () => {
  const machines = '- {name: gpu, count: 1, machine: g2-standard-8}\n- {name: cpu, count: 1, machine: e2-standard-4}\n';
  const keys = (text: string) => read(text).pools.map(({ taints }) => taints.map(({ key }) => key));
  expect(keys(file(machines))).toEqual([['nvidia.com/gpu'], []]);
  expect(keys(file(machines.replace('8}', '8, taints: []}')))).toEqual([[], []]);
  expect(read(file(machines))._addsTolerations).toBe(true);
  expect(read(file(machines, 'addsTolerations: false\n'))._addsTolerations).toBe(false);
  expect(read(file(machines.replace('e2-standard-4', 'm5.large')))._addsTolerations).toBe(false);
});

test('what an autoscaler keeps stands for the count', () => {
  const { pools } = read(file('- {name: a, min: 1, max: 4, allocatable: {cpu: 1, memory: 1Gi}}'));
  expect(pools.map(({ nodes, maxNodes }) => [nodes, maxNodes])).toEqual([[1, 4]]);
});

const POOL = 'name: a, count: 1, allocatable: {cpu: 1, memory: 1Gi}';

test.each([
  ['misspells a field', file('- name: a\n  count: 1\n  alocatable: {cpu: 1}'),
    'nodes.yaml:6:15: /pools/0/alocatable is no field of a pool; did you mean allocatable?'],
  ['has a field of no meaning here', file('- name: a\n  instanceType: g5.xlarge'),
    /^nodes.yaml:5:17: \/pools\/0\/instanceType is no field of a pool; write one of name, count, min, max, machine, /],
  ['has no version', file('- {name: a}').replace(/^apiVersion: .*\n/m, ''),
    'the file has no apiVersion, which every file of nodes needs; write apiVersion: cdk8s-nim/v1'],
  ['gives a wrong type', file('- name: a\n  count: two'),
    'nodes.yaml:5:10: /pools/0/count must be a whole number, is "two"'],
  ['is out of range', file('- name: a\n  count: -1'), '/pools/0/count must be from 0 to 5000, is -1'],
  ['names no pool', file(' []'), '/pools must be a list that is not empty, is a list'],
  ['has a pool without a name', file('- {count: 1, allocatable: {cpu: 1, memory: 1Gi}}'),
    '/pools/0 has no name, which every pool needs; add it'],
  ['says nothing of what a node offers', file('- {name: a, count: 1}'),
    'nodes.yaml:4:3: /pools/0 says nothing of what a node offers; write allocatable, or a machine that is known'],
  ['says nothing of how many there are', file('- {name: a, allocatable: {cpu: 1, memory: 1Gi}}'),
    '/pools/0 says nothing of how many nodes there are; write count, or min and max'],
  ['leaves memory out', file('- {name: a, count: 1, allocatable: {cpu: 1}}'),
    '/pools/0/allocatable needs cpu and memory; write status.allocatable of one node'],
  ['has a minimum above the count', file('- {name: a, count: 1, min: 2, allocatable: {cpu: 1, memory: 1Gi}}'),
    '/pools/0/min 2 exceeds count 1; write at most 1'],
  ['has a maximum below the count', file('- {name: a, count: 3, max: 2, allocatable: {cpu: 1, memory: 1Gi}}'),
    '/pools/0/max 2 is below count 3; write at least 3'],
  ['writes a quantity that is none', file('- {name: a, count: 1, allocatable: {cpu: 1, memory: 16 GB}}'),
    "nodes.yaml:4:53: /pools/0/allocatable/memory '16 GB'"],
  ['reserves more than there is', file(`- {${POOL}, reserved: {cpu: 2}}`),
    "nodes.yaml:4:3: node pool 'a': reserved cpu 2 exceeds allocatable 1"],
  ['mistypes a machine', file('- {name: a, count: 1, machine: g5.2xlarg}'),
    "nodes.yaml:4:3: node pool 'a': instance type 'g5.2xlarg' is not in the table: did you mean g5.2xlarge?"],
  ['gives a disk to no machine', file(`- {${POOL}, diskGib: 100}`),
    '/pools/0/diskGib is the disk of a machine, and there is none'],
  ['writes an effect that there is not', file(`- {${POOL}, taints: [{key: a, effect: NoStart}]}`),
    '/pools/0/taints/0/effect must be NoSchedule or NoExecute or PreferNoSchedule, is "NoStart"'],
  ['names two pools alike', file(`- {${POOL}}\n- {${POOL}}`), "nodes.yaml:5:10: /pools/1/name 'a' is taken"],
  ['writes a version as a number', file(`- {${POOL}}`, 'kubernetesVersion: 1.30\n'),
    'nodes.yaml:3:20: /kubernetesVersion must be text in quotes, is 1.3'],
  ['writes a version with a patch', file(`- {${POOL}}`, "kubernetesVersion: '1.30.1'\n"),
    "/kubernetesVersion must be a minor version in quotes such as '1.35', is \"1.30.1\""],
  ['is of another version', file(`- {${POOL}}`).replace('v1', 'v2'),
    '/apiVersion must be cdk8s-nim/v1, is "cdk8s-nim/v2"'],
  ['leaves a list empty', file('- {name: a, count: 1, zones: }'), '/pools/0/zones must be a list, is empty'],
  ['is no file of nodes', 'kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}',
    'nodes.yaml: no document of kind Nodes'],
  ['is no YAML', 'kind: Nodes\npools: [', /^nodes.yaml:\d/],
])('fails when the file %s', (_, text, message) => expect(() => read(text)).toThrow(message));

const amount = fc.integer({ min: 1, max: 900 });
const quantity = fc.oneof(amount.map(String), amount.map((number) => `${number}Mi`));
const count = fc.integer({ min: 0, max: 9 }).map(String);
const ambiguous = fc.constantFrom('true', '1', '0x1', 'no', '', '0o7', '1_0', '1:30', 'y', '~');
const label = fc.stringMatching(/^[a-z]{1,8}$/);
const props: fc.Arbitrary<Omit<NodePoolProps, 'name'>> = fc.record({
  nodes: fc.integer({ min: 0, max: 4 }),
  maxNodes: fc.integer({ min: 4, max: 6 }),
  labels: fc.dictionary(label, fc.oneof(label, ambiguous)),
  taints: fc.array(fc.tuple(label, label, fc.constantFrom('NoSchedule', 'NoExecute')).map(([key, value, effect]) =>
    Taint.of(key, value, effect)), { maxLength: 2 }),
  zones: fc.uniqueArray(label, { maxLength: 3 }),
  allocatable: fc.record({
    cpu: quantity, memory: quantity, pods: fc.integer({ min: 0, max: 500 }), ephemeralStorage: quantity,
    extendedResources: fc.dictionary(label.map((name) => `example.com/${name}`), count),
  }, { requiredKeys: ['cpu', 'memory'] }),
  reserved: fc.record({ pods: fc.integer({ min: 0, max: 9 }), cpu: fc.constant('1m') }, { requiredKeys: [] }),
  architecture: fc.constantFrom('amd64', 'arm64'),
  unschedulable: fc.boolean(), listsAllLabels: fc.boolean(),
  costPerHour: fc.double({ min: 0, max: 99, noNaN: true }),
  machine: fc.constant({ instanceType: 'g5.2xlarge', volumeSizeGib: 90 }),
}, { requiredKeys: ['nodes', 'maxNodes', 'allocatable'] });

test('pools are read as they were written, and the file follows its schema', () => {
  fc.assert(fc.property(fc.array(props, { minLength: 1, maxLength: 3 }), (list) => {
    const pools = list.map((each, index) => new NodePool({
      ...each, name: `p${index}`,
      ...(each.machine && {
        labels: { ...each.labels, 'node.kubernetes.io/instance-type': 'g5.2xlarge' }, architecture: 'amd64',
      }),
      allocatable: {
        ...each.allocatable,
        extendedResources: Object.keys(each.allocatable.extendedResources ?? {}).length === 0
          ? undefined : each.allocatable.extendedResources,
      },
    }));
    const written = new Cluster({ pools, kubernetesVersion: '1.35' }).toNodesFile();
    const plain = (some: readonly NodePool[]) => JSON.parse(JSON.stringify(some));
    expect(plain(read(written).pools)).toEqual(plain(pools));
    expect(validate(parse(written)) || validate.errors).toBe(true);
  }));
});

test('names that nodes have by default are not written, and others are', () => {
  const pool = (nodeNames?: string[]) =>
    new NodePool({ name: 'p', nodes: 2, allocatable: { cpu: '1', memory: '1Gi' }, nodeNames });
  const written = (nodeNames?: string[]) => parse(new Cluster({ pools: [pool(nodeNames)] }).toNodesFile()).pools[0];
  expect(written()).not.toHaveProperty('nodeNames');
  expect(written(['p-1', 'x']).nodeNames).toEqual(['p-1', 'x']);
});

test('the schema objects to what the reader objects to', () => {
  const wrong = [
    file(`- {${POOL}, alocatable: {}}`), file('- {name: a, count: two}'), file('- {name: a, count: -1}'), file(' []'),
    file('- {count: 1}'), file(`- {${POOL}, taints: [{key: a}]}`), file(`- {${POOL}}`, 'kubernetesVersion: 1.30\n'),
  ];
  wrong.forEach((text) => {
    expect(() => read(text)).toThrow();
    expect(validate(parse(text))).toBe(false);
  });
});

test('the schema is the published file', () => {
  const published = readFileSync(join(__dirname, '../../docs/reference/nodes.schema.json'), 'utf8');
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(NODES_SCHEMA)));
});

test('a file of nodes is told from other descriptions of them', () => {
  const ours = [
    'kind: Nodes', '{"kind": "Nodes"}', '{\n  "apiVersion": "cdk8s-nim/v1",\n  "kind": "Nodes",', '"kind": Nodes',
    'kind: "Nodes" # ours',
  ];
  expect(ours.every(isNodesFile)).toBe(true);
  expect(['kind: NodeList', 'kind: Node', 'kind: ClusterConfig', ' kind: Nodes'].some(isNodesFile)).toBe(false);
});

test('fails when a live cluster is to be written, of which a snapshot says more', () => {
  const cluster = Cluster.fromNodeList(JSON.stringify({ kind: 'List', items: [listedNode('a')] }));
  expect(() => cluster.toNodesFile()).toThrow(
    'cluster: its nodes are not described by pools alone; give cdk8s-nim the output of kubectl get nodes -o json, ' +
      'or a snapshot',
  );
});
