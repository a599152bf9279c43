import { load, workload } from '../../../../test/support/rollout';
import { patchOf } from './move';

test('a change of one object is its operations and nothing else', () => {
  const [manifest] = load(workload('Deployment', 'a', {})).manifests;
  const operation = { op: 'add' as const, path: '/spec/replicas', value: 2 };
  expect(patchOf(manifest, operation)).toEqual({ patches: [{ manifest, operations: [operation] }], added: [],
    removed: [],
    nodes: [] });
});
