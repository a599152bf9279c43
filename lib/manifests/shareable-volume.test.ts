import { container, deployment, gpus, Json, modelOf } from '../../test/support/rules';
import { isOnlyRead, mayBeShared, mayRunTwice, podSpecOf } from './shareable-volume';

const volume = (more: object = {}) => ({ name: 'data', persistentVolumeClaim: { claimName: 'data', ...more } });
const mounting = (mountPath: unknown, more: object = {}) => ({ volumeMounts: [{ name: 'data', mountPath, ...more }] });
const workloadOf = (json: Json) => modelOf([json]).workloads[0];

function of<T>(read: (...args: Parameters<typeof mayBeShared>) => T, pod: Json, kind = 'Deployment'): T {
  const workload = workloadOf({ ...deployment({ volumes: [volume()], ...pod }, { serviceName: 'web' }), kind });
  return read(workload, workload.pod.claims[0]);
}
const shared = (pod: Json, kind?: string) => of(mayBeShared, pod, kind);
const served = (mountPath: unknown, more: object = {}) =>
  ({ containers: [container({ ...gpus(1), ...mounting(mountPath), ...more })] });

describe('a volume that is only read', () => {
  test('may be shared, whoever has it', () => {
    expect(shared({ volumes: [volume({ readOnly: true })] }, 'StatefulSet')).toBe(true);
    expect(shared({ volumes: [volume({ readOnly: 'true' })] })).toBe(false);
    expect(shared({ containers: [container(mounting('/data', { readOnly: true }))] }, 'StatefulSet')).toBe(true);
  });

  test('is one that no container may write to, init containers included', () => {
    const reading = container(mounting('/data', { readOnly: true }));
    const writing = container({ name: 'b', ...mounting('/data') });
    expect(shared({ containers: [reading, writing] })).toBe(false);
    expect(shared({ containers: [reading], initContainers: [writing] })).toBe(false);
    expect(shared({ containers: [reading], initContainers: [reading] })).toBe(true);
    const other = container({ name: 'b', volumeMounts: [{ name: 'other', mountPath: '/x' }] });
    expect(shared({ containers: [reading, other] })).toBe(true);
  });

  test('is only read where every mount says so, or the volume does, and there is one', () => {
    const reading = container(mounting('/data', { readOnly: true }));
    const writing = container({ name: 'b', ...mounting('/data') });
    expect(of(isOnlyRead, { containers: [reading] })).toBe(true);
    expect(of(isOnlyRead, { containers: [reading, writing] })).toBe(false);
    expect(of(isOnlyRead, { containers: [reading], initContainers: [writing] })).toBe(false);
    expect(of(isOnlyRead, { containers: [writing], volumes: [volume({ readOnly: true })] })).toBe(true);
    expect(of(isOnlyRead, { containers: [reading], initContainers: [{ ...writing, restartPolicy: 'Always' }] }))
      .toBe(false);
    expect(of(isOnlyRead, {})).toBe(false);
    expect(of(isOnlyRead, { containers: [container({ volumeMounts: [
      { name: 'other', mountPath: '/a', readOnly: true }] })] })).toBe(false);
  });
});

describe('a cache of models may be shared', () => {
  test('by Deployments with accelerators, and by no other kind', () => {
    expect(shared(served('/opt/nim/.cache'))).toBe(true);
    expect(shared(served('/opt/nim/.cache'), 'StatefulSet')).toBe(false);
    expect(shared({ containers: [container(mounting('/cache'))] })).toBe(false);
    expect(shared({ containers: [container({ ...gpus(0), ...mounting('/cache') })] })).toBe(false);
    const limits = { resources: { limits: { cpu: 4 } } };
    expect(shared({ containers: [container({ ...limits, ...mounting('/cache') })] })).toBe(false);
  });

  test.each<[string, boolean]>([
    ['/cache', true], ['/models', true], ['/model', true], ['/mnt/weights/a', true], ['/root/huggingface', true],
    ['/a/hf', true], ['/hub', true], ['/root/.ollama', true], ['/nim-data', true], ['/my_cache', true],
    ['/CACHE', true], ['cache', true], ['/data', false], ['/cached', false], ['/remodels', false], ['/qdrant', false],
    ['', false],
  ])('at %j: %p', (mountPath, expected) => expect(shared(served(mountPath))).toBe(expected));

  test('where every mount lies there, or there is none', () => {
    const twice = [container({ ...gpus(1), ...mounting('/cache') }), container({ name: 'b', ...mounting('/data') })];
    expect(shared({ containers: twice })).toBe(false);
    expect(shared({ containers: [container(gpus(1))] })).toBe(true);
    expect(shared(served(undefined))).toBe(false);
    expect(shared(served(5))).toBe(false);
  });

  test.each<[string, boolean]>([
    ['nvcr.io/nim/meta/llama:1', true], ['vllm/vllm-openai:v1', true], ['ghcr.io/a/vllm@sha256:1', true],
    ['lmsysorg/sglang', true], ['openmmlab/lmdeploy:1', true], ['lmdeploy-server:1', true],
    ['ghcr.io/huggingface/text-generation-inference:2', true], ['text-embeddings-inference-cpu:1', true],
    ['nvcr.io/nvidia/tritonserver:24', true], ['ollama/ollama:1', true], ['ghcr.io/ggml-org/llama.cpp:server', true],
    ['llama-server:1', true], ['localai/localai:1', true], ['tei:1', true], ['tgi/x:1', true],
    ['michaelf34/infinity:1', true], ['NIM:1', true], ['qdrant/qdrant:1', false], ['nimble:1', false],
    ['a/minim:1', false], ['postgres:16', false], ['llamaxcpp:1', false], ['nvcr.io/nimx/a:1', false],
  ])('by the image %s: %p', (image, expected) =>
    expect(shared({ containers: [container({ image, ...mounting('/models') })] })).toBe(expected));
});

describe('a second pod beside one that runs', () => {
  const twice = (volumes: object[], kind = 'Deployment', more: object = {}) =>
    mayRunTwice(workloadOf({ ...deployment({ volumes, ...more }), kind }));

  test('does no harm where nothing outlives the pods', () => {
    const own = ['emptyDir', 'configMap', 'secret', 'projected', 'downwardAPI', 'ephemeral', 'image'];
    expect(own.filter((type) => !twice([{ name: 'a', [type]: {} }]))).toEqual([]);
    expect([twice([]), twice([], 'ReplicaSet'), twice([{ name: 'a', hostPath: { path: '/' } }])])
      .toEqual([true, false, false]);
  });

  test('does none where what outlives them may be shared', () => {
    expect([twice([volume({ readOnly: true })]), twice([volume()])]).toEqual([true, false]);
    expect(twice([{ name: 'a', emptyDir: {} }, volume()])).toBe(false);
    expect(twice([volume({ readOnly: true }), { name: 'a', nfs: {} }])).toBe(false);
  });
});

test('the spec of the pods is where their template is, of another object too', () => {
  const [workload, other] = modelOf([deployment(), deployment({ nodeName: 'n' }, {}, { name: 'other' })]).workloads;
  expect([podSpecOf(workload).get('nodeName').value,
    podSpecOf({ ...workload, podManifest: other.manifest }).get('nodeName').value]).toEqual([undefined, 'n']);
});
