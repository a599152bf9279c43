import fc from 'fast-check';
import { Cluster, NodePool, Taint } from '.';
import { nodesOf } from './cluster-node';
import { architectureOf } from './node-pool';

const allocatable = { cpu: '4', memory: '16Gi', pods: 10, extendedResources: { 'nvidia.com/gpu': '1' } };

test('an EC2 pool carries its instance type as a label', () => {
  const pool = NodePool.ec2({ instanceType: 'g5.2xlarge', nodes: 2, labels: { tier: 'gpu' } });
  expect(pool.name).toBe('g5.2xlarge');
  expect(pool.labels).toEqual({ 'node.kubernetes.io/instance-type': 'g5.2xlarge', 'tier': 'gpu' });
  expect(pool.allocatable.ephemeralStorage).toBe('71Gi');
});

test('expands to nodes less the reserve, spread over zones, the ones to be started last', () => {
  const pool = new NodePool({
    name: 'gpu', nodes: 1, maxNodes: 3, allocatable, reserved: { cpu: '500m', pods: 4 }, zones: ['a', 'b'],
  });
  const nodes = nodesOf(pool);
  expect(nodes.map(({ exists, labels }) => [exists, labels.get('topology.kubernetes.io/zone')])).toEqual([
    [true, 'a'], [false, 'b'], [false, 'a'],
  ]);
  expect([nodes[0].free.get('cpu'), nodes[0].free.get('nvidia.com/gpu'), nodes[0].freePods]).toEqual([3500, 1, 6]);
});

test.each([
  ['nodes is negative', { nodes: -1 }, /node pool 'gpu': nodes is -1; write a whole number/],
  ['nodes is a fraction', { nodes: 1.5 }, /nodes is 1.5/],
  ['maxNodes is below nodes', { nodes: 3, maxNodes: 2 }, /maxNodes is 2; write a whole number from 3/],
  ['the name is empty', { name: '' }, /a pool needs a name/],
  [
    'a quantity is none', { allocatable: { cpu: 'four', memory: '1Gi' } },
    /node pool 'gpu': allocatable cpu: 'four' is not a Kubernetes quantity/,
  ],
  ['a quantity is negative', { allocatable: { cpu: '-4', memory: '1Gi' } }, /allocatable cpu is -4/],
  ['the reserve exceeds the node', { reserved: { cpu: '5' } }, /reserved cpu 5 exceeds allocatable 4/],
  ['the reserve names a resource the node lacks', { reserved: { extendedResources: { 'amd.com/gpu': '1' } } },
    /reserved amd.com\/gpu 1 exceeds allocatable 0/],
  ['node names do not match the count', { nodeNames: ['a', 'b'] }, /2 nodeNames for 1 nodes/],
])('fails when %s', (_, props, message) => {
  expect(() => new NodePool({ name: 'gpu', nodes: 1, allocatable, ...props })).toThrow(message);
});

