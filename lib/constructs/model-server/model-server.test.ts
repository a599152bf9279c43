import { Duration } from 'cdk8s';
import { HealthCheck, ModelCache, ModelServerEngine, ModelServerProps, RolloutStrategy, SecretSource } from '../..';
import { aServer } from '../../../test/support/examples';
import { fullServerProps } from '../../../test/support/full-model-props';
import { controller, environment, mainContainer, newChart, only, podSpec, render } from '../../../test/support/synth';

const { VLLM, SGLANG, TGI, TRITON } = ModelServerEngine;
const TOKEN = SecretSource.existing('hf').key('token');
const server = (props: Partial<ModelServerProps> = {}) => render((chart) => aServer(chart, 'vllm', props));
const publicInternet = (props: Partial<ModelServerProps>): boolean =>
  JSON.stringify(only(server(props), 'NetworkPolicy').spec.egress).includes('0.0.0.0/0');

test('with its required properties only', () => {
  expect(server()).toMatchSnapshot();
});

test('with every property', () => {
  expect(render((chart) => aServer(chart, 'vllm', fullServerProps(chart)))).toMatchSnapshot();
});

test.each([
  ['vLLM', VLLM, 'http 8000', '/health', 2000],
  ['SGLang', SGLANG, 'http 30000', '/health', 1000],
  ['TGI', TGI, 'http 8080', '/health', 1000],
  ['Triton', TRITON, 'http 8000, grpc 8001, metrics 8002', '/v2/health/ready', 1000],
])('%s listens, answers and runs as its image does', (_, engine, ports, path, user) => {
  const manifests = server({ engine });
  const container = mainContainer(manifests);
  expect(container.ports.map((port: { name: string; containerPort: number }) => `${port.name} ${port.containerPort}`)
    .join(', ')).toBe(ports);
  expect(container.readinessProbe.httpGet).toEqual({ path, port: 'http' });
  expect(podSpec(manifests).securityContext).toMatchObject({ runAsUser: user, runAsGroup: user, fsGroup: user });
});

test('nothing of NGC is set, and models of Hugging Face are kept in the cache', () => {
  const names = (engine: ModelServerEngine): string[] => Object.keys(environment(server({ engine })));
  expect(names(VLLM)).toEqual(['HF_HOME', 'HOME', 'USER', 'VLLM_CACHE_ROOT']);
  expect(names(TRITON)).toEqual([]);
  expect(environment(server()).HF_HOME).toBe('/models');
  expect(mainContainer(server()).volumeMounts[0]).toEqual({ name: 'model-cache', mountPath: '/models' });
  expect(podSpec(server()).imagePullSecrets).toBeUndefined();
});

test('the token of Hugging Face is a reference', () => {
  expect(environment(server({ huggingFaceToken: TOKEN })).HF_TOKEN).toEqual({
    secretKeyRef: { name: 'hf', key: 'token' },
  });
});

test('only what downloads has a way to the internet', () => {
  expect([publicInternet({}), publicInternet({ offline: true }), publicInternet({ engine: TRITON })])
    .toEqual([true, false, false]);
  expect(environment(server({ offline: true })).HF_HUB_OFFLINE).toBe('1');
});

test('the memory of the model is written where it is checked against the GPUs', () => {
  expect(controller(server({ gpuMemoryGib: 18 })).metadata.annotations['cdk8s-nim/gpu-memory-gib']).toBe('18');
  expect(controller(server()).metadata.annotations).not.toHaveProperty(['cdk8s-nim/gpu-memory-gib']);
});

test('a memory limit that nobody has given leaves room for /dev/shm', () => {
  const limit = (memory: string) => mainContainer(server({ resources: { cpu: '4', memory } })).resources.limits.memory;
  expect([limit('24Gi'), limit('1500Mi')]).toEqual(['26Gi', '3548Mi']);
});

test('GPUs of other vendors have their own taint', () => {
  const tolerations = (gpuResource: string) => podSpec(server({ gpuResource })).tolerations[0].key;
  expect([tolerations('amd.com/gpu'), tolerations('nvidia.com/mig-1g.10gb')])
    .toEqual(['amd.com/gpu', 'nvidia.com/gpu']);
});

