import { Duration } from 'cdk8s';
import { ModelCache, Nim, NimFamily, RolloutStrategy, SecretSource } from '../..';
import { aNim, EMBEDDING_IMAGE, LLM_IMAGE } from '../../../test/support/examples';
import { fullNimProps } from '../../../test/support/full-model-props';
import {
  controller, environment, mainContainer, newChart, only, podSpec, render, Rendered,
} from '../../../test/support/synth';

const embedding = Nim.fromImage(EMBEDDING_IMAGE);
const shm = (manifests: Rendered[]): string =>
  podSpec(manifests).volumes.find(({ name }: Rendered) => name === 'shared-memory').emptyDir.sizeLimit;

test('with its required properties only', () => {
  expect(render(aNim)).toMatchSnapshot();
});

test('with every property', () => {
  expect(render((chart) => aNim(chart, 'llm', fullNimProps(chart)))).toMatchSnapshot();
});

test('its pods are recreated, because a new one would wait for the GPU of the old one', () => {
  const manifests = render(aNim);
  expect(controller(manifests).spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
});

test('GPUs are requested and limited alike', () => {
  expect(mainContainer(render(aNim)).resources).toMatchObject({
    requests: { 'nvidia.com/gpu': '1' }, limits: { 'nvidia.com/gpu': '1' },
  });
  const mig = mainContainer(
    render((chart) => aNim(chart, 'llm', { gpus: 2, gpuResource: 'nvidia.com/mig-3g.20gb' })),
  ).resources;
  expect([
    mig.requests['nvidia.com/mig-3g.20gb'], mig.limits['nvidia.com/mig-3g.20gb'], mig.limits['nvidia.com/gpu'],
  ]).toEqual(['2', '2', undefined]);
});

test('GPU nodes are tolerated unless the user says which', () => {
  expect(podSpec(render(aNim)).tolerations).toEqual([
    { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
  ]);
  expect(podSpec(render((chart) => aNim(chart, 'llm', { tolerations: [] }))).tolerations).toBeUndefined();
});

test('liveness and readiness have no delay, since the startup probe holds them off', () => {
  const { startupProbe, livenessProbe, readinessProbe } = mainContainer(render(aNim));
  expect(startupProbe.httpGet).toEqual({ path: '/v1/health/ready', port: 'http' });
  expect(livenessProbe.httpGet).toEqual({ path: '/v1/health/live', port: 'http' });
  expect(readinessProbe.httpGet).toEqual({ path: '/v1/health/ready', port: 'http' });
  [startupProbe, livenessProbe, readinessProbe].forEach((probe) => expect(probe.initialDelaySeconds).toBeUndefined());
});

test('it may take twenty minutes to start, and tools are told so', () => {
  const { metadata, spec } = controller(render(aNim));
  expect(metadata.annotations['cdk8s-nim/startup-budget-seconds']).toBe('1200');
  // 10 minutes of image pull, 121 probes and the last answer, readiness, and the end of the old pod.
  expect(spec.progressDeadlineSeconds).toBe(600 + 121 * 10 + 5 + 15 + 60);
});

test('a pod that is not ready may be evicted during a long start', () => {
  expect(only(render(aNim), 'PodDisruptionBudget').spec.unhealthyPodEvictionPolicy).toBe('AlwaysAllow');
});

test('a NIM that is rolled waits until load balancers know, one that is recreated stops at once', () => {
  const rollout = RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 });
  const rolled = render((chart) => aNim(chart, 'llm', { rollout, replicas: 2, modelCache: ModelCache.sharedClaim() }));
  expect(mainContainer(rolled).lifecycle.preStop).toEqual({ sleep: { seconds: 10 } });
  expect(mainContainer(render(aNim)).lifecycle).toBeUndefined();
});

test('the Service port may differ from the container port, and nothing else needs to be told', () => {
  const manifests = render((chart) => aNim(chart, 'embedding', { nim: embedding, port: 8001 }));
  expect(only(manifests, 'Service').spec.ports).toEqual([
    { name: 'http', port: 8001, protocol: 'TCP', targetPort: 'http' },
  ]);
  expect(mainContainer(manifests).ports[0].containerPort).toBe(8000);
  expect(environment(manifests).NIM_HTTP_API_PORT).toBe('8000');
});