test('fails when the instance type is unknown, and says how to give allocatable by hand', () => {
  expect(() => NodePool.ec2({ instanceType: 'z9.huge',
    nodes: 1 })).toThrow(/'z9.huge' is not in the table; write new NodePool\(\{ name, nodes, allocatable/);
});

test('fails when two pools share a name, or there is none', () => {
  const pool = new NodePool({ name: 'gpu', nodes: 1, allocatable });
  expect(() => new Cluster({ pools: [pool, pool] })).toThrow(/two node pools are named 'gpu'/);
  expect(() => new Cluster({ pools: [] })).toThrow(/no node pools/);
});

test('fails when a taint has an unknown effect', () => {
  expect(() => Taint.of('gpu', '', 'Never')).toThrow(/effect 'Never' is unknown/);
});

test('reads the short form', () => {
  const { pools } = Cluster.fromSpec('gpu=2xg5.2xlarge, cpu=3-6xm6i.large,1xt3.large');
  expect(pools.map(({ name, nodes, maxNodes }) => [name, nodes, maxNodes])).toEqual([
    ['gpu', 2, 2], ['cpu', 3, 6], ['t3.large', 1, 1],
  ]);
});

test('reads what a node costs per hour behind an @, from the prop, and from the label of a node or a node group', () => {
  const costs = ({ pools }: Cluster) => pools.map(({ costPerHour }) => costPerHour);
  const label = { 'cdk8s-nim/cost-per-hour': '0.5' };
  expect(costs(Cluster.fromSpec('gpu=2xg5.2xlarge@1.212,cpu=3-6xm6i.large'))).toEqual([1.212, undefined]);
  expect(
    costs(
      new Cluster({ pools: [new NodePool({ name: 'gpu', nodes: 1, allocatable, labels: label, costPerHour: 2 })] }),
    ),
  ).toEqual([2]);
  expect(
    costs(
      Cluster.fromEksctl(`
kind: ClusterConfig
managedNodeGroups:
- {name: gpu, instanceType: g5.2xlarge, labels: {cdk8s-nim/cost-per-hour: "1.2"}}
`),
    ),
  ).toEqual([1.2]);
  const nodes = ['a', 'b'].map((name) => ({
    kind: 'Node', metadata: { name, labels: { ...label, agentpool: 'gpu' } },
    status: { allocatable: { cpu: '4', memory: '8Gi' } },
  }));
  expect(costs(Cluster.fromNodeList(JSON.stringify({ items: nodes })))).toEqual([0.5]);
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('fails when a node costs %d', (costPerHour) => {
  expect(() => new NodePool({ name: 'gpu', nodes: 1, allocatable, costPerHour })).toThrow(
    /node pool 'gpu': costPerHour is '.*'; write what one node costs per hour/,
  );
});

test('fails when the short form is malformed', () => {
  expect(() => Cluster.fromSpec('gpu=2xg5.2xlarge@much')).toThrow(/is not a pool; .*@1.21 behind it/);
  expect(() => Cluster.fromSpec('gpu:2')).toThrow(/'gpu:2' is not a pool; write name=countxinstance-type/);
});

test('reads an eksctl file with managed and unmanaged groups', () => {
  const { pools } = Cluster.fromEksctl(`
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
managedNodeGroups:
- {name: gpu, instanceType: g5.2xlarge, desiredCapacity: 2, maxSize: 3, volumeSize: 100, iam: {withAddonPolicies: {autoScaler: true}}, labels: {tier: gpu},
   taints: [{key: nvidia.com/gpu, value: "true", effect: NoSchedule}]}
nodeGroups:
- {name: cpu, instanceType: m5.large, minSize: 1, taints: {dedicated: "cpu:NoExecute"}, availabilityZones: [eu-west-1a]}
`);
  expect(pools.map(({ name, nodes, maxNodes }) => [name, nodes, maxNodes])).toEqual([['gpu', 2, 3], ['cpu', 1, 1]]);
  expect(pools[0].labels).toMatchObject({ 'tier': 'gpu', 'eks.amazonaws.com/nodegroup': 'gpu' });
  expect(pools[0].allocatable.ephemeralStorage).toBe('89Gi');
  expect(pools[1].taints).toEqual([Taint.noExecute('dedicated', 'cpu')]);
});

test.each([
  ['is not a ClusterConfig', 'kind: Pod', /no document of kind ClusterConfig/],
  ['is not YAML', 'kind: [', /eksctl ClusterConfig:1:/],
  [
    'has a wrong type', 'kind: ClusterConfig\nnodeGroups:\n- {name: a, instanceType: m5.large, desiredCapacity: x}',
    /eksctl ClusterConfig:3:.*desiredCapacity/,
  ],
  [
    'mixes instance types', 'kind: ClusterConfig\nmanagedNodeGroups: [{name: a, instanceTypes: [m5.large, m5.xlarge]}]',
    /node group a has several instance types: what its nodes hold is not known; give them with --nodes name=countxinstance-type/,
  ],
])('fails when the eksctl file %s', (_, text, message) => {
  expect(() => Cluster.fromEksctl(text)).toThrow(message);
});

const node = (name: string, extra: object = {}) => ({
  kind: 'Node',
  metadata: { name, labels: { 'kubernetes.io/hostname': name, 'eks.amazonaws.com/nodegroup': 'gpu' } },
  spec: {},
  status: {
    allocatable: {
      'cpu': '7910m', 'memory': '31482280Ki', 'pods': '58', 'ephemeral-storage': '76224326324', 'nvidia.com/gpu': '1',
    },
  },
  ...extra,
});

test('reads a node list exactly, equal nodes as one pool', () => {
  const cordoned = node('c', {
    spec: { unschedulable: true, taints: [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }] },
  });
  const { pools } = Cluster.fromNodeList(JSON.stringify({ kind: 'List', items: [node('a'), node('b'), cordoned] }));
  expect(pools.map(({ name, nodeNames, unschedulable }) => [name, nodeNames, unschedulable])).toEqual([
    ['gpu', ['a', 'b'], false], ['gpu-2', ['c'], true],
  ]);
  const [first] = nodesOf(pools[0]);
  expect([first.free.get('memory'), first.freePods, first.labels.get('kubernetes.io/hostname')]).toEqual([
    31482280 * 1024, 58, 'a',
  ]);
});

test('fails when a node list is not JSON, is empty, or lacks allocatable', () => {
  expect(() => Cluster.fromNodeList('{')).toThrow(/node list: not JSON/);
  expect(() => Cluster.fromNodeList('{"items": []}')).toThrow(/no nodes/);
  expect(() => Cluster.fromNodeList(JSON.stringify(node('a', { status: {} })))).toThrow(
    /node 'a' has no status.allocatable/,
  );
});

test('hostile text is an error with words, never a crash of another kind', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.json(), fc.string()),
      fc.constantFrom(Cluster.fromNodeList, Cluster.fromEksctl, Cluster.fromSpec),
      (text, read) => {
        try {
          read(text);
        } catch (error) {
          expect((error as Error).message).toMatch(/node list|eksctl|node pool|cluster:|taint/);
        }
      },
    ),
    { numRuns: 400 },
  );
});

