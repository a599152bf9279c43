import { load, workload } from '../../../../test/support/rollout';
import { makesOtherPods, patchOf } from './move';

test('a change of one object is its operations and nothing else', () => {
  const [manifest] = load(workload('Deployment', 'a', {})).manifests;
  const operation = { op: 'add' as const, path: '/spec/replicas', value: 2 };
  expect(patchOf(manifest, operation)).toEqual({ patches: [{ manifest, operations: [operation] }], added: [],
    removed: [],
    nodes: [] });
});

test('other pods are made where their volumes, requests or places change', () => {
  const made = (...dimensions: Parameters<typeof makesOtherPods>[0][number]['dimension'][]) =>
    makesOtherPods(dimensions.map((dimension) => ({ dimension })));
  expect([made(), made('strategy', 'nodes', 'quota', 'budget', 'replicas'), made('nodes', 'volume'), made('requests'),
    made('placement')]).toEqual([false, false, true, true, true]);
});
