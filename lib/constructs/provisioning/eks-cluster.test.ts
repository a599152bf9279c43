import { App, Chart, Testing, Yaml } from 'cdk8s';
import fc from 'fast-check';
import { readdirSync } from 'fs';
import { Cluster } from '../../cluster/cluster';
import { NodePool } from '../../cluster/node-pool';
import { EksCluster, EksClusterProps } from './eks-cluster';
import { upstreamProblems } from '../../../test/imports/upstream-schemas';
import { inTemporaryFolder } from '../../../test/support/workspace';
import { anyPool, chartOf, cpuPool, gpuPool, ZONES } from '../../../test/support/node-pools';
import { testWith } from '../../../test/support/test-with';
import { runs } from '../../../test/support/sample';

const NODE_GROUP_LABEL = 'eks.amazonaws.com/nodegroup';

function configOf(pools: NodePool[], props: Partial<EksClusterProps> = {}, chart: Chart = chartOf('eksctl')): any[] {
  new EksCluster(chart, 'research', {
    cluster: new Cluster({ pools }),
    region: 'us-east-2',
    availabilityZones: ZONES,
    ...props,
  });
  return Testing.synth(chart);
}

/** A pool as eksctl would make it: each node is labelled with its group. */
function provisioned(pool: NodePool): NodePool {
  return new NodePool({ ...pool, labels: { ...pool.labels, [NODE_GROUP_LABEL]: pool.name } });
}

test('a cluster of a GPU and a CPU pool', () => {
  expect(configOf([gpuPool(), cpuPool()])).toMatchSnapshot();
});

test('a cluster with every property', () => {
  const podIdentities = [
    {
      namespace: 'external-secrets',
      serviceAccountName: 'external-secrets',
      policyArns: ['arn:aws:iam::123456789012:policy/read-secrets'],
    },
    {
      namespace: 'research-ops',
      serviceAccountName: 'agent-orchestrator',
      roleArn: 'arn:aws:iam::123456789012:role/agent-orchestrator',
    },
  ];
  expect(
    configOf([gpuPool({ maxNodes: 2 })], {
      name: 'Research-1',
      kubernetesVersion: '1.34',
      podIdentities,
      addons: ['aws-efs-csi-driver', 'metrics-server'],
      tags: { team: 'search' },
    }),
  ).toMatchSnapshot();
});

test('the file is called eksctl.yaml when the app says so, and stands alone', () => {
  inTemporaryFolder((outdir) => {
    const app = new App({ outdir, outputFileExtension: '.yaml', recordConstructMetadata: false });
    configOf([gpuPool()], {}, chartOf('eksctl', app));
    app.synth();
    expect(readdirSync(outdir)).toEqual(['eksctl.yaml']);
  });
});

testWith('the definitions of Kubernetes')('any cluster is valid for the schema of eksctl', () => {
  fc.assert(fc.property(anyPool, (pool) => {
    expect(upstreamProblems(configOf([pool])) ?? []).toEqual([]);
  }), { numRuns: runs(50) });
});

test('what eksctl is told to make is what the pools say', () => {
  fc.assert(fc.property(anyPool, (pool) => {
    const read = Cluster.fromEksctl(Yaml.stringify(...configOf([pool])));
    expect(read.pools).toEqual([provisioned(pool)]);
    expect(configOf(read.pools)).toEqual(configOf([pool]));
  }));
});

test('the order of the pools is kept', () => {
  const read = Cluster.fromEksctl(Yaml.stringify(...configOf([gpuPool(), cpuPool()])));
  expect(read.pools).toEqual([provisioned(gpuPool()), provisioned(cpuPool())]);
});

test('network policies are enforced, claims have a default class, and no cluster is handed to Auto Mode', () => {
  const [config] = configOf([gpuPool()]);
  const values = Object.fromEntries(
    config.addons.map((addon: any) => [addon.name, addon.configurationValues && JSON.parse(addon.configurationValues)]),
  );
  expect(values['vpc-cni']).toEqual({ enableNetworkPolicy: 'true' });
  expect(values['aws-ebs-csi-driver']).toEqual({ defaultStorageClass: { enabled: true } });
  expect(values).toHaveProperty('eks-pod-identity-agent');
  expect(config.autoModeConfig).toEqual({ enabled: false });
});

test.each<[string, NodePool, string]>([
  [
    'two zones',
    gpuPool({ zones: ['us-east-2a', 'us-east-2b'] }),
    "node pool 'gpu' has GPUs in 2 availability zones: a model cache on EBS cannot follow its pod into another; write zones: ['us-east-2a']",
  ],
  [
    'no zone',
    gpuPool({ zones: [] }),
    "node pool 'gpu' has GPUs in 0 availability zones: a model cache on EBS cannot follow its pod into another; write zones: ['us-east-2a']",
  ],
  [
    'the default root volume',
    gpuPool({ volumeSizeGib: undefined }),
    "node pool 'gpu': root volume 80 GiB is too small for NIM images; write volumeSizeGib: 200",
  ],
])('fails when a GPU pool has %s', (_, pool, message) => {
  expect(() => configOf([pool])).toThrow(new Error(`eksctl/research: ${message}`));
});

