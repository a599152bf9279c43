import { Cluster } from '../../../cluster';
import { planRollout } from '..';
import { load, pool, surge, workload } from '../../../../test/support/rollout';

const priorityClass = (name: string, value: number) =>
  ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value });
const CLASSES = [priorityClass('high', 1000), priorityClass('low', 100)];
const near = (app: string) => ({
  priorityClassName: 'high',
  affinity: {
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app } } },
      ],
    },
  },
});
const cache = workload('Deployment', 'cache', { cpu: 1 },
  { replicas: 1, strategy: { type: 'Recreate' } }, { priorityClassName: 'low' });
const web = workload('Deployment', 'web', { cpu: '250m' }, { replicas: 2 }, near('cache'));

function planOf(cpu: string, ...objects: object[]) {
  const cluster = new Cluster({ pools: [pool('cpu', 4, { cpu, extendedResources: {} })] });
  const { workloads } = planRollout(load(...CLASSES, ...objects), cluster);
  return new Map(workloads.map((plan) => [plan.name, plan]));
}

test('pods of lower priority beside which a pod has to stand are not evicted by it', () => {
  expect(planOf('4', cache, web).get('web')!.alone.verdict).toBe('proven');
  // Two old ones and a new one do not fit beside the other, and nobody else may make room; the old ones may stand
  // elsewhere since it was replaced.
  const large = workload('Deployment', 'web', { cpu: 1 }, surge(2), near('cache'));
  expect(planOf('3', cache, large).get('web')!.alone.verdict).toBe('possible');
});

test('where a quota may refuse the pods beside which others have to stand, these may wait together with it', () => {
  const quota = {
    apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'small' }, spec: { hard: { 'requests.cpu': '1500m' } },
  };
  expect(planOf('4', cache, web).get('web')!.together.verdict).toBe('proven');
  expect(planOf('4', cache, web, quota).get('web')!.together.verdict).not.toBe('proven');
});
