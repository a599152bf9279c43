import { Cluster, NodePool } from '../../cluster';
import { GPU_MEMORY_ANNOTATION } from '../../kubernetes/annotations';
import { container, deployment, judge, Json } from '../../../test/support/rules';
import { Violation } from '../engine';

describe('model-exceeds-gpu-memory', () => {
  const id = 'model-exceeds-gpu-memory';
  const NINE = 'mirror.example.com/nim/nvidia/nvidia-nemotron-nano-9b-v2:1.2.0';
  const on = (nodes: string) => Cluster.fromSpec(nodes);
  const labelled = (labels: Record<string, string>, resources: Record<string, string> = { 'nvidia.com/gpu': '4' }) =>
    new Cluster({
      pools: [
        new NodePool({
          name: 'gpu',
          nodes: 1,
          labels,
          allocatable: { cpu: '8', memory: '64Gi', extendedResources: resources },
        }),
      ],
    });
  const nim = (image: string, limits: Json = { 'nvidia.com/gpu': 1 }, metadata: Json = {}) =>
    deployment({ containers: [container({ image, resources: { limits } })] }, {}, metadata);
  test('fails for a 24 GiB model on a GPU of 22,888 MiB, and says what the nodes have', () => {
    expect(judge(id, [nim(NINE)], { cluster: on('gpu=2xg5.2xlarge') })).toEqual([{
      pointer: '/spec/template/spec/containers/0/resources',
      message: 'the model of container app needs 24 GiB of GPU memory',
      witness: ['pool gpu: a GPU has 22.35 GiB'],
    }]);
  });
  test('complies where it fits, alone or over several GPUs', () => {
    expect(
      judge(id, [nim('nvcr.io/nim/nvidia/llama-3.1-nemotron-nano-8b-v1:1.8.4')], { cluster: on('gpu=2xg5.2xlarge') }),
    ).toBe('compliant');
    expect(judge(id, [nim(NINE, { 'nvidia.com/gpu': 2 })], { cluster: on('gpu=1xg5.12xlarge') })).toBe('compliant');
    expect(judge(id, [nim(NINE)], { cluster: on('small=1xg5.2xlarge,gpu=1xg6e.2xlarge') })).toBe('compliant');
  });
  test('shares the need out over the GPUs of the pod', () => {
    const large = { annotations: { [GPU_MEMORY_ANNOTATION]: '100' } };
    expect(
      judge(id, [nim('own:1', { 'nvidia.com/gpu': 4 }, large)], { cluster: on('gpu=1xg5.12xlarge') }),
    ).toMatchObject([{ message: 'the model of container app needs 25 GiB of GPU memory on each of 4 GPUs' }]);
  });
  test('reads the label of GPU feature discovery before the machine', () => {
    const labels = { 'node.kubernetes.io/instance-type': 'g5.2xlarge' };
    expect(judge(id, [nim(NINE)], { cluster: labelled({ ...labels, 'nvidia.com/gpu.memory': '49140' }) })).toBe(
      'compliant',
    );
    expect(judge(id, [nim(NINE)], { cluster: labelled({ 'nvidia.com/gpu.memory': '15360' }) })).toHaveLength(1);
  });
  test('a slice has the memory its name says, and slices do not add up', () => {
    const check = (slice: string, count = 1) =>
      judge(id, [nim(NINE, { [slice]: count })], { cluster: labelled({}, { [slice]: '7' }) });
    expect(check('nvidia.com/mig-1g.5gb', 7)).toMatchObject([{ witness: ['pool gpu: a slice has 5 GiB'] }]);
    expect(check('nvidia.com/mig-1g.10gb.me')).toHaveLength(1);
    expect(check('nvidia.com/mig-3g.40gb')).toBe('compliant');
  });
  test('counts only nodes that take the pods, and names each pool once', () => {
    const large = labelled({ 'nvidia.com/gpu.memory': '81920' });
    const small = labelled({ 'nvidia.com/gpu.memory': '8192' });
    expect(judge(id, [nim(NINE)], { cluster: large })).toBe('compliant');
    const [{ message, witness }] = judge(id, [nim(NINE)], { cluster: small }) as Violation[];
    expect(message).toMatch(/^the model of container \S+ needs [\d.]+ GiB of GPU memory$/);
    expect(witness).toEqual([expect.stringMatching(/^pool gpu: a GPU has 8 GiB$/)]);
  });
  test('complies where the memory of some node is not known', () =>
    expect(judge(id, [nim(NINE)], { cluster: labelled({}) })).toBe('compliant'));
  test('does not apply to models it does not know, without GPU, or without nodes', () => {
    expect(judge(id, [nim('own:1')], { cluster: on('gpu=2xg5.2xlarge') })).toBe('not applicable');
    expect(judge(id, [nim(NINE, {})], { cluster: on('gpu=2xg5.2xlarge') })).toBe('not applicable');
    expect(judge(id, [nim(NINE)])).toBe('not applicable');
  });
  test.each(['a lot', '-1', '24Gi'])('reports the need "%s", which is no number', (text) => {
    const declared = nim(NINE, undefined, { annotations: { [GPU_MEMORY_ANNOTATION]: text } });
    expect(judge(id, [declared], { cluster: on('gpu=2xg5.2xlarge') })).toMatchObject([
      { message: expect.stringContaining('24 GiB') },
    ]);
  });
});
