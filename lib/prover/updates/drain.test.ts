import { NodePoolOptions } from '../../cluster';
import { WorkloadPlan } from '.';
import { Budgets } from './doubts/budgets';
import { gpu, load, noSurge, planFirst, pool, workload } from '../../../test/support/rollout';

const MOUNT = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
const claim = (...accessModes: string[]): object => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' },
  spec: { accessModes, resources: { requests: { storage: '1Gi' } } },
});

/** What a drain means for pods with one GPU each, which mount the claim. */
function drain(
  nodes: number,
  replicas: number,
  mode: string,
  options: Partial<NodePoolOptions> = {},
): WorkloadPlan['drain'] {
  return planFirst(
    [pool('gpu', nodes, {}, options)],
    workload('Deployment', 'store', gpu, noSurge(replicas), MOUNT),
    claim(mode),
  ).drain;
}

test.each(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany'])(
  'a %s volume follows the only pod to another node',
  (mode) => {
    expect(drain(2, 1, mode)).toEqual({ verdict: 'proven', witness: [], evictionBlockedBy: [] });
  },
);

test('a volume does not make room where there is none', () => {
  expect(drain(1, 1, 'ReadWriteOnce').verdict).toBe('impossible');
});

test('a volume that one node can attach may be bound to a zone', () => {
  expect(drain(2, 1, 'ReadWriteOnce', { zones: ['a', 'b'] })).toMatchObject({
    verdict: 'possible',
    witness: [
      'no room was found for Deployment/store outside its present nodes; after a drain of a node of pool gpu it may stay Pending',
    ],
  });
  expect(drain(2, 1, 'ReadWriteOnce', { zones: ['a'] }).verdict).toBe('proven');
});

test('a volume that many nodes can attach is bound to no zone', () => {
  expect(drain(3, 2, 'ReadWriteMany', { zones: ['a', 'b', 'c'] }).verdict).toBe('proven');
});

test('a volume that several pods hold leaves the node with the last of them', () => {
  const two = [pool('cpu', 3, { cpu: '8' })];
  expect(
    planFirst(two, workload('Deployment', 'store', { cpu: 2 }, noSurge(2), MOUNT), claim('ReadWriteOnce')).drain,
  ).toMatchObject({
    verdict: 'possible',
    witness: ['the pods that hold claim data have to leave a node of pool cpu together, and the volume with them'],
  });
});

test('pods that tolerate the cordon may come back to the node that is drained', () => {
  const drained = (tolerations: object[]) => planFirst([pool('cpu', 1)],
    workload('Deployment', 'agent', { cpu: 1 }, noSurge(1), { tolerations })).drain;
  expect(drained([]).verdict).toBe('impossible');
  expect(drained([{ operator: 'Exists' }])).toMatchObject({ verdict: 'possible', witness: [
    'its pods tolerate the cordon, and may come back to the node as long as that is there', expect.any(String)] });
});

test('the volume of each pod of a StatefulSet may be bound to a zone too', () => {
  const volumeClaimTemplates = [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } }];
  const set = workload('StatefulSet', 'store', gpu, { replicas: 2, volumeClaimTemplates });
  expect(planFirst([pool('gpu', 3)], set).drain.verdict).toBe('proven');
  expect(planFirst([pool('gpu', 3, {}, { zones: ['a', 'b', 'c'] })], set).drain.verdict).toBe('possible');
  expect(planFirst([pool('gpu', 9, {}, { zones: ['a', 'b', 'c'] })], set).drain.verdict).toBe('proven');
});

const cpu = (amount: string) => ({ cpu: amount });
const onPort = {
  containers: [{ name: 'main', resources: { requests: cpu('1') }, ports: [{ containerPort: 80, hostPort: 80 }] }],
};

test('a drain says which resource is short in total', () => {
  const drained = planFirst(
    [pool('cpu', 2, { cpu: '2', extendedResources: {} })],
    workload('Deployment', 'web', cpu('1'), noSurge(3)),
  ).drain;
  expect(drained).toMatchObject({
    verdict: 'impossible',
    witness: [
      'without one node of pool cpu, the workloads that need the nodes of Deployment/web do not all fit: 3 cpu asked, 2 cpu left',
    ],
  });
});

test.each([
  [2, 1, 3, '4 cpu asked, 2 cpu left'],
  [2, 2, 2, '4 cpu asked, 2 cpu left'],
  [3, 1, 5, '6 cpu asked, 4 cpu left'],
])('a drain of one of %i nodes tells of the state after it, in which no pod counts twice', (nodes, one, two, text) => {
  const drained = planFirst(
    [pool('cpu', nodes, { cpu: '2', extendedResources: {} })],
    workload('Deployment', 'web', cpu('1'), noSurge(one)), workload('Deployment', 'batch', cpu('1'), noSurge(two)),
  ).drain;
  expect(drained.witness).toEqual([
    `without one node of pool cpu, the workloads that need the nodes of Deployment/web do not all fit: ${text}`,
  ]);
});

