import { Cluster } from '../../cluster';
import { load, pool, workload } from '../../../test/support/rollout';
import { admit } from '../admission';
import { CommonGround } from './common-ground';

test('what plans rest on is made once for the same pods on the same nodes, and anew for others', () => {
  const [one, two] = ['a', 'b'].map((name) => admit(load(workload('Deployment', name, { 'nvidia.com/gpu': 1 }))));
  const [few, many] = [1, 2].map((count) => new Cluster({ pools: [pool('gpu', count)] }));
  const ground = CommonGround.of(one, few);
  expect(CommonGround.of(one, few)).toBe(ground);
  expect([CommonGround.of(two, few), CommonGround.of(one, many)].map(({ capacity: { nodes, tasks } }) =>
    [nodes.length, tasks[0].workload.name])).toEqual([[1, 'b'], [2, 'a']]);
  expect(CommonGround.of(one, few)).toBe(ground);
});
