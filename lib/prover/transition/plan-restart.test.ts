import { Cluster } from '../../cluster';
import { load, pool, surge, workload } from '../../../test/support/rollout';
import { planRollout } from '../updates';
import { planRestart } from '.';

const beside = (app: string) => ({ affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
  { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app } } },
] } } });
const follower = workload('Deployment', 'web', { cpu: 1 }, surge(1), beside('api'));
const api = (spec: object) => workload('Deployment', 'api', { cpu: 1 }, spec);
const nodes = (cpu: number, count: number) =>
  new Cluster({ pools: [pool('cpu', count, { cpu: String(cpu), extendedResources: {} })] });

const together = (cluster: () => Cluster, ...objects: object[]) =>
  [planRollout, planRestart].map((plan) => plan(load(...objects), cluster()).workloads[0].together);

test('a small restart that nothing else decides is played out', () => {
  const [left, played] = together(() => nodes(2, 2), follower, api(surge(1)));
  expect([left.verdict, played.verdict]).toEqual(['unknown', 'possible']);
  expect(played.witness.join('\n')).toContain('stays Pending');
});

test('one that no order of steps finishes is impossible', () => {
  const [left, played] = together(() => nodes(2, 1), follower, api({ strategy: { type: 'Recreate' } }));
  expect([left.verdict, played.verdict]).toEqual(['unknown', 'impossible']);
  expect(played.witness).toContain('it waits for ever when the pods stand like this:');
});

test('what is not modelled stays unknown, however small it is', () => {
  const gated = workload('Deployment', 'api', { cpu: 1 }, surge(1), { schedulingGates: [{ name: 'x/y' }] });
  expect(together(() => nodes(2, 2), follower, gated).map(({ verdict }) => verdict)).not.toContain('proven');
  const waits = workload('DaemonSet', 'agent', { cpu: 1 }, { updateStrategy: { type: 'OnDelete' } });
  expect(together(() => nodes(3, 1), follower, api(surge(1)), waits)[1].verdict).not.toBe('proven');
});

test('a DaemonSet that surges finds its second room while others that are updated with it are away', () => {
  const agent = workload('DaemonSet', 'agent', { cpu: 2 }, {
    updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  });
  const recreate = { replicas: 2, strategy: { type: 'Recreate' } };
  const beside = (spec: object) => together(() => nodes(8, 2), agent, workload('Deployment', 'api', { cpu: 5 }, spec));
  expect(beside(recreate).map(({ verdict }) => verdict)).toEqual(['unknown', 'possible']);
  expect(beside(surge(2)).map(({ verdict }) => verdict)).toEqual(['impossible', 'impossible']);
});