test('a node group that no autoscaler may grow has the nodes it has', () => {
  const group = '{name: gpu, instanceType: g5.2xlarge, desiredCapacity: 2, maxSize: 3}';
  const { pools } = Cluster.fromEksctl(
    `{apiVersion: eksctl.io/v1alpha5, kind: ClusterConfig, metadata: {name: c, region: us-east-2}, managedNodeGroups: [${group}]}`,
  );
  expect(pools.map(({ nodes, maxNodes }) => [nodes, maxNodes])).toEqual([[2, 2]]);
});

describe('a node list', () => {
  const list = (...nodes: object[]) => Cluster.fromNodeList(JSON.stringify({ kind: 'List', items: nodes }))._nodes;

  test('keeps each node by itself, though a label of each differs', () => {
    const stamped = (name: string, memory: string) =>
      node(name, {
        metadata: { name, labels: { 'eks.amazonaws.com/nodegroup': 'gpu', 'nvidia.com/gfd.timestamp': name } },
        status: { allocatable: { cpu: '7910m', memory, pods: '58' } },
      });
    const cluster = Cluster.fromNodeList(
      JSON.stringify({ items: [stamped('a', '31482280Ki'), stamped('b', '31482276Ki')] }),
    );
    expect(cluster.pools.map(({ name, nodeNames }) => [name, nodeNames])).toEqual([['gpu', ['a', 'b']]]);
    expect(cluster._nodes.map(({ free }) => free.get('memory'))).toEqual([31482280 * 1024, 31482276 * 1024]);
  });

  test('gives a node that is not ready the taint its controller is about to write', () => {
    const conditions = (status: string) => ({
      allocatable: { cpu: '4', memory: '8Gi' }, conditions: [{ type: 'Ready', status }],
    });
    const nodes = list(
      node('a', { status: conditions('Unknown') }), node('b', { status: conditions('True') }), node('c'),
    );
    expect(nodes.map(({ taints }) => taints.map(({ key }) => key))).toEqual([['node.kubernetes.io/not-ready'], [], []]);
  });

  test('reads YAML, pods as any quantity, and more than 5,000 of them', () => {
    const yaml =
      'kind: List\nitems:\n- {kind: Node, metadata: {name: virtual}, status: {allocatable: {cpu: 10k, memory: 20Ti, pods: 5k}}}\n';
    const [{ freePods, free }] = Cluster.fromNodeList(yaml)._nodes;
    expect([freePods, free.get('cpu')]).toEqual([5000, 10_000_000]);
    expect(list(node('a', { status: { allocatable: { cpu: '4', memory: '8Gi', pods: '20000' } } }))[0].freePods).toBe(
      20_000,
    );
  });

  test('fails when a quantity is none, naming node and resource', () => {
    expect(() => list(node('a', { status: { allocatable: { cpu: 'four', memory: '8Gi' } } }))).toThrow(
      /node 'a': allocatable cpu: 'four'/,
    );
  });
});