test('a container port moves the port, the Service and the variable of the family', () => {
  const manifests = render((chart) => aNim(chart, 'llm', { containerPort: 9000 }));
  expect(mainContainer(manifests).ports).toEqual([{ name: 'http', containerPort: 9000, protocol: 'TCP' }]);
  expect(only(manifests, 'Service').spec.ports[0]).toMatchObject({ port: 9000, targetPort: 'http' });
  expect(environment(manifests).NIM_SERVER_PORT).toBe('9000');
});

test('gRPC is on the Service when it is asked for, metrics never', () => {
  const ports = (grpcPort?: number): string[] =>
    only(
      render((chart) => aNim(chart, 'x', { nim: embedding, grpcPort })),
      'Service',
    ).spec.ports.map(({ name }: Rendered) => name);
  expect(ports()).toEqual(['http']);
  expect(ports(9001)).toEqual(['http', 'grpc']);
});

test('keys are references to Secrets of the own namespace', () => {
  const manifests = render(aNim);
  expect(podSpec(manifests).imagePullSecrets).toEqual([{ name: 'ngc-secret' }]);
  expect(environment(manifests).NGC_API_KEY).toEqual({
    secretKeyRef: { name: 'nvidia-ngc-secret', key: 'NGC_API_KEY' },
  });
  const own = render((chart) =>
    aNim(chart, 'llm', { apiKey: SecretSource.existing('mine').key('key'), imagePullSecrets: [] }),
  );
  expect(environment(own).NGC_API_KEY).toEqual({ secretKeyRef: { name: 'mine', key: 'key' } });
  expect(podSpec(own).imagePullSecrets).toBeUndefined();
});

test('offline it has neither an API key nor a way to NGC', () => {
  const manifests = render((chart) => aNim(chart, 'llm', { offline: true }));
  expect(environment(manifests).NGC_API_KEY).toBeUndefined();
  expect(only(manifests, 'NetworkPolicy').spec.egress).toHaveLength(1);
});

test('shared memory is memory-backed, as large as the GPUs need, and fits into the default memory limit', () => {
  expect(shm(render(aNim))).toBe('2Gi');
  const two = render((chart) => aNim(chart, 'llm', { gpus: 2 }));
  expect(shm(two)).toBe('16Gi');
  expect(mainContainer(two).resources.limits.memory).toBe('36Gi');
  expect(shm(render((chart) => aNim(chart, 'llm', { sharedMemory: '4Gi' })))).toBe('4Gi');
  expect(mainContainer(two).volumeMounts).toContainEqual({ name: 'shared-memory', mountPath: '/dev/shm' });
});

test('resources come from the catalog unless they are given', () => {
  expect(mainContainer(render(aNim)).resources).toMatchObject({
    requests: { cpu: '4', memory: '20Gi' }, limits: { cpu: '8', memory: '30Gi' },
  });
  const given = render((chart) => aNim(chart, 'llm', { resources: { cpu: '2', memory: '24Gi', memoryLimit: '28Gi' } }));
  expect(mainContainer(given).resources).toMatchObject({
    requests: { cpu: '2', memory: '24Gi' }, limits: { cpu: '2', memory: '28Gi' },
  });
});

test('a memory limit below what the NIM needs to start is warned about', () => {
  render((chart) => aNim(chart, 'llm', { resources: { cpu: '4', memory: '12Gi', memoryLimit: '16Gi' } }));
  expect(console.warn).toHaveBeenCalledWith(
    `warning: lab/llm: the memory limit is below the 20 GiB that ${LLM_IMAGE} needs to start: expect OOMKilled; raise memoryLimit`,
  );
});

