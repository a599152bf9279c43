import { Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import { NodePool } from '../../cluster/node-pool';
import { KarpenterNodePool, KarpenterNodePoolProps } from './karpenter-node-pool';
import { Quantity } from '../../kubernetes/quantity';
import { publishedModelProblems } from '../../../test/imports/published-models';
import { upstreamProblems } from '../../../test/imports/upstream-schemas';
import { anyPool, chartOf, cpuPool, gpuPool } from '../../../test/support/node-pools';
import { testWith } from '../../../test/support/test-with';
import { runs } from '../../../test/support/sample';

function objectsOf(
  pool: NodePool,
  props: Partial<KarpenterNodePoolProps> = {},
  chart: Chart = chartOf('karpenter'),
): any[] {
  new KarpenterNodePool(chart, pool.name, {
    pool,
    clusterName: 'research',
    nodeRole: 'KarpenterNodeRole-research',
    amiAlias: 'al2023@v20250915',
    ...props,
  });
  return Testing.synth(chart);
}

test('a GPU pool', () => {
  expect(objectsOf(gpuPool())).toMatchSnapshot();
});

test('a CPU pool', () => {
  expect(objectsOf(cpuPool())).toMatchSnapshot();
});

testWith('the published models')('the objects are valid for the published models', () => {
  expect(publishedModelProblems([...objectsOf(gpuPool()), ...objectsOf(cpuPool())])).toEqual([]);
}, 60_000);

testWith('the definitions of Kubernetes')('the objects of any pool are valid for the upstream definitions', () => {
  fc.assert(fc.property(anyPool, (pool) => {
    expect(upstreamProblems(objectsOf(pool)) ?? []).toEqual([]);
  }), { numRuns: runs(50) });
});

test('the limits let the pool grow to its most nodes, and not to one more', () => {
  fc.assert(fc.property(anyPool, (pool) => {
    const [, { spec }] = objectsOf(pool);
    const cpuOfNode = Quantity.parse(pool.allocatable.cpu).value;
    const most = Math.floor(Number(spec.limits.cpu) / Math.ceil(cpuOfNode));
    expect(most).toBe(pool.maxNodes);
    const gpus = Number(pool.allocatable.extendedResources?.['nvidia.com/gpu'] ?? 0);
    expect(Number(spec.limits['nvidia.com/gpu'] ?? 0)).toBe(gpus * pool.maxNodes);
  }));
});

test('the root volume is the one of the pool', () => {
  const [nodeClass] = objectsOf(gpuPool({ volumeSizeGib: 300 }));
  expect(nodeClass.spec.blockDeviceMappings[0].ebs.volumeSize).toBe('300Gi');
});

test.each([100, 101, 109, 110, 111, 1000])(
  'a root volume of %i GiB is rendered as it was given, whatever pods get of it',
  (volumeSizeGib) => {
    const [nodeClass] = objectsOf(gpuPool({ volumeSizeGib }));
    expect(nodeClass.spec.blockDeviceMappings[0].ebs.volumeSize).toBe(`${volumeSizeGib}Gi`);
  },
);

test('a GPU node is never taken away while a pod runs on it', () => {
  const [, { spec }] = objectsOf(gpuPool());
  expect(spec.disruption.consolidationPolicy).toBe('WhenEmpty');
  expect(spec.template.spec.expireAfter).toBe('Never');
});

test.each(['al2023@latest', 'al2023', 'v20250915'])('fails when the AMI is %s', (amiAlias) => {
  expect(() => objectsOf(gpuPool(), { amiAlias })).toThrow(
    `karpenter/gpu: amiAlias '${amiAlias}' is not pinned, and each new image would replace the nodes under the NIMs; write an exact version such as al2023@v20250915`,
  );
});

test('fails when the root volume of a GPU pool is too small', () => {
  expect(() => objectsOf(gpuPool({ volumeSizeGib: 80 }))).toThrow(
    "karpenter/gpu: node pool 'gpu': root volume 80 GiB is too small for NIM images; write volumeSizeGib: 200",
  );
});

test('fails in a chart with a namespace', () => {
  const chart = new Chart(Testing.app(), 'karpenter', { namespace: 'karpenter' });
  expect(() => objectsOf(gpuPool(), {}, chart)).toThrow(
    "karpenter/gpu: the chart has namespace 'karpenter', and a NodePool belongs to none; write new Chart(app, 'karpenter')",
  );
});
