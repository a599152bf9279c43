import { deployment, Json, modelOf } from '../../test/support/rules';
import { addedLabels, podsPicked, selectsSome } from './added-labels';
import { Requirement } from './label-selector';

test.each<[string, object]>([
  ['Job', { 'job-name': 'x', 'batch.kubernetes.io/job-name': 'x' }],
  ['JobSet', { 'jobset.sigs.k8s.io/jobset-name': 'x' }],
  ['LeaderWorkerSet', { 'leaderworkerset.sigs.k8s.io/name': 'x' }],
  ['Job.batch.volcano.sh', { 'volcano.sh/job-name': 'x' }], ['RayCluster', { 'ray.io/cluster': 'x' }],
  ['Service.serving.knative.dev', { 'serving.knative.dev/service': 'x' }],
  ['InferenceService', { 'serving.kserve.io/inferenceservice': 'x' }], ['DeploymentConfig', { deploymentconfig: 'x' }],
  ...['PyTorchJob', 'TFJob', 'MPIJob', 'XGBoostJob', 'PaddleJob', 'JAXJob'].map((kind): [string, object] =>
    [kind, { 'training.kubeflow.org/job-name': 'x' }]),
  ['Deployment', {}], ['toString', {}],
])('all pods of a %s have %j', (type, labels) =>
  expect(Object.fromEntries(addedLabels(type, 'x'))).toEqual(labels));

type Expression = [key: string, operator: Requirement['operator'], ...values: string[]];
const requirements = (list: Expression[]) => list.map(([key, operator, ...values]) => ({ key, operator, values }));
const some = (kind: string, most: number, json: Json, ...list: Expression[]) => {
  const [workload] = modelOf([deployment()]).workloads;
  const manifest = modelOf([{ ...deployment(), ...json, spec: { ...deployment().spec, ...json.spec } }]).manifests[0];
  return selectsSome({ requirements: requirements(list) }, { ...workload, kind, manifest, name: 'web' }, most);
};
const of = (kind: string, ...list: Expression[]) => some(kind, 3, {}, ...list);

test.each<[string, string, string, string?]>([
  ['Deployment', 'pod-template-hash', 'any'], ['ReplicaSet', 'pod-template-hash', 'any'],
  ['Rollout', 'rollouts-pod-template-hash', 'any'], ['StatefulSet', 'controller-revision-hash', 'any'],
  ['StatefulSet', 'statefulset.kubernetes.io/pod-name', 'web-1', 'web-x'],
  ['StatefulSet', 'statefulset.kubernetes.io/pod-name', 'web-0', 'other-0'],
  ['StatefulSet', 'statefulset.kubernetes.io/pod-name', 'web-2', 'web2'],
  ['StatefulSet', 'apps.kubernetes.io/pod-index', '2', 'x2'], ['DaemonSet', 'controller-revision-hash', 'any'],
  ['DaemonSet', 'pod-template-generation', '4', 'x'], ['Job', 'controller-uid', 'any'],
  ['Job', 'batch.kubernetes.io/controller-uid', 'any'], ['Job', 'batch.kubernetes.io/job-completion-index', '7', 'x'],
  ['CronJob', 'job-name', 'web-123', 'web-abc'], ['CronJob', 'batch.kubernetes.io/job-name', 'web-123', 'web'],
  ['CronJob', 'controller-uid', 'any'], ['CronJob', 'batch.kubernetes.io/controller-uid', 'any'],
  ['JobSet', 'jobset.sigs.k8s.io/replicatedjob-name', 'any'], ['JobSet', 'jobset.sigs.k8s.io/job-index', '1', 'x'],
  ['JobSet', 'job-name', 'any'], ['LeaderWorkerSet', 'leaderworkerset.sigs.k8s.io/worker-index', '1', '1x'],
  ['LeaderWorkerSet', 'leaderworkerset.sigs.k8s.io/group-index', '1', ''], ['RayCluster', 'ray.io/node-type', 'any'],
  ['RayCluster', 'ray.io/group', 'any'], ['RayCluster', 'ray.io/identifier', 'any'],
  ['DeploymentConfig', 'deployment', 'web-3', 'web'],
])('some pods of a %s have %s=%s, and none of a Pod', (kind, key, value, ...[never]) => {
  expect([of(kind, [key, 'In', value]), of(kind, [key, 'Exists']), of(kind, [key, 'In', 'no/value', value])])
    .toEqual([true, true, true]);
  expect([of('Pod', [key, 'In', value]), of(kind, [`${key}x`, 'In', value])]).toEqual([false, false]);
  expect(never === undefined ? false : of(kind, [key, 'In', never])).toBe(false);
});

