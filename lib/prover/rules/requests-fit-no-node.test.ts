import { Cluster, NodePool, Taint } from '../../cluster';
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
    expect(
      judge(id, [deployment(large)], { cluster: new Cluster({ pools: [pool('gpu', '1'), pool('big', '8')] }) }),
    ).toEqual([{
      pointer: '/spec/template/spec/containers',
      message: 'one pod asks for more than any node it may run on offers',
      witness: [
        'pool gpu: a pod needs 2 nvidia.com/gpu, an empty node offers 1 nvidia.com/gpu',
        'pool big: nodeSelector tier=gpu does not match, the pool has tier=big',
      ],
    }]));
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
    expect(only(check({ containers: [container(gpus(2))] })).witness!.join()).toContain(
      'an empty node offers 1 nvidia.com/gpu',
    );
    expect(check({ containers: [container(gpus(1))] })).toBe('compliant');
    expect(check({ nodeSelector: { tier: 'cpu' } })).toBe('not applicable');
  });
  const tainted = (...taints: Taint[]) =>
    new Cluster({
      pools: [
        pool('small', '0'),
        new NodePool({
          name: 'gpu',
          nodes: 1,
          taints,
          allocatable: { cpu: '8', memory: '32Gi', extendedResources: { 'nvidia.com/gpu': '1' } },
        }),
      ],
    });
  const one = deployment({ containers: [container(gpus(1))] });
  test('names the taint where nothing else keeps the pods off a node that could hold them', () =>
    expect(judge(id, [one], { cluster: tainted(Taint.noSchedule('team', 'ml')) })).toEqual([{
      pointer: '/spec/template/spec/tolerations',
      message: 'only the taint team=ml:NoSchedule keeps its pods off pool gpu, whose nodes could hold them; ' +
        'write tolerations: [{key: team, operator: Exists, effect: NoSchedule}]',
    }]));
  test('warns where the API server may add the toleration of an extended resource', () => {
    expect(only(judge(id, [one], { cluster: tainted(Taint.noSchedule('nvidia.com/gpu')) }))).toMatchObject({
      severity: 'warning',
      message: expect.stringContaining('only the taint nvidia.com/gpu:NoSchedule keeps its pods off pool gpu'),
    });
    const two = tainted(Taint.noSchedule('nvidia.com/gpu'), Taint.noSchedule('team', 'ml'));
    expect(only(judge(id, [one], { cluster: two })).severity).toBeUndefined();
  });
});
