import { Cluster, NodePool } from '../../cluster';
import { container, deployment, gpuNodes, gpus, judge, only } from '../../../test/support/rules';

describe('requests-fit-no-node', () => {
  const id = 'requests-fit-no-node';
  const large = { containers: [container(gpus(2))], nodeSelector: { tier: 'gpu' } };
  const pool = (name: string, gpuCount: string) =>
    new NodePool({
      name,
      nodes: 1,
      labels: { tier: name },
      allocatable: { cpu: '8', memory: '32Gi', extendedResources: { 'nvidia.com/gpu': gpuCount } },
    });
  test('says of every pool why it refuses, of those the pod may not run on too', () =>
    expect(judge(id, [deployment(large)], { cluster: new Cluster({ pools: [pool('gpu', '1'), pool('big', '8')] }) })).toEqual([
      {
        pointer: '/spec/template/spec/containers',
        message: 'one pod asks for more than any node it may run on offers',
        witness: [
          'pool gpu: a pod needs 2 nvidia.com/gpu, an empty node offers 1 nvidia.com/gpu',
          'pool big: nodeSelector tier=gpu does not match, the pool has tier=big',
        ],
      },
    ]));
  test('complies when one of the pools it may run on is large enough', () => {
    const cluster = new Cluster({ pools: [pool('gpu', '1'), pool('big', '8')] });
    expect(judge(id, [deployment({ containers: [container(gpus(2))] })], { cluster })).toBe('compliant');
  });
  test('does not apply without replicas, or without nodes', () => {
    expect(judge(id, [deployment(large, { replicas: 0 })], { cluster: gpuNodes(1) })).toBe('not applicable');
    expect(judge(id, [deployment(large)])).toBe('not applicable');
  });
  test('fails for two GPUs on nodes with one', () => {
    const check = (pod: object) => judge(id, [deployment(pod)], { cluster: gpuNodes(2) });
    expect(only(check({ containers: [container(gpus(2))] })).witness!.join()).toContain('an empty node offers 1 nvidia.com/gpu');
    expect(check({ containers: [container(gpus(1))] })).toBe('compliant');
    expect(check({ nodeSelector: { tier: 'cpu' } })).toBe('not applicable');
  });
});