describe('what is known of labels', () => {
  const excludes = (cluster: Cluster, key: string) => cluster._nodes[0].knowledge.excludes(key);

  test('a list of nodes is complete, a specification names none but architecture, system and type', () => {
    const listed = Cluster.fromNodeList(JSON.stringify(node('a')));
    const specified = Cluster.fromSpec('gpu=1xg5.2xlarge');
    expect([excludes(listed, 'tier'), excludes(specified, 'tier')]).toEqual([true, false]);
    expect([...specified._nodes[0].labels.keys()]).toEqual(
      ['kubernetes.io/hostname', 'kubernetes.io/os', 'kubernetes.io/arch', 'node.kubernetes.io/instance-type']);
  });

  test('a typed pool names what people chose, never what providers and device operators add', () => {
    const typed = new Cluster({ pools: [new NodePool({ name: 'gpu', nodes: 1, allocatable })] });
    expect(
      [
        'tier', 'example.com/tier', 'topology.kubernetes.io/zone', 'nvidia.com/gpu.memory',
        'cloud.google.com/gke-accelerator',
      ].map((key) => excludes(typed, key)),
    ).toEqual([true, true, false, false, false]);
  });

  test.each([
    ['m7g.large', 'arm64'], ['g5g.xlarge', 'arm64'], ['im4gn.large', 'arm64'], ['a1.large', 'arm64'],
    ['g5.2xlarge', 'amd64'], ['p5en.48xlarge', 'amd64'], ['m6i.large', 'amd64'],
  ])('%s is %s', (type, architecture) => {
    expect(architectureOf(type)).toBe(architecture);
  });
});

test('an EC2 pool keeps back what EKS runs on every node, unless told otherwise', () => {
  const cpu = (reserved?: object) =>
    nodesOf(NodePool.ec2({ instanceType: 'g5.2xlarge', nodes: 1, reserved }))[0].free.get('cpu');
  expect([cpu(), cpu({})]).toEqual([7730, 7910]);
});

test('a node group without a type has the one that eksctl takes', () => {
  const [pool] = Cluster.fromEksctl('kind: ClusterConfig\nnodeGroups: [{name: a}]').pools;
  expect(pool.labels['node.kubernetes.io/instance-type']).toBe('m5.large');
});

test('a node group of unknown or several types is named beside those that are known', () => {
  const groups =
    '[{name: a}, {name: b, instanceType: z9.huge, labels: {tier: b}}, {name: c, instanceSelector: {vCPUs: 4}}]';
  const { pools, _openPools } = Cluster.fromEksctl(`kind: ClusterConfig\nmanagedNodeGroups: ${groups}`);
  expect(pools.map(({ name }) => name)).toEqual(['a']);
  expect(
    _openPools.map(({ node, reason }) => [node.labels.get('eks.amazonaws.com/nodegroup'), reason.split(':')[0]]),
  ).toEqual([
    ['b', 'node group b has instance type z9.huge, which is not in the table'],
    ['c', 'node group c has several instance types'],
  ]);
});

test('the version of the cluster is that of whoever describes it', () => {
  const pools = [NodePool.ec2({ instanceType: 'm6i.large', nodes: 1, name: 'cpu' })];
  expect(new Cluster({ pools, kubernetesVersion: '1.34' })._kubernetes?.minor).toBe(34);
  expect(new Cluster({ pools })._kubernetes).toBeUndefined();
  expect(() => new Cluster({ pools, kubernetesVersion: '1.34.2' })).toThrow(
    "cluster: kubernetesVersion '1.34.2' is not a minor version; write for example 1.35",
  );
  const eksctl = (version: string) =>
    Cluster.fromEksctl(
      `kind: ClusterConfig\nmetadata: {name: a, version: ${version}}\nmanagedNodeGroups: [{name: a, desiredCapacity: 1}]`,
    );
  expect([eksctl("'1.33'"), eksctl('1.33')].map(({ kubernetesVersion }) => kubernetesVersion)).toEqual([
    '1.33', undefined,
  ]);
  const node = (name: string, kubeletVersion: string) => ({
    kind: 'Node',
    metadata: { name },
    status: { allocatable: { cpu: '1', memory: '1Gi' }, nodeInfo: { kubeletVersion } },
  });
  const items = [node('a', 'v1.34.1-eks-1'), node('b', 'v1.35.0')];
  expect(Cluster.fromNodeList(JSON.stringify({ kind: 'List', items })).kubernetesVersion).toBe('1.35');
});
