import fc from 'fast-check';
import { Cluster, NodePool, Taint } from '.';
import { listedNode } from '../../test/support/node-list';
import { nodesOf } from './cluster-node';
import { architectureOf } from './provider-pools';
import { runs } from '../../test/support/sample';

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
  ['node names do not match the count', { nodeNames: ['a', 'b'] },
    "node pool 'gpu': 2 nodeNames for 1 nodes; write one name for each node"],
])('fails when %s', (_, props, message) => {
  expect(() => new NodePool({ name: 'gpu', nodes: 1, allocatable, ...props })).toThrow(message);
});

test('fails when the instance type is unknown, and says how to give allocatable by hand', () => {
  expect(() => NodePool.ec2({ instanceType: 'z9.huge',
    nodes: 1 })).toThrow(/'z9.huge' is not in the table; write allocatable \(cpu, memory, pods/);
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
    { numRuns: runs(400) },
  );
});

describe('what is known of labels', () => {
  const excludes = (cluster: Cluster, key: string) => cluster._nodes[0].knowledge.excludes(key);

  test('a list of nodes is complete, a specification names none but architecture, system and type', () => {
    const listed = Cluster.fromNodeList(JSON.stringify(listedNode('a')));
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

test('an unknown type is told the nearest of its family, three at most, or one of each family', () => {
  const told = (instanceType: string): string => {
    try {
      return String(NodePool.ec2({ instanceType, nodes: 1 }));
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(/did you mean (.*)\?/.exec(told('g5.3xlarge'))![1].split(' or ')).toEqual([
    expect.stringMatching(/^g5\./), expect.stringMatching(/^g5\./), expect.stringMatching(/^g5\./),
  ]);
  const families = / one of (.*)$/.exec(told('quantum'))![1].split(', ').map((type) => type.split('.')[0]);
  expect(new Set(families).size).toBe(families.length);
  expect(families.length).toBeGreaterThan(20);
});

test.each([['m10g.large', 'arm64'], ['m7g.large', 'arm64'], ['im4gn.large', 'arm64'], ['a1.large', 'arm64'],
  ['m10i.large', 'amd64'], ['g5.xlarge', 'amd64'], ['xa1.large', 'amd64'], ['u-6tb1.metal', 'amd64'],
  ['g5g.xlarge', 'arm64'],
])('%s is of %s', (type, architecture) => expect(architectureOf(type)).toBe(architecture));
