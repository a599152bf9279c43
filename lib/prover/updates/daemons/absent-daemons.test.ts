import { load } from '../../../../test/support/rollout';
import { agent, app, beside } from '../../../../test/support/scene';
import { Cluster, NodePool } from '../../../cluster';
import { planRollout } from '../plan-rollout';

function planned(cpu: number, nodes: number, ...objects: object[]) {
  const pool = new NodePool({ name: 'pool', nodes, allocatable: { cpu: `${cpu}`, memory: '32Gi', pods: 50 } });
  const { workloads } = planRollout(load(...objects), new Cluster({ pools: [pool] }));
  return Object.fromEntries(workloads.map(({ name, alone, together, fits, drain }) =>
    [name, [alone, together, fits, drain].map(({ verdict }) => verdict).join(' ')]));
}

const critical = { priorityClassName: 'system-node-critical' };

test('pods that fit only without a DaemonSet are impossible where its pods are sure to stand', () => {
  const { a } = planned(2, 2, agent('d', 1, 0, critical), app('a', 1, 2));
  expect(a).toBe('impossible impossible impossible impossible');
});

test('they may run where it has to stand beside others', () => {
  const plan = planned(2, 2, agent('d', 1, 0, { ...critical, ...beside('b') }), app('a', 1, 2), app('b', 1, 1));
  expect(plan.a).toBe('unknown unknown unknown unknown');
});

test('they may run where a quota lets only some of its pods be made', () => {
  const quota = {
    kind: 'ResourceQuota', apiVersion: 'v1', metadata: { name: 'q' }, spec: { hard: { 'count/pods': '2' } },
  };
  const own = agent('d', 1, 0, critical);
  const other = { ...app('a', 1, 2), metadata: { name: 'a', namespace: 'other' } };
  expect(planned(2, 3, quota, own, other).a).toBe('unknown unknown unknown unknown');
});

test('a surge may find the room of pods that the API server refuses', () => {
  const guarded = {
    kind: 'Namespace', apiVersion: 'v1',
    metadata: { name: 'default', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  };
  const other = { ...app('a', 1, 2, { surge: 1 }), metadata: { name: 'a', namespace: 'other' } };
  expect(planned(4, 1, agent('d', 1, 0, critical), other).a).toMatch(/^impossible impossible/);
  expect(planned(4, 1, guarded, agent('d', 1, 0, critical), other).a).toMatch(/^unknown unknown/);
});

test('what fits no node whoever is away stays impossible', () => {
  const plan = planned(2, 2, agent('d', 1, 0, { ...critical, ...beside('b') }), app('a', 1, 3), app('b', 1, 1));
  expect(plan.a).toBe('impossible impossible impossible impossible');
});
