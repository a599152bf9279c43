import { NodePool, Taint } from '../..';
import { aNim, aService } from '../../../test/support/examples';
import { podSpec, render } from '../../../test/support/synth';

const gpuPool = NodePool.ec2({
  name: 'gpu', instanceType: 'g5.2xlarge', nodes: 2, labels: { team: 'search' },
  taints: [Taint.noSchedule('nvidia.com/gpu')],
});

test('the labels of the pool become the node selector, beside those of the user', () => {
  const manifests = render((chart) => aService(chart, 'web', { nodePool: gpuPool, nodeSelector: { disk: 'fast' } }));
  expect(podSpec(manifests).nodeSelector).toEqual({
    'node.kubernetes.io/instance-type': 'g5.2xlarge', 'team': 'search', 'disk': 'fast',
  });
});

test('a taint of the pool is tolerated', () => {
  expect(podSpec(render((chart) => aService(chart, 'web', { nodePool: gpuPool }))).tolerations).toEqual([
    { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
  ]);
});

test('a taint that is tolerated already is not tolerated twice', () => {
  expect(podSpec(render((chart) => aNim(chart, 'llm', { nodePool: gpuPool }))).tolerations).toEqual([
    { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
  ]);
});

test('a taint with a value is tolerated with that value, whatever else is tolerated', () => {
  const pool = NodePool.ec2({
    name: 'gpu', instanceType: 'g5.2xlarge', nodes: 1, taints: [Taint.noExecute('gpu', 'a10g')],
  });
  const tolerations = [{ key: 'gpu', operator: 'Equal', value: 'l4', effect: 'NoExecute' }];
  expect(podSpec(render((chart) => aService(chart, 'web', { nodePool: pool, tolerations }))).tolerations).toEqual([
    ...tolerations,
    { key: 'gpu', operator: 'Equal', value: 'a10g', effect: 'NoExecute' },
  ]);
});

test('without a pool a service runs on any node', () => {
  const { nodeSelector, tolerations } = podSpec(render((chart) => aService(chart)));
  expect([nodeSelector, tolerations]).toEqual([undefined, undefined]);
});