test('labels that are added are met by what asks for one, besides what the template has', () => {
  const hash: Expression = ['pod-template-hash', 'Exists'];
  expect(of('Deployment', hash, ['app', 'In', 'web'])).toBe(true);
  expect(of('Deployment', hash, ['app', 'In', 'other'])).toBe(false);
  expect(of('Deployment', ['app', 'In', 'web'], ['tier', 'DoesNotExist'])).toBe(true);
  expect(of('Deployment', ['pod-template-hash', 'Gt', '1'])).toBe(false);
  expect(of('Deployment', ['toString', 'Exists'])).toBe(false);
  expect(of('toString', ['valueOf', 'Exists'])).toBe(false);
});

test('a pod of a StatefulSet is there whose number is within those that it may have', () => {
  const name = (value: string): Expression => ['statefulset.kubernetes.io/pod-name', 'In', value];
  const index = (...values: string[]): Expression => ['apps.kubernetes.io/pod-index', 'In', ...values];
  const at = (most: number, start: number | undefined, expression: Expression) =>
    some('StatefulSet', most, start === undefined ? {} : { spec: { ordinals: { start } } }, expression);
  expect([at(3, undefined, name('web-2')), at(3, undefined, name('web-3'))]).toEqual([true, false]);
  expect([at(3, 5, name('web-4')), at(3, 5, name('web-5')), at(3, 5, name('web-7')), at(3, 5, name('web-8'))])
    .toEqual([false, true, true, false]);
  expect([at(0, undefined, index('0')), at(0, undefined, index('1')), at(2, undefined, index('9', '1'))])
    .toEqual([true, false, true]);
  expect(at(1, 5, ['apps.kubernetes.io/pod-index', 'Exists'])).toBe(true);
  expect(some('DaemonSet', 1, {}, ['pod-template-generation', 'In', '9'])).toBe(true);
});

test('labels of the canary of a Rollout are those of some of its pods', () => {
  const canary = { spec: { strategy: { canary: { canaryMetadata: { labels: { role: 'canary', odd: 5 } } } } } };
  expect([some('Rollout', 1, canary, ['role', 'In', 'canary'], ['app', 'In', 'web']),
    some('Rollout', 1, canary, ['role', 'In', 'stable']), some('Rollout', 1, canary, ['odd', 'DoesNotExist']),
    some('Deployment', 1, canary, ['role', 'In', 'canary'])]).toEqual([true, false, true, false]);
});

test('pods of a StatefulSet are picked by labels that end with their ordinals, and by no others for certain', () => {
  const [NAME, INDEX] = ['statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index'];
  const picked = (kind: string, spec: Json, ...list: Expression[]) => {
    const json = { ...deployment(), spec: { ...deployment().spec, ...spec } };
    const { workloads: [workload] } = modelOf([json]);
    return podsPicked({ requirements: requirements(list) }, { ...workload, kind, name: 'web' }, 3);
  };
  const app = [...modelOf([deployment()]).workloads[0].pod.labels][0] as [string, string];
  expect(picked('StatefulSet', {}, [NAME, 'In', 'web-0', 'web-2', 'web-3', 'other-1'])).toBe(2);
  expect(picked('StatefulSet', {}, [INDEX, 'In', '0', '1'], [NAME, 'In', 'web-1', 'web-2'])).toBe(1);
  expect(picked('StatefulSet', { ordinals: { start: 2 } }, [INDEX, 'In', '1', '2', '4', '5'])).toBe(2);
  expect(picked('StatefulSet', {}, [app[0], 'In', app[1]], [INDEX, 'In', '0'])).toBe(1);
  expect(picked('StatefulSet', {}, [INDEX, 'NotIn', '1'], [NAME, 'In', 'web-1', 'web-2'])).toBe(1);
  expect(picked('StatefulSet', {}, [INDEX, 'Exists'])).toBe(3);
  expect(picked('StatefulSet', {}, ['controller-revision-hash', 'In', 'one'])).toBeUndefined();
  expect(picked('Deployment', {}, ['pod-template-hash', 'In', 'one'])).toBeUndefined();
});
