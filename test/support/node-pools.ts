import { App, Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import { NodePool } from '../../lib/cluster/node-pool';
import { Taint } from '../../lib/cluster/taint';

export const ZONES = ['us-east-2a', 'us-east-2b', 'us-east-2c'];

/** A pool of GPU nodes that keeps the rules. */
export function gpuPool(overrides: Partial<Parameters<typeof NodePool.ec2>[0]> = {}): NodePool {
  return NodePool.ec2({
    name: 'gpu',
    instanceType: 'g5.2xlarge',
    nodes: 2,
    maxNodes: 3,
    volumeSizeGib: 200,
    zones: ['us-east-2a'],
    taints: [Taint.noSchedule('nvidia.com/gpu')],
    ...overrides,
  });
}

/** A pool of nodes without GPU. */
export function cpuPool(overrides: Partial<Parameters<typeof NodePool.ec2>[0]> = {}): NodePool {
  return NodePool.ec2({
    name: 'cpu',
    instanceType: 'm6i.xlarge',
    nodes: 2,
    labels: { 'example.com/role': 'services' },
    ...overrides,
  });
}

/** A chart of its own. */
export function chartOf(id: string, app: App = Testing.app()): Chart {
  return new Chart(app, id, { disableResourceNameHashes: true });
}

/** Any pool that keeps the rules. */
export const anyPool: fc.Arbitrary<NodePool> = fc
  .record({
    gpu: fc.boolean(),
    nodes: fc.integer({ min: 0, max: 20 }),
    more: fc.integer({ min: 1, max: 5 }),
    volumeSizeGib: fc.integer({ min: 100, max: 2000 }),
    zones: fc.subarray(ZONES),
    labels: fc.dictionary(
      fc.constantFrom('example.com/role', 'team', 'node.kubernetes.io/lifecycle'),
      fc.constantFrom('a', 'b'),
    ),
    taints: fc.uniqueArray(
      fc.constantFrom(
        Taint.noSchedule('nvidia.com/gpu'),
        Taint.noExecute('team', 'search'),
        Taint.preferNoSchedule('spot', 'true'),
      ),
    ),
  })
  .chain(({ gpu, more, zones, ...rest }) =>
    fc
      .constantFrom(
        ...(gpu ? ['g5.2xlarge', 'g6e.12xlarge', 'p5.48xlarge'] : ['m6i.large', 't3.medium', 'r6i.4xlarge']),
      )
      .map((instanceType) =>
        NodePool.ec2({
          ...rest,
          name: 'pool',
          instanceType,
          maxNodes: rest.nodes + more,
          zones: gpu ? [ZONES[0]] : zones,
        }),
      ),
  );
