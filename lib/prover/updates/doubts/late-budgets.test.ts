import { load, workload } from '../../../../test/support/rollout';
import { app } from '../../../../test/support/scene';
import { isAboutBudget } from './budgets';
import { lateBudgets } from './late-budgets';

const budget = (name: string, ...apps: string[]) => ({
  apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name },
  spec: { maxUnavailable: 1, selector: { matchExpressions: [{ key: 'app', operator: 'In', values: apps }] } },
});

test('a budget may be late for pods that share it with others which have a second one', () => {
  const pods = ['a', 'b', 'c'].map((name) => app(name, 1, 1));
  const model = load(...pods, budget('of-all', 'a', 'b', 'c'), budget('of-b', 'b'));
  const late = Object.fromEntries(model.workloads.map((workload) => [workload.name, lateBudgets(model, workload)]));
  const said = ['PodDisruptionBudget/of-all selects pods of Deployment/b, which have another budget too: the disruption ' +
    'controller counts pods with two budgets for one of them, and may refuse evictions by an old count'];
  expect(late).toEqual({ a: said, b: [], c: said });
  expect([...said, 'nothing'].map(isAboutBudget)).toEqual([true, false]);
});

test('so may one of single pods', () => {
  const single = {
    ...budget('one', 'a'), metadata: { name: 'one' },
    spec: { maxUnavailable: 1, selector: { matchLabels: { 'statefulset.kubernetes.io/pod-name': 'b-0' } } },
  };
  const b = workload('StatefulSet', 'b', { cpu: 1 }, { replicas: 2, serviceName: 'b' });
  const model = load(app('a', 1, 1), b, budget('both', 'a', 'b'), single);
  const late = model.workloads.map((workload) => lateBudgets(model, workload).length);
  expect(late).toEqual([1, 0]);
});
