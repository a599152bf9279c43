import { budget, deployment, Json, modelOf, object } from '../../test/support/rules';
import { countBudget } from './budget-count';

const SELECTOR = { selector: { matchLabels: { app: 'web' } } };
const web = (kind: string, name: string, spec: Json = {}) => {
  const json = deployment({}, { ...SELECTOR, ...spec }, { name });
  return { ...json, kind, spec: { ...json.spec, template: { ...json.spec.template,
    metadata: { labels: { app: 'web' } } } } };
};
const job = (name: string, parallelism: number) => ({ ...web('Job', name, { parallelism, selector: undefined }),
  apiVersion: 'batch/v1' });
const counted = (spec: Json, ...objects: Json[]) => {
  const model = modelOf([...objects, budget(spec)]);
  const [read] = model.workloads.flatMap((workload) => model.budgetsOf(workload));
  const { allowed, pods, uncountable } = countBudget(model, read);
  return [allowed, pods, uncountable.map(({ name }) => name)];
};

test('pods are counted over all workloads that a budget selects, at their fewest', () => {
  const scaler = object('HorizontalPodAutoscaler', 'h', { spec: { minReplicas: 2, maxReplicas: 9,
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'b' } } }, 'autoscaling/v2');
  expect(counted({ minAvailable: 1 }, web('Deployment', 'a', { replicas: 3 }), web('Deployment', 'b'), scaler))
    .toEqual([4, 5, []]);
  expect(counted({ maxUnavailable: '50%' }, web('Deployment', 'a', { replicas: 3 }))).toEqual([2, 3, []]);
});

test('a budget by share refuses all where a controller has no scale', () => {
  const daemon = web('DaemonSet', 'd');
  for (const spec of [{ maxUnavailable: 1 }, { minAvailable: '50%' }]) {
    expect(counted(spec, web('Deployment', 'a', { replicas: 3 }), daemon)).toEqual([0, 3, ['d']]);
  }
  expect(counted({ maxUnavailable: 1 }, web('Deployment', 'a', { replicas: 3 }), job('j', 2))).toEqual([0, 3, ['j']]);
  expect(counted({ maxUnavailable: 1 }, web('Deployment', 'a', { replicas: 3 }), job('j', 0))).toEqual([1, 3, []]);
});

test('a number that must be there counts pods, whoever made them, and is open where nodes decide how many there are', () => {
  expect(counted({ minAvailable: 1 }, web('Deployment', 'a', { replicas: 3 }), job('j', 2))[2]).toEqual([]);
  expect(counted({ minAvailable: 1 }, web('Deployment', 'a', { replicas: 3 }), web('DaemonSet', 'd')))
    .toEqual([undefined, 3, []]);
});

test('pods that nobody controls are healthy, and expected only by a number', () => {
  const all = web('Deployment', 'a', { replicas: 2 });
  const { namespace } = deployment().metadata;
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace, labels: { app: 'web' } },
    spec: { containers: [{ name: 'main', image: 'main:1' }] } };
  expect(counted({ minAvailable: '100%' }, all, pod)).toEqual([1, 2, []]);
  expect(counted({ maxUnavailable: 1 }, all, pod)).toEqual([2, 2, []]);
  expect(counted({ maxUnavailable: 1 }, pod)).toEqual([0, 0, []]);
  expect(counted({ minAvailable: 3 }, all, pod)).toEqual([0, 3, []]);
});

test('pods of no workload are counted beside, those of controllers among the ones that are expected', () => {
  const beside = (spec: Json, scaled: number, single: number) => {
    const model = modelOf([web('Deployment', 'a', { replicas: 2 }), budget(spec)]);
    const { allowed, pods } = countBudget(model, model.budgetsOf(model.workloads[0])[0], { scaled, single });
    return [allowed, pods];
  };
  expect(beside({ minAvailable: 2 }, 1, 1)).toEqual([2, 4]);
  expect(beside({ maxUnavailable: 0 }, 1, 0)).toEqual([0, 3]);
  expect(beside({ maxUnavailable: 0 }, 0, 1)).toEqual([1, 2]);
  expect(beside({ minAvailable: '100%' }, 1, 1)).toEqual([1, 3]);
});
