import { liveNode, livePod, plansOnLive } from '../../../../test/support/live-plan';
import { workload } from '../../../../test/support/rollout';

const surge = { replicas: 1, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
const web = workload('Deployment', 'web', { cpu: 2 }, surge);
const asked = workload('Deployment', 'web', { cpu: 2 }, surge, { containers: [
  { name: 'main', image: 'main:2', resources: { requests: { cpu: 2 } } }] });
const running = livePod('web-1', 'Deployment/web', 'n1', 2);

/** Of an update on a full node, beside what else runs there. */
const beside = (...others: object[]) => {
  const live = [liveNode('n1'), running, web, ...others];
  const [restart, change] = [plansOnLive(live, web).restart[0], plansOnLive(live, asked).change[0]];
  return [restart, change].map(({ verdict, witness: [why] }) => [verdict, why]);
};
const ending = (restartPolicy: string, owner = 'Job/train') => {
  const pod = livePod('other', owner, 'n1', 2);
  return { ...pod, spec: { ...pod.spec, restartPolicy } };
};

test('what waits for a pod that ends by itself may finish', () => {
  const why = 'pods outside the manifests may leave their room: Job/train (ends by itself)';
  expect(beside(ending('OnFailure'))).toEqual([['possible', why], ['possible', why]]);
  expect(beside(ending('Always', 'ReplicaSet/other')).map(([verdict]) => verdict))
    .toEqual(['impossible', 'impossible']);
});

test('what waits for a pod of a rollout that is under way may finish', () => {
  const other = {
    apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'other', namespace: 'default', generation: 1 },
    spec: { replicas: 1, template: { spec: { containers: [{ name: 'a', resources: { requests: { cpu: 1 } } }] } } },
  };
  const status = { observedGeneration: 1, updatedReplicas: 0, currentRevision: 'a', updateRevision: 'b' };
  const pod = livePod('other-0', 'StatefulSet/other', 'n1', 2);
  expect(beside(pod, { ...other, status }).map(([verdict]) => verdict)).toEqual(['possible', 'possible']);
  expect(beside(pod, { ...other, status: { ...status, updateRevision: 'a' } }).map(([verdict]) => verdict))
    .toEqual(['impossible', 'impossible']);
});

test('what outranks pods that stand in its way may have them evicted', () => {
  const known = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 9 };
  const ranked = (priorityClassName?: string) =>
    workload('Deployment', 'web', { cpu: 2 }, surge, { priorityClassName });
  const pods = [1, 2].map((each) => livePod(`other-${each}`, 'ReplicaSet/other', 'n1', 2));
  const change = (asked: object) => plansOnLive([liveNode('n1'), ...pods, known], asked).change[0];
  expect([change(ranked()).verdict, change(ranked('high')).verdict]).toEqual(['impossible', 'possible']);
  expect(change(ranked('high')).witness[0])
    .toBe('pods outside the manifests may leave their room: Deployment/other (may be evicted)');
});

test('what finds no room without them either is impossible', () => {
  const whole = workload('Deployment', 'web', { cpu: 4 }, surge);
  const live = [liveNode('n1'), livePod('web-1', 'Deployment/web', 'n1', 4), whole, { ...ending('Never'), spec: {} }];
  expect(plansOnLive(live, whole).restart[0].verdict).toBe('impossible');
});

test('pods that are yet to be made, and may be refused, are in nobody\'s way for certain', () => {
  const set = {
    apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'other', namespace: 'default' },
    spec: { replicas: 1, template: { spec: { containers: [{ name: 'a', resources: { requests: { cpu: 4 } } }] } } },
  };
  expect(beside(set).map(([verdict]) => verdict)).not.toContain('impossible');
});
