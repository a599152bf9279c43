import { liveNode } from '../../../../test/support/live-plan';
import { budget, drainOnLive, made, standing } from '../../../../test/support/live-drains';
import { load, workload } from '../../../../test/support/rollout';
import { Budgets } from './budgets';

const FRONT = { tier: 'front' };
const NODES = [liveNode('n1'), liveNode('n2')];
const web = (replicas: number) => made('Deployment', 'web', 1, { spec: { replicas }, labels: FRONT });
const webPod = (name: string, node: string) => standing(name, 'Deployment/web', node, 1, { labels: FRONT });

/** Two pods, or one, under a budget, beside what else it selects. */
const evicted = (limits: object, live: object[], replicas = 2) => {
  const pods = ['n1', 'n2'].slice(0, replicas).map((node, index) => webPod(`web-${index}`, node));
  const { verdict, witness, evictionBlockedBy } =
    drainOnLive([...NODES, ...pods, ...live], web(replicas), budget('front', FRONT, limits));
  return [verdict, ...witness, ...evictionBlockedBy];
};
const agent = standing('agent', 'DaemonSet/agent', 'n1', 1, { labels: FRONT });
const UNCOUNTED = (owner: string) =>
  `PodDisruptionBudget/front: it cannot count the pods of ${owner}, which have no scale, and then refuses every eviction`;

test('a budget cannot count pods of a DaemonSet that is not among the manifests', () => {
  expect(evicted({ maxUnavailable: 1 }, [agent])).toEqual(['proven', UNCOUNTED('DaemonSet/agent')]);
  expect(evicted({ minAvailable: '50%' }, [agent])).toEqual(['proven', UNCOUNTED('DaemonSet/agent')]);
  expect(evicted({ minAvailable: 1 }, [agent])).toEqual(['proven']);
});

test('nor those of a Job, which go', () => {
  const run = standing('run', 'Job/once', 'n1', 1, { labels: FRONT, pod: { restartPolicy: 'Never' } });
  expect(evicted({ maxUnavailable: 1 }, [run]))
    .toEqual(['possible', `${UNCOUNTED('Job/once')}, as long as all pods stay that it selects now`]);
});

test('of a controller of its own kind it asks the API server', () => {
  const crew = standing('crew', 'Crew/crew', 'n1', 1, { labels: FRONT });
  expect(evicted({ maxUnavailable: 1 }, [crew]))
    .toEqual(['possible', 'PodDisruptionBudget/front: whether it can count the pods of Crew/crew is not known']);
  expect(evicted({ minAvailable: 1 }, [crew])).toEqual(['proven']);
});

test('pods outside the manifests are counted by a budget, whoever made them', () => {
  const other = standing('other', 'ReplicaSet/other', 'n2', 1, { labels: FRONT });
  const bare = standing('bare', undefined, 'n2', 1, { labels: FRONT });
  expect(evicted({ minAvailable: 1 }, [], 1))
    .toEqual(['proven', 'PodDisruptionBudget/front: minAvailable 1 of 1 allows no eviction']);
  expect([other, bare].map((pod) => evicted({ minAvailable: 1 }, [pod], 1))).toEqual([['proven'], ['proven']]);
  expect(evicted({ maxUnavailable: 0 }, [bare], 1)).toEqual(['proven']);
  expect(evicted({ maxUnavailable: 0 }, [other], 1))
    .toEqual(['proven', 'PodDisruptionBudget/front: maxUnavailable 0 of 2 allows no eviction']);
});

test('of pods that it selects by their ordinals it expects all that their StatefulSet makes', () => {
  const name = 'statefulset.kubernetes.io/pod-name';
  const blocked = (labels: object, limits: object) => {
    const model = load(workload('StatefulSet', 'db', { cpu: 1 }, { replicas: 3, serviceName: 'db' }),
      budget('one', labels, limits));
    const { blockedBy, doubts } = new Budgets(model).of(model.workloads[0]);
    return [blockedBy, doubts];
  };
  const none = 'PodDisruptionBudget/one: of the pod that it selects by labels of their own it lets none leave';
  expect(blocked({ [name]: 'db-0' }, { minAvailable: 1 })).toEqual([[none], []]);
  expect(blocked({ 'apps.kubernetes.io/pod-index': '2' }, { maxUnavailable: 1 }))
    .toEqual([[`${none}, as it expects all 3 pods of StatefulSet/db`], []]);
  expect(blocked({ [name]: 'db-0' }, { minAvailable: '50%' }))
    .toEqual([[`${none}, as it expects all 3 pods of StatefulSet/db`], []]);
  expect(blocked({ [name]: 'db-0' }, { maxUnavailable: 3 })).toEqual([[], []]);
  expect(blocked({ 'controller-revision-hash': 'one' }, { minAvailable: 1 }))
    .toEqual([[], ['PodDisruptionBudget/one: how many pods of StatefulSet/db it selects by labels of their own is not known']]);
});