test('a drain says so when each node takes one pod only, however much room it has', () => {
  expect(planFirst([pool('cpu', 2)], workload('Deployment', 'proxy', {}, noSurge(2), onPort)).drain).toMatchObject({
    verdict: 'impossible',
    witness: [
      'without one node of pool cpu, the nodes of Deployment/proxy, counted one by one, hold 1 of its 2 pods, no two on one kubernetes.io/hostname',
    ],
  });
});

test('a drain says so when the resource suffices in total and not on any node', () => {
  expect(
    planFirst([pool('cpu', 4, { cpu: '3' })], workload('Deployment', 'batch', cpu('2'), noSurge(4))).drain.witness,
  ).toEqual(['without one node of pool cpu, the nodes of Deployment/batch, counted one by one, hold 3 of its 4 pods']);
});

test('the drain of a pod that no node takes says why', () => {
  expect(planFirst([pool('cpu', 2)], workload('Deployment', 'batch', cpu('9'))).drain.witness).toEqual([
    'Deployment/batch fits no node', 'pool cpu: a pod needs 9 cpu, an empty node offers 8 cpu']);
});

test('after an update the pods that spread by revision are of one: a drain finds no even place', () => {
  const spread = (more: object) => ({ topologySpreadConstraints: [{ topologyKey: 'kubernetes.io/hostname', maxSkew: 1,
    whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'web' } }, ...more }] });
  const drained = (more: object) =>
    planFirst([pool('cpu', 2)], workload('Deployment', 'web', { cpu: 1 }, noSurge(2), spread(more))).drain;
  expect(drained({})).toMatchObject({ verdict: 'impossible', witness: [expect.any(String)] });
  expect(drained({ matchLabelKeys: ['pod-template-hash'] })).toEqual(drained({}));
});

test('a budget of one pod of a StatefulSet, by the label of its name, keeps that pod', () => {
  const budget = (spec: object, labels: object = { 'statefulset.kubernetes.io/pod-name': 'db-0' }) => ({
    apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'first' },
    spec: { ...spec, selector: { matchLabels: labels } },
  });
  const blocked = (...budgets: object[]) => planFirst([pool('cpu', 3)],
    workload('StatefulSet', 'db', { cpu: 1 }, { replicas: 3, serviceName: 'db' }), ...budgets).drain.evictionBlockedBy;
  expect(blocked(budget({ minAvailable: 1 }))).toEqual([
    'PodDisruptionBudget/first: of the pod that it selects by labels of their own it lets none leave']);
  expect(blocked(budget({ minAvailable: 0 }))).toEqual([]);
  const all = { ...budget({ maxUnavailable: 1 }, { app: 'db' }), metadata: { name: 'all' } };
  expect(blocked(all, budget({ maxUnavailable: 1 }))).toHaveLength(2);
  expect(blocked(budget({ minAvailable: 1 }, { 'statefulset.kubernetes.io/pod-name': 'other-0' }))).toEqual([]);
});

describe('pods that nobody makes again', () => {
  const drained = (object: object) => planFirst([pool('cpu', 3)], object).drain;
  const pod = {
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'one' },
    spec: { containers: [{ name: 'main', image: 'main:1', resources: { requests: { cpu: 1 } } }] },
  };
  const job = (spec: object) => workload('Job', 'train', { cpu: 1 }, spec);
  const cron = (spec: object) => ({
    apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'nightly' },
    spec: { schedule: '0 0 * * *', jobTemplate: { spec: (job(spec) as { spec: object }).spec } },
  });

  const DISRUPTED = { onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] };
  const exits = (operator: string, code: number) => ({ onExitCodes: { operator, values: [code] } });
  const policy = (action: string, what: object) => ({ rules: [{ action, ...what }] });

  test('are gone for good after a drain, whatever room there is', () => {
    expect(drained(pod)).toMatchObject({
      verdict: 'impossible',
      witness: ['nobody makes Pod/one again: kubectl drain refuses to evict it, and removes it for good with --force'],
    });
  });

  test.each<[string, object, string]>([
    ['the Job has attempts left', job({}), 'proven'],
    ['the first eviction fails the Job', job({ backoffLimit: 0 }), 'impossible'],
    ['as many pods have failed as may', { ...job({}), status: { failed: 6 } }, 'impossible'],
    ['one attempt is left of those that were', { ...job({}), status: { failed: 5 } }, 'proven'],
    ['its policy fails the Job of an evicted pod', job({ podFailurePolicy: policy('FailJob', DISRUPTED) }), 'possible'],
    ['its policy fails it by the code of SIGTERM', job({ podFailurePolicy: policy('FailJob', exits('In', 143)) }),
      'possible'],
    ['its policy fails it by another code', job({ podFailurePolicy: policy('FailJob', exits('In', 3)) }), 'proven'],
    ['its policy fails it by all codes but some', job({ podFailurePolicy: policy('FailJob', exits('NotIn', 3)) }),
      'possible'],
    ['its policy counts an evicted pod', job({ podFailurePolicy: policy('Count', DISRUPTED) }), 'proven'],
    ['evictions of all its pods at once would', job({ parallelism: 3, completions: 3, backoffLimit: 2 }), 'possible'],
    ['as many attempts as pods are left', job({ parallelism: 3, completions: 3, backoffLimit: 3 }), 'proven'],
    ['evictions do not count', job({ backoffLimit: 0, podFailurePolicy: { rules: [
      { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
    ] } }), 'proven'],
    ['a run of a CronJob has attempts left', cron({}), 'proven'],
    ['a run of a CronJob fails by it', cron({ backoffLimit: 0 }), 'possible'],
  ])('%s (kubernetes pkg/controller/job: a pod that is deleted has failed)', (_, object, verdict) => {
    expect(drained(object).verdict).toBe(verdict);
  });
});

