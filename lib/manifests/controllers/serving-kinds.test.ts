import { Json, modelOf } from '../../../test/support/rules';

const POD = {
  metadata: { labels: { app: 'x' } },
  spec: { containers: [{ name: 'c', image: 'c:1', resources: { limits: { 'nvidia.com/gpu': 2 } } }] },
};
const custom = (apiVersion: string, kind: string, spec: Json, metadata: Json = {}) => ({
  apiVersion, kind, metadata: { name: 'x', namespace: 'shop', ...metadata }, spec,
});
const read = (object: Json) => modelOf([object]).workloads[0];
const sizes = (object: Json) => modelOf([object]).podSets.map(({ role, least, replicas }) => [role, least, replicas]);

/** Surge, unavailable, and pods that must find room at once, in pods. */
const bounds = (object: Json) => {
  const workload = read(object);
  const { maxSurge, maxUnavailable, requiredSurge } = workload.bounds(workload.replicas)!;
  return [maxSurge, maxUnavailable, requiredSurge];
};

test('an InferenceService makes a Deployment for each component, and its mode is to be written', () => {
  const resources = { limits: { 'nvidia.com/gpu': 1 } };
  const service = (annotations: Json, model: Json = { resources }) =>
    custom(
      'serving.kserve.io/v1beta1',
      'InferenceService',
      { predictor: { minReplicas: 2, maxReplicas: 3, model }, transformer: { containers: [{ image: 't:1' }] } },
      { annotations },
    );
  const raw = service({ 'serving.kserve.io/deploymentMode': 'RawDeployment' });
  expect(sizes(raw)).toEqual([
    ['predictor', 2, 3], ['transformer', 1, 1],
  ]);
  expect([read(raw).undecided, read(service({})).undecided]).toEqual([
    [], ['deployment mode of the installation of KServe'],
  ]);
  expect(read(service({}, {})).unread).toEqual(['takes its resources from a serving runtime, which are not counted']);
  const more = (spec: Json, predictor: Json = {}) => read(custom(
    'serving.kserve.io/v1beta1', 'InferenceService', { predictor: { model: { resources }, ...predictor }, ...spec },
    { annotations: { 'serving.kserve.io/deploymentMode': 'RawDeployment' } },
  ));
  expect(more({ canary: [{ name: 'b' }] }).undecided).toEqual(['canary of KServe']);
  expect([10, 100].map((percent) => more({}, { canaryTrafficPercent: percent }).undecided)).toEqual([
    ['canary of KServe'], [],
  ]);
  expect(more({}, { workerSpec: { pipelineParallelSize: 2 } }).unread).toEqual([
    'makes worker pods (workerSpec), which are not counted',
  ]);
});

test('a Knative Service is no Service, starts a revision beside the old one and needs an end', () => {
  const service = (annotations: Json) =>
    custom('serving.knative.dev/v1', 'Service', { template: { ...POD, metadata: { annotations } } });
  const bounded = service({ 'autoscaling.knative.dev/min-scale': '2', 'autoscaling.knative.dev/max-scale': '5' });
  expect([bounds(bounded), read(bounded).least, modelOf([bounded]).byKind('Service')]).toEqual([[5, 0, 2], 2, []]);
  expect(read(service({})).unread).toHaveLength(1);
});

test('the proxy of a Knative Service asks what its annotations say', () => {
  const requests = (annotations: Json) => {
    const { pod, unread } = read(custom('serving.knative.dev/v1', 'Service', {
      template: { ...POD, metadata: { annotations: { 'autoscaling.knative.dev/max-scale': '2', ...annotations } } },
    }));
    return [pod.containers.at(-1)!.name, Object.fromEntries(pod.requests), unread.length];
  };
  const own = 'queue.sidecar.serving.knative.dev';
  const [, plain] = requests({}) as [string, { cpu: number }];
  const [name, asked, unread] = requests({
    [`${own}/cpu-resource-request`]: '125m', [`${own}/memory-resource-limit`]: '64Mi',
  }) as [string, { cpu: number; memory: number }, number];
  expect([name, asked.cpu - plain.cpu, asked.memory, unread]).toEqual(['queue-proxy', 100, 64 * 2 ** 20, 0]);
  expect(requests({ [`${own}/resource-percentage`]: '30' })[2]).toBe(1);
});

test('revisions that the traffic of a Knative Service names are not counted', () => {
  const service = custom('serving.knative.dev/v1', 'Service', {
    template: { ...POD, metadata: { annotations: { 'autoscaling.knative.dev/max-scale': '2' } } },
    traffic: [{ revisionName: 'x-1', percent: 90 }, { latestRevision: true, percent: 10 }],
  });
  expect(read(service).unread).toEqual(['sends traffic to revisions of its own choice, whose pods are not counted']);
});

const llm = (spec: Json, metadata: Json = {}) =>
  custom('serving.kserve.io/v1alpha2', 'LLMInferenceService', {
    model: { uri: 'hf://a/b' },
    template: { containers: [{ name: 'main', resources: { limits: { 'nvidia.com/gpu': 1 } } }] }, ...spec,
  }, metadata);

test('an LLMInferenceService makes a Deployment of decode and one of prefill pods', () => {
  const both = llm({ replicas: 2, prefill: { template: { containers: [] } } });
  expect(sizes(both)).toEqual([[undefined, 2, 2], ['prefill', 1, 1]]);
  expect([read(both).pod.labels.get('llm-d.ai/role'), read(llm({})).pod.labels.get('llm-d.ai/role')])
    .toEqual(['decode', 'both']);
  expect(read(llm({})).bounds(4)).toMatchObject({ maxSurge: 1, maxUnavailable: 1 });
});

test.each<[string, Json, Json, unknown[]]>([
  ['scales', { scaling: { minReplicas: 2, maxReplicas: 5 } }, {}, [[undefined, 2, 5]]],
  ['idles', { scaling: { minReplicas: 2, maxReplicas: 5, wva: { keda: { idleReplicaCount: 0 } } } }, {},
    [[undefined, 0, 5]]],
  ['is stopped', { replicas: 3 }, { annotations: { 'serving.kserve.io/stop': 'true' } }, [[undefined, 0, 0]]],
])('an LLMInferenceService that %s has as many pods as KServe gives it', (_, spec, metadata, expected) =>
  expect(sizes(llm(spec, metadata))).toEqual(expected));

test('what an LLMInferenceService brings besides is said not to be counted', () => {
  expect(read(llm({})).unread).toEqual([]);
  expect(read(llm({ router: { scheduler: {} } })).unread).toEqual([
    'makes pods of a scheduler (router.scheduler), which are not counted',
  ]);
  expect(read(llm({ router: { scheduler: { pool: { ref: { name: 'x' } } } } })).unread).toEqual([]);
  expect(read(llm({ baseRefs: [{ name: 'x' }] })).unread).toEqual([
    'takes parts of its pods from baseRefs, which are not read',
  ]);
});

test('pods of KServe mount the claim that their model is on', () => {
  const claims = (object: Json) => read(object).pod.claims.map(({ claimName }) => claimName);
  expect(claims(llm({ model: { uri: 'pvc://weights/llama' } }))).toEqual(['weights']);
  expect(claims(custom('serving.kserve.io/v1beta1', 'InferenceService', {
    predictor: { model: { storageUri: 'pvc://weights/llama', resources: {} } },
  }))).toEqual(['weights']);
});
