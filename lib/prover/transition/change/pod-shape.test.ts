import { Workload } from '../../../manifests';
import { load, workload } from '../../../../test/support/rollout';
import { alike, alikeButForSize, takesLess } from './pod-shape';

const made = (requests: object, pod: object = {}, spec: object = {}, kind = 'Deployment') =>
  load(workload(kind, 'web', requests, spec, pod)).workloads[0];
const ONE = made({ cpu: 1 });

/** Alike, and alike but for what they request. */
const both = (one: Workload, two: Workload, ...others: Workload[]) =>
  [alike, alikeButForSize].map((are) => are(one, two, [one, two, ...others].map(({ pod }) => pod)));

test('pods that differ in their image alone are alike to the scheduler', () => {
  const other = made({ cpu: '1000m', memory: 0 }, { containers: [
    { name: 'main', image: 'main:2', resources: { requests: { cpu: '1000m', memory: '0' } } },
  ] });
  expect(both(ONE, other)).toEqual([true, true]);
});

test('pods of a cluster, with the scheduler that the API server wrote, are alike to those that name none', () => {
  expect(both(made({ cpu: 1 }, { schedulerName: 'default-scheduler' }), ONE)).toEqual([true, true]);
});

test('pods that ask for more or for less are alike but for their size', () => {
  expect([both(ONE, made({ cpu: 2 })), both(ONE, made({ cpu: 1, memory: '1Gi' }))])
    .toEqual([[false, true], [false, true]]);
});

test.each<[string, object]>([
  ['the nodes they may use', { nodeSelector: { disk: 'ssd' } }],
  ['the taints they tolerate', { tolerations: [{ key: 'a', operator: 'Exists' }] }],
  ['their node', { nodeName: 'n1' }],
  ['their priority', { priorityClassName: 'high' }],
  ['their scheduler', { schedulerName: 'mine' }],
  ['the gates they wait for', { schedulingGates: [{ name: 'a' }] }],
  ['their system', { os: { name: 'linux' } }],
  ['what nodes have to declare', { hostNetwork: true, hostUsers: false }],
  ['the ports they take', { containers: [{ name: 'main', image: 'm:1', resources: { requests: { cpu: 1 } }, ports: [
    { containerPort: 80, hostPort: 80 }] }] }],
  ['what they keep off', { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
    { topologyKey: 'zone', labelSelector: {} }] } } }],
  ['what they stand beside', { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
    { topologyKey: 'zone', labelSelector: {} }] } } }],
  ['how they are spread', { topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} }] }],
])('pods that differ in %s are not alike', (_, pod) => expect(both(ONE, made({ cpu: 1 }, pod)))
  .toEqual([false, false]));

test('pods that mount other claims are alike in where they may stand at most', () => {
  const mounting = (claimName: string) =>
    made({ cpu: 1 }, { volumes: [{ name: 'a', persistentVolumeClaim: { claimName } }] });
  expect([both(mounting('a'), mounting('a')), both(mounting('a'), mounting('b'))])
    .toEqual([[true, true], [false, true]]);
});

describe('labels tell pods apart', () => {
  const labelled = (labels: object, affinity: object = {}) => {
    const object: any = workload('Deployment', 'web', { cpu: 1 }, {}, { affinity });
    object.spec.template.metadata.labels = labels;
    return load(object).workloads[0];
  };
  const term = (more: object) => ({ podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
    { topologyKey: 'zone', ...more },
  ] } });
  const watcher = (more: object) => labelled({ app: 'other' }, term(more));
  const [one, two] = [labelled({ app: 'web', tier: 'a' }), labelled({ tier: 'b', app: 'web' })];

  test('only where a pod of the input looks at them', () => {
    expect(both(one, two)).toEqual([true, true]);
    expect(both(one, two, watcher({ labelSelector: { matchLabels: { app: 'web' } } }))).toEqual([true, true]);
    expect(both(one, two, watcher({ labelSelector: { matchLabels: { tier: 'a' } } }))).toEqual([false, false]);
    expect(both(one, two, watcher({}))).toEqual([true, true]);
  });

  test('or takes their value for its own selector', () => {
    const all = { labelSelector: {} };
    expect(both(one, two, watcher({ ...all, matchLabelKeys: ['tier'] }))).toEqual([false, false]);
    expect(both(one, two, watcher({ ...all, mismatchLabelKeys: ['tier'] }))).toEqual([false, false]);
    expect(both(one, two, watcher({ ...all, matchLabelKeys: ['app'] }))).toEqual([true, true]);
  });
});

test('one takes less than another that asks for as much of everything, and mounts the same', () => {
  const of = (requests: object, claimName = 'a') =>
    made(requests, { volumes: [{ name: 'a', persistentVolumeClaim: { claimName } }] });
  const two = of({ cpu: 2, memory: '2Gi' });
  expect([of({ cpu: 1 }), of({ cpu: 2, memory: '2Gi' }), of({ cpu: 3 }), of({ 'cpu': 1, 'nvidia.com/gpu': 1 }),
    of({ cpu: 1 }, 'b')]
    .map((each) => takesLess(each, two))).toEqual([true, true, false, false, false]);
});

test('groups are alike where each of their members is', () => {
  const group = (leader: number, worker: number) => load({
    apiVersion: 'leaderworkerset.x-k8s.io/v1', kind: 'LeaderWorkerSet', metadata: { name: 'a' },
    spec: { replicas: 1, leaderWorkerTemplate: { size: 2, ...Object.fromEntries(
      [['leaderTemplate', leader], ['workerTemplate', worker]].map(([name, cpu]) => [name, { spec: { containers: [
        { name: 'a', image: 'a:1', resources: { requests: { cpu: String(cpu) } } }] } }])) } },
  }).workloads[0];
  expect(group(1, 2).companions).toHaveLength(1);
  expect([both(group(1, 2), group(1, 2)), both(group(1, 2), group(1, 3)), both(group(1, 2), group(3, 2)),
    both(group(1, 2), ONE)])
    .toEqual([[true, true], [false, true], [false, true], [false, false]]);
});