test('a budget that shares a pod with another one may be late for the pods of others', () => {
  const tier = (name: string) => {
    const made = workload('Deployment', name, { cpu: 1 }, { replicas: 2 }) as any;
    made.spec.template.metadata.labels.tier = 'back';
    return made as object;
  };
  const budget = (name: string, labels: object) => ({
    apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name },
    spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
  });
  const back = budget('tier', { tier: 'back' });
  const drained = (...budgets: object[]) => planFirst([pool('cpu', 3)], tier('a'), tier('b'), ...budgets).drain;
  expect(drained(back)).toEqual({ verdict: 'proven', witness: [], evictionBlockedBy: [] });
  expect(drained(back, budget('own', { app: 'b' }))).toEqual({
    verdict: 'possible', evictionBlockedBy: [],
    witness: ['PodDisruptionBudget/tier selects pods of Deployment/b, which have another budget too: the disruption ' +
      'controller counts pods with two budgets for one of them, and may refuse evictions by an old count'],
  });
  expect(drained(back, budget('own', { app: 'a' })).evictionBlockedBy).toHaveLength(2);
});

describe('budgets that let no pod leave', () => {
  const LABEL = 'statefulset.kubernetes.io/pod-name';
  const budget = (name: string, selector: object, limits: object) => ({
    apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name }, spec: { selector, ...limits } });
  const blocked = (...budgets: object[]) => {
    const model = load(workload('StatefulSet', 'db', { cpu: 1 }, { replicas: 3, serviceName: 'db' }), ...budgets);
    return new Budgets(model).of(model.workloads[0]).blockedBy;
  };
  const all = { matchLabels: { app: 'db' } };
  const named = (...values: string[]) => ({ matchExpressions: [{ key: LABEL, operator: 'In', values }] });

  test('of all pods', () => {
    expect(blocked(budget('b', all, { minAvailable: 3 })))
      .toEqual(['PodDisruptionBudget/b: minAvailable 3 of 3 allows no eviction']);
    expect(blocked(budget('b', all, { maxUnavailable: 0 })))
      .toEqual(['PodDisruptionBudget/b: maxUnavailable 0 of 3 allows no eviction']);
    expect(blocked(budget('b', all, {}))).toEqual([
      'PodDisruptionBudget/b: neither minAvailable nor maxUnavailable is written, which allows no eviction']);
    expect(blocked(budget('b', all, { minAvailable: 2 }))).toEqual([]);
  });

  test('of single ones', () => {
    const text = (pods: string) =>
      [`PodDisruptionBudget/b: of the ${pods} that it selects by labels of their own it lets none leave`];
    expect(blocked(budget('b', { matchLabels: { [LABEL]: 'db-0' } }, { minAvailable: 1 }))).toEqual(text('pod'));
    expect(blocked(budget('b', named('db-0', 'db-1'), { minAvailable: 2 }))).toEqual(text('2 pods'));
    expect(blocked(budget('b', named('db-0', 'db-1'), { minAvailable: 1 }))).toEqual([]);
  });

  test('of which there are two', () => {
    const two = (name: string) =>
      `PodDisruptionBudget/${name}: 2 budgets select the pod, and the eviction API refuses a pod with more than one`;
    const free = { maxUnavailable: 1 };
    expect(blocked(budget('b', all, free), budget('c', all, free))).toEqual([two('b'), two('c')]);
    expect(blocked(budget('b', all, free), budget('c', named('db-0'), free))).toEqual([two('b'), two('c')]);
    const loose = { minAvailable: 0 };
    expect(blocked(budget('b', named('db-1'), loose), budget('c', named('db-0'), loose))).toEqual([]);
  });
});