test('its pods are recreated, because a new one would wait for the GPU of the old one', () => {
  expect(controller(server()).spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
});

test('the startup probe asks what readiness asks, with the times of the startup budget', () => {
  const readiness = HealthCheck.httpGet('/models')
    .withTiming({ period: Duration.seconds(3), timeout: Duration.seconds(9) });
  const { startupProbe, readinessProbe } = mainContainer(server({ readiness, startupBudget: Duration.minutes(5) }));
  expect(startupProbe).toMatchObject({ httpGet: { path: '/models' }, periodSeconds: 10, failureThreshold: 31 });
  expect([startupProbe.timeoutSeconds, readinessProbe.periodSeconds]).toEqual([9, 3]);
});

test('its metrics are where its engine serves them', () => {
  const { metrics } = aServer(newChart());
  expect(metrics).toMatchObject({ port: { name: 'http' }, path: '/metrics', kind: 'language-model' });
  const triton = aServer(newChart(), 'x', { engine: TRITON });
  expect(triton.metrics).toMatchObject({ port: { name: 'metrics' }, kind: 'triton' });
});

const engine = { name: 'mine', port: 8000, readiness: HealthCheck.tcp() };

test('an engine that the library does not know says where its metrics are', () => {
  const own = ModelServerEngine.custom({ ...engine, metricsPath: '/stats' });
  expect(aServer(newChart(), 'x', { engine: own }).metrics).toMatchObject({ path: '/stats', kind: 'other' });
});

test.each<[string, () => unknown, string]>([
  ['a token has no use', () => server({ engine: TRITON, huggingFaceToken: TOKEN }),
    "lab/vllm: huggingFaceToken 'hf' has no use: triton downloads nothing from Hugging Face; leave it out"],
  ['a token contradicts offline', () => server({ offline: true, huggingFaceToken: TOKEN }),
    "lab/vllm: huggingFaceToken 'hf' contradicts offline, where nothing is downloaded; leave one of them out"],
  ['there is no gRPC API', () => server({ grpcPort: 8001 }),
    'lab/vllm: grpcPort 8001 leads nowhere: vllm/vllm-openai:v0.11.0 has no gRPC API; leave grpcPort out'],
  ['the memory of the model is none', () => server({ gpuMemoryGib: 0 }),
    'lab/vllm: gpuMemoryGib 0 is no amount of memory; write GiB, such as 20'],
  ['the device has no vendor', () => server({ gpuResource: 'nvidia/gpu' }),
    "lab/vllm: gpuResource 'nvidia/gpu' is not the name of a device; " +
      'write for example nvidia.com/gpu or nvidia.com/mig-3g.20gb'],
  ['two pods share a volume of one node', () => server({ replicas: 2 }),
    'lab/vllm: replicas 2 cannot share claim vllm-cache, which is ReadWriteOnce; ' +
      'use ModelCache.sharedClaim() or one replica'],
  ['an extra pod would wait for the volume',
    () => server({ rollout: RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 }) }),
    'lab/vllm: rollingUpdate with maxSurge 1 and maxUnavailable 0 cannot finish: claim vllm-cache is ReadWriteOnce, ' +
      'and the old pod holds it; use maxSurge 0, RolloutStrategy.recreate() or ModelCache.sharedClaim()'],
  ['/dev/shm does not fit', () => server({ sharedMemory: '30Gi', modelCache: ModelCache.emptyDir('50Gi') }),
    "lab/vllm: sharedMemory '30Gi' does not fit: it counts against the memory limit, " +
      'and leaves the model less than the memory request; raise memoryLimit or lower sharedMemory'],
  ['the cache of an engine is not absolute', () => ModelServerEngine.custom({ ...engine, cachePath: 'models' }),
    "cachePath 'models' of engine 'mine' is not absolute; write '/models'"],
  ['an engine runs as root', () => ModelServerEngine.custom({ ...engine, uid: 0 }),
    "uid 0 of engine 'mine' is root or not a user id; write a whole number from 1, such as 1000"],
])('fails when %s', (_, create, message) => {
  expect(create).toThrow(new Error(message));
});