test('a memory limit of exactly what the NIM needs to start is enough', () => {
  render((chart) => aNim(chart, 'llm', { resources: { cpu: '4', memory: '12Gi', memoryLimit: '20Gi' } }));
  expect(jest.mocked(console.warn).mock.calls.flat().join()).not.toContain('memory limit');
});

const custom = (props: object = {}): Nim =>
  Nim.custom({ image: 'registry.example.com/mine:1.0', family: NimFamily.LLM_1, ...props });

test.each([
  [
    'gpus are not whole',
    { gpus: 0.5 },
    "gpus 0.5 is not a positive whole number; write 1 or more, or gpuResource 'nvidia.com/mig-...' for a part of a GPU",
  ],
  [
    'there are no gpus',
    { nim: custom({ gpus: 0 }) },
    "gpus 0 is not a positive whole number; write 1 or more, or gpuResource 'nvidia.com/mig-...' for a part of a GPU",
  ],
  [
    'the GPU resource is no device',
    { gpuResource: 'cpu' },
    "gpuResource 'cpu' is not the name of a device; write for example nvidia.com/gpu or nvidia.com/mig-3g.20gb",
  ],
  [
    'the startup budget is shorter than a compilation',
    { startupBudget: Duration.minutes(19) },
    'startupBudget 1140 s is shorter than the 1200 s that compiling a TensorRT engine may take; write Duration.minutes(20) or more',
  ],
  [
    'the image pull takes a fraction of a second',
    { imagePullBudget: Duration.millis(1) },
    'image pull budget 0.001 s is not a whole number of seconds from 1 to 100000000; write for example Duration.seconds(30)',
  ],
  [
    'shared memory leaves the model too little',
    { resources: { cpu: '4', memory: '20Gi', memoryLimit: '20Gi' } },
    "sharedMemory '2Gi' does not fit: it counts against the memory limit, and leaves the model less than the memory request; " +
      'raise memoryLimit or lower sharedMemory',
  ],
  ['shared memory is nothing', { sharedMemory: '0' }, "sharedMemory '0' is not positive; write a size such as 50Gi"],
  [
    'gRPC is asked of an image without it', { grpcPort: 8001 },
    `grpcPort 8001 leads nowhere: ${LLM_IMAGE} has no gRPC API; leave grpcPort out`,
  ],
  [
    'two ports are on one number', { nim: embedding, containerPort: 8001 },
    'container port 8001 is used by two ports; give each port its own',
  ],
  [
    'two Service ports are on one number', { nim: embedding, grpcPort: 8000 },
    'service port 8000 is used by two ports; give each port its own',
  ],
  [
    'a key is given offline', { offline: true, apiKey: SecretSource.existing('mine').key('key') },
    "apiKey 'mine' contradicts offline: with a key, a NIM tries to reach NGC and fails; leave one of them out",
  ],
  [
    'nobody knows the memory it needs',
    { nim: custom() },
    'resources are missing, and the host memory of registry.example.com/mine:1.0 is not known; ' +
      "write resources: { cpu: '4', memory: '20Gi', memoryLimit: '30Gi' }",
  ],
])('fails when %s', (_, props, message) => {
  expect(() => aNim(newChart(), 'llm', props)).toThrow(new Error(`lab/llm: ${message}`));
});

test('the GPU memory of a NIM that the catalog lacks is written where it is checked, over all its GPUs', () => {
  const annotation = (nim: Nim): string | undefined =>
    controller(render((chart) => aNim(chart, 'llm', { nim }))).metadata.annotations['cdk8s-nim/gpu-memory-gib'];
  const image = 'registry.example.com/mine:1.0';
  const custom = { image, family: NimFamily.LLM_2, hostMemoryGib: 64 };
  expect(annotation(Nim.custom({ ...custom, gpus: 2, gpuMemoryGib: 40 }))).toBe('80');
  expect([annotation(Nim.custom(custom)), annotation(Nim.fromImage(LLM_IMAGE))]).toEqual([undefined, undefined]);
  expect(annotation(Nim.fromImage('nvcr.io/nim/meta/llama-3.1-70b-instruct:2.0.10'))).toBeUndefined();
});
