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

test('pods of KServe have the labels by which Services find them', () => {
  const both = modelOf([llm({ prefill: { labels: { team: 'a' }, template: { containers: [] } } })]).podSets;
  expect(both.map(({ pod }) => Object.fromEntries(pod.labels))).toEqual([
    {
      'app.kubernetes.io/component': 'llminferenceservice-workload', 'app.kubernetes.io/name': 'x',
      'app.kubernetes.io/part-of': 'llminferenceservice', 'kserve.io/component': 'workload', 'llm-d.ai/role': 'decode',
    },
    {
      'app.kubernetes.io/component': 'llminferenceservice-workload-prefill', 'app.kubernetes.io/name': 'x',
      'app.kubernetes.io/part-of': 'llminferenceservice', 'kserve.io/component': 'workload',
      'llm-d.ai/role': 'prefill', 'team': 'a',
    },
  ]);
  const service = custom('serving.kserve.io/v1beta1', 'InferenceService', {
    predictor: { labels: { team: 'a' }, sklearn: { storageUri: 'pvc://weights/a', resources: {} } },
    explainer: { containers: [{ image: 'e:1' }] },
  });
  expect(modelOf([service]).podSets.map(({ pod }) => pod.labels.get('app'))).toEqual([
    'isvc.x-predictor', 'isvc.x-explainer',
  ]);
  expect(read(service).pod.labels.get('team')).toBe('a');
});

test('the model of an InferenceService is the part that has one, whatever its name', () => {
  const service = (predictor: Json) => read(custom('serving.kserve.io/v1beta1', 'InferenceService', { predictor }));
  const resources = { requests: { cpu: '2' } };
  const names = (predictor: Json) => service(predictor).pod.containers.map(({ name }) => name);
  expect(names({ sklearn: { storageUri: 'pvc://weights/a', resources } })).toEqual(['kserve-container']);
  expect(names({ nodeSelector: { storage: 'x' }, containers: [{ name: 'own', image: 'o:1' }] })).toEqual(['own']);
  expect(service({ sklearn: { storageUri: 'pvc://weights/a', resources } }).pod.claims.map(({ claimName }) => claimName))
    .toEqual(['weights']);
  const own = { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'mine' } }] };
  expect(service({ ...own, model: { storageUri: 'pvc://weights/a', resources } }).pod.claims
    .map(({ claimName }) => claimName)).toEqual(['mine', 'weights']);
  expect(service({ model: { storageUri: 's3://weights', resources } }).pod.claims).toEqual([]);
});

test('an InferenceService is as large as it is written, and rolls as its strategy says', () => {
  const service = (predictor: Json, annotations: Json = {}) => custom(
    'serving.kserve.io/v1beta1', 'InferenceService', { predictor: { model: { resources: {} }, ...predictor } },
    { annotations },
  );
  expect(sizes(service({}))).toEqual([['predictor', 1, 1]]);
  expect(sizes(service({ maxReplicas: 3 }))).toEqual([['predictor', 1, 3]]);
  expect(sizes(service({ minReplicas: 3, maxReplicas: 2 }))).toEqual([['predictor', 3, 3]]);
  expect(sizes(service({ minReplicas: 3 }, { 'serving.kserve.io/stop': 'true' }))).toEqual([['predictor', 0, 0]]);
  const rolling = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 2 } };
  expect(bounds(service({ minReplicas: 4, deploymentStrategy: rolling }))).toEqual([0, 2, undefined]);
  expect(read(service({}, { 'serving.kserve.io/deploymentMode': 'Serverless' })).undecided)
    .toEqual(['deployment mode Serverless of KServe']);
  expect(read(service({}, { 'serving.kserve.io/deploymentMode': 'Standard' })).undecided).toEqual([]);
});

test('an LLMInferenceService with workers is not counted, and rolls as its strategy says', () => {
  expect(modelOf([llm({ worker: { containers: [] } })]).workloads).toEqual([]);
  expect(modelOf([llm({ prefill: { worker: { containers: [] } } })]).workloads).toEqual([]);
  expect(bounds(llm({ replicas: 4, rolloutStrategy: { maxSurge: 0, maxUnavailable: 3 } }))).toEqual([0, 3, undefined]);
  const adapters = [{ uri: 'pvc://tuned/a' }, { uri: 'hf://b' }];
  expect(read(llm({ model: { uri: 'pvc://weights/llama', lora: { adapters } } })).pod.claims
    .map(({ claimName }) => claimName)).toEqual(['weights', 'tuned']);
  expect(read(llm({ template: { containers: [{ name: 'main' }] } })).unread).toEqual([
    'takes its resources from a base configuration, which are not counted',
  ]);
});

test('a Knative Service is bounded by either spelling of its annotations, and starts as many as it is told', () => {
  const service = (annotations: Json) => read(custom('serving.knative.dev/v1', 'Service', {
    template: { ...POD, metadata: { annotations } },
  }));
  const own = 'autoscaling.knative.dev';
  expect(service({ [`${own}/minScale`]: '1', [`${own}/maxScale`]: '3', [`${own}/initialScale`]: '4' }))
    .toMatchObject({ replicas: 4, least: 1, unread: [] });
  expect(service({ [`${own}/initial-scale`]: '0' })).toMatchObject({
    replicas: 0, least: 0, unread: ['has no max-scale, so that any number of its pods may stand there'],
  });
  expect(service({ [`${own}/max-scale`]: 'many' }).unread).toHaveLength(1);
});

test.each<[string | undefined, Json, [number, number]]>([
  [undefined, { minReplicas: 0 }, [1, 1]], ['hpa', { minReplicas: 0, maxReplicas: 3 }, [1, 3]],
  ['keda', { minReplicas: 0, maxReplicas: 3 }, [0, 3]], ['none', { minReplicas: 0 }, [0, 1]],
])('an InferenceService that %s scales with %j has sizes %j: a HorizontalPodAutoscaler leaves one pod', (
  scaler, predictor, sizesOf,
) => {
  const service = (annotations: Json) => custom(
    'serving.kserve.io/v1beta1', 'InferenceService', { predictor: { model: { resources: {} }, ...predictor } },
    { annotations },
  );
  const annotations = scaler === undefined ? {} : { 'serving.kserve.io/autoscalerClass': scaler };
  expect(sizes(service(annotations))).toEqual([['predictor', ...sizesOf]]);
  expect(read(service(annotations)).unread).toEqual([]);
  expect(read(service({ 'serving.kserve.io/autoscalerClass': 'external' })).unread).toEqual([
    'is scaled by another (autoscalerClass external), to a size that is not read',
  ]);
});