test.each<[string, NodePool, string]>([
  [
    'lies in a zone that the cluster has not',
    cpuPool({ zones: ['us-east-2d'] }),
    "zone 'us-east-2d' of node pool 'cpu' is not one of the cluster; write one of us-east-2a, us-east-2b, us-east-2c",
  ],
  [
    'has a name that is none of a node group',
    NodePool.ec2({ instanceType: 'm6i.large', nodes: 1 }),
    "node pool 'm6i.large' is not a DNS label; write at most 63 lower-case letters, digits and '-', starting with a letter",
  ],
  ['never has a node', cpuPool({ nodes: 0 }), "node pool 'cpu' never has a node; leave it out, or write maxNodes: 1"],
  [
    'has a label that no kubelet may set',
    cpuPool({ labels: { 'node-role.kubernetes.io/web': '' } }),
    "node pool 'cpu': label 'node-role.kubernetes.io/web' is one that no kubelet may set; write a label of your own domain, such as example.com/role",
  ],
  [
    'is of unknown machines',
    new NodePool({ name: 'own', nodes: 1, allocatable: { cpu: '4', memory: '8Gi' } }),
    "node pool 'own' is not known to be of EC2 instances; write NodePool.ec2({ name: 'own', instanceType: 'g5.2xlarge', nodes: 2 })",
  ],
  [
    'offers more than its instances have',
    new NodePool({ ...cpuPool(), allocatable: { cpu: '4', memory: '64Gi', ephemeralStorage: '71Gi' } }),
    "node pool 'cpu' offers memory 64Gi, and a m6i.xlarge has 16384Mi; write NodePool.ec2({ name: 'cpu', instanceType: 'm6i.xlarge' })",
  ],
])('fails when a pool %s', (_, pool, message) => {
  expect(() => configOf([pool])).toThrow(new Error(`eksctl/research: ${message}`));
});

test.each<[string, Partial<EksClusterProps>, string]>([
  [
    'zone of another region',
    { availabilityZones: ['us-east-2a', 'us-east-1b'] },
    "availability zone 'us-east-1b' is not in region 'us-east-2'; write for example us-east-2a",
  ],
  [
    'single zone',
    { availabilityZones: ['us-east-2a'] },
    "availability zones [us-east-2a] are not two different ones or more, which EKS needs; write for example ['us-east-2a', 'us-east-2b']",
  ],
  [
    'zone twice',
    { availabilityZones: ['us-east-2a', 'us-east-2a'] },
    "availability zones [us-east-2a, us-east-2a] are not two different ones or more, which EKS needs; write for example ['us-east-2a', 'us-east-2b']",
  ],
  [
    'bad name',
    { name: 'research ops' },
    "cluster name 'research ops' is not valid; write at most 100 letters, digits and '-'",
  ],
  [
    'patch version',
    { kubernetesVersion: '1.35.2' },
    "kubernetesVersion '1.35.2' is not a minor version; write for example 1.35",
  ],
  ['repeated add-on', { addons: ['coredns'] }, "add-on 'coredns' is in the cluster already; leave it out"],
  [
    'pod identity without role',
    { podIdentities: [{ namespace: 'a', serviceAccountName: 'b' }] },
    'pod identity of a/b has neither roleArn nor policyArns; write one of them',
  ],
  [
    'pod identity with both',
    {
      podIdentities: [
        { namespace: 'a', serviceAccountName: 'b', roleArn: 'arn:aws:iam::123456789012:role/x', policyArns: [] },
      ],
    },
    'pod identity of a/b has both roleArn and policyArns; write one of them',
  ],
  [
    'role that is no ARN',
    { podIdentities: [{ namespace: 'a', serviceAccountName: 'b', roleArn: 'x' }] },
    "pod identity of a/b: 'x' is not the ARN of a role or policy; write for example arn:aws:iam::123456789012:role/name",
  ],
])('fails for a %s', (_, props, message) => {
  expect(() => configOf([cpuPool()], props)).toThrow(new Error(`eksctl/research: ${message}`));
});

test.each([{ namespace: 'a' }, { labels: { team: 'a' } }])('fails in a chart with %p', (props) => {
  expect(() => configOf([cpuPool()], {}, new Chart(Testing.app(), 'eksctl', props))).toThrow(
    "eksctl/research: the chart has a namespace or labels, which eksctl does not know; write new Chart(app, 'eksctl')",
  );
});

test('a GPU group may be scaled up by hand for an update, and no rollout counts on it', () => {
  const [rendered] = configOf([gpuPool({ nodes: 2, maxNodes: 2 })], { temporaryGpuNodes: 1 });
  const [{ minSize, desiredCapacity, maxSize, iam }] = rendered.managedNodeGroups;
  expect([minSize, desiredCapacity, maxSize, iam]).toEqual([2, 2, 3, undefined]);
  expect(Cluster.fromEksctl(Yaml.stringify(rendered)).pools[0].maxNodes).toBe(2);
});

test('fails when the temporary nodes are no count', () => {
  expect(() => configOf([gpuPool()], { temporaryGpuNodes: -1 })).toThrow(
    /: temporaryGpuNodes -1 is not a whole number; write 1 for one node more during an update$/,
  );
});
