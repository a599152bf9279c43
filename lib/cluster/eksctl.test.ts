import { Cluster, Taint } from '.';

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

test('a node group that no autoscaler may grow has the nodes it has', () => {
  const group = '{name: gpu, instanceType: g5.2xlarge, desiredCapacity: 2, maxSize: 3}';
  const { pools } = Cluster.fromEksctl(
    `{apiVersion: eksctl.io/v1alpha5, kind: ClusterConfig, metadata: {name: c, region: us-east-2}, managedNodeGroups: [${group}]}`,
  );
  expect(pools.map(({ nodes, maxNodes }) => [nodes, maxNodes])).toEqual([[2, 2]]);
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

test.each([
  ['{gpu: "true"}', '/managedNodeGroups/0/taints/gpu', ''],
  ['[{key: gpu, effect: Never}]', '/managedNodeGroups/0/taints/0/effect', 'Never'],
])('fails when the taints %s have an unknown effect, and says where', (taints, pointer, effect) => {
  const text = 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmanagedNodeGroups:\n' +
    `- {name: a, instanceType: m5.large, taints: ${taints}}\n`;
  expect(() => Cluster.fromEksctl(text)).toThrow(
    new RegExp(`^eksctl ClusterConfig:4:\\d+: ${pointer} has the unknown effect '${effect}'; write NoSchedule or`),
  );
});
