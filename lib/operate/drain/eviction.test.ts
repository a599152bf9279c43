import { viewOf } from '../../../test/support/operate';
import { evictionRefusal } from './eviction';

const READY = { conditions: [{ type: 'Ready', status: 'True' }] };
const POD = { kind: 'Pod', namespace: 'a', name: 'web' };

function budget(status: object, spec: object = {}, name = 'web') {
  return {
    apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name, namespace: 'a' },
    spec: { selector: { matchLabels: { app: 'web' } }, ...spec }, status,
  };
}

function refusal(budgets: object[], status: object = READY) {
  const pod = {
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'a', labels: { app: 'web' } },
    spec: { nodeName: 'gpu-1', containers: [] }, status,
  };
  const view = viewOf(pod, ...budgets);
  return evictionRefusal(view.find(POD)!, view);
}

const FULL = { disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1 };

test.each<[string, object[], string | undefined]>([
  ['no budget', [], undefined],
  ['a budget of other pods', [budget(FULL, { selector: { matchLabels: { app: 'other' } } })], undefined],
  ['a budget without a selector', [budget(FULL, { selector: undefined })], undefined],
  ['a budget that allows one', [budget({ disruptionsAllowed: 1 })], undefined],
  ['a budget of all', [budget(FULL)], 'PodDisruptionBudget/web allows no eviction: 1 of 1 has to be available'],
  ['a budget whose other pod is away', [budget({ ...FULL, expectedPods: 2 })],
    'PodDisruptionBudget/web allows no eviction now: 1 of 2 are available, and 1 have to be'],
  ['two budgets', [budget({ disruptionsAllowed: 1 }), budget({ disruptionsAllowed: 1 }, {}, 'two')],
    'PodDisruptionBudget/web and PodDisruptionBudget/two both select its pod, which the eviction API refuses'],
])('with %s a ready pod is told what the eviction API would say', (_, budgets, words) => {
  expect(refusal(budgets)).toBe(words);
});

test('no budget keeps a pod whose containers have not started', () => {
  const two = [budget(FULL), budget(FULL, {}, 'two')];
  expect(refusal(two, { phase: 'Pending' })).toBeUndefined();
  expect(refusal(two, { phase: 'Running' })).toContain('both select its pod');
});

test('a pod that is not ready may go by policy, or while enough others are', () => {
  const none = { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 1, expectedPods: 1 };
  expect(refusal([budget(none)], {})).toContain('allows no eviction');
  expect(refusal([budget(none, { unhealthyPodEvictionPolicy: 'AlwaysAllow' })], {})).toBeUndefined();
  expect(refusal([budget({ ...FULL, expectedPods: 2 })], {})).toBeUndefined();
});
