import { liveNode } from '../../../../test/support/live-plan';
import { drainOnLive, made, standing } from '../../../../test/support/live-drains';

const nodes = (...cpus: number[]) =>
  cpus.map((cpu, index) => liveNode(`n${index + 1}`, {}, 'True', { cpu: String(cpu) }));
const web = (pod: object = {}) => made('Deployment', 'web', 3, { spec: { replicas: 1 }, pod });
const webPod = (pod: object = {}) => standing('web-1', 'Deployment/web', 'n1', 3, { pod });
const other = (owner: string | undefined, node: string, cpu: number, pod: object = {}) =>
  standing(`other-on-${node}`, owner, node, cpu, { pod });
const judged = (live: object[]) => {
  const { verdict, witness } = drainOnLive([...live, webPod()], web());
  return [verdict, ...witness];
};
const CROWDED = 'after a drain of a node of pool n1, room for Deployment/web depends on where Deployment/other, ' +
  'which stands there, goes';

test('pods outside the manifests that are drained with a node may take the room that its pods find', () => {
  expect(judged([...nodes(8, 4), other('Deployment/other', 'n1', 3)])).toEqual(['possible', CROWDED]);
  expect(judged([...nodes(8, 4), other('Deployment/other', 'n1', 1)])).toEqual(['possible', CROWDED]);
  expect(judged([...nodes(8, 4)])).toEqual(['proven']);
});

test('not those of DaemonSets, those that nobody makes again, and those that may not come there', () => {
  expect(judged([...nodes(8, 4), other('DaemonSet/other', 'n1', 3)])).toEqual(['proven']);
  expect(judged([...nodes(8, 4), other(undefined, 'n1', 3)])).toEqual(['proven']);
  const onFirst = { nodeSelector: { 'kubernetes.io/hostname': 'n1' } };
  expect(judged([...nodes(8, 4), other('Deployment/other', 'n1', 3, onFirst)])).toEqual(['proven']);
  expect(judged([...nodes(8, 8), other('Deployment/other', 'n1', 3)])).toEqual(['proven']);
});

test('pods that keep apart, or are spread over zones, find room where enough is left beside those', () => {
  const inZones = (...cpus: number[]) => nodes(...cpus).map((node, index) => ({
    ...node, metadata: {
      ...node.metadata, labels: { ...node.metadata.labels, 'topology.kubernetes.io/zone': `z${index % 2}` },
    },
  }));
  const drained = (pod: object, ...cpus: number[]) => {
    const [one, two] = ['web-1', 'web-2'].map((name, at) => standing(name, 'Deployment/web', `n${at + 1}`, 3, { pod }));
    const { verdict } = drainOnLive([...inZones(...cpus), other('Deployment/other', 'n1', 3), one, two],
      made('Deployment', 'web', 3, { spec: { replicas: 2 }, pod }));
    return verdict;
  };
  const labelSelector = { matchLabels: { app: 'web' } };
  const apart = { affinity: { podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector }],
  } } };
  const spread = { topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector },
  ] };
  expect([drained(apart, 8, 4, 4), drained(apart, 8, 4, 4, 4)]).toEqual(['possible', 'proven']);
  expect([drained(spread, 8, 8, 4, 8), drained(spread, 8, 8, 8, 8)]).toEqual(['possible', 'proven']);
});

const HIGH = {
  apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000,
};
const high = { priorityClassName: 'high' };

test('pods that come from a node without any of the workload may have its pods evicted', () => {
  const onSecond = { nodeSelector: { 'kubernetes.io/hostname': 'n2' } };
  const drained = (more: object, third: number) => judged([...nodes(4, 8, third), HIGH,
    other('Deployment/other', 'n2', 3, more), other('Deployment/more', 'n2', 3, more)])[0];
  expect([drained({}, 4), drained(high, 4), drained(high, 8)]).toEqual(['proven', 'possible', 'proven']);
  expect(drained({ ...high, ...onSecond }, 4)).toBe('proven');
});

test('who evicts others sends these on', () => {
  const live = [...nodes(8, 4, 4, 4), HIGH, other('Deployment/high', 'n1', 2, high)];
  expect(judged(live)).toEqual(['proven']);
  expect(judged([...live, other('Deployment/low', 'n2', 4), other('Deployment/low', 'n3', 4)])[0]).toBe('possible');
});

test('so does a pod of the manifests that is drained and evicts one', () => {
  const on = (...values: string[]) => ({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {
    nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values }] }],
  } } } });
  const drained = (pod: object, spare: number) => {
    const own = web(on('n1', 'n3'));
    const first = made('Deployment', 'first', 3, { spec: { replicas: 1 }, pod: { ...pod, ...on('n1', 'n2') } });
    const { verdict, witness } = drainOnLive([...nodes(8, 4 + spare, 4), HIGH, webPod(on('n1', 'n3')),
      standing('first-1', 'Deployment/first', 'n1', 3, { pod: { ...pod, ...on('n1', 'n2') } }),
      other('Deployment/other', 'n2', 3, on('n2', 'n3'))], own, first);
    return [verdict, ...witness];
  };
  expect(drained(high, 0)).toEqual(['possible',
    'room for Deployment/web depends on where Deployment/other goes, which pods that leave a node may have evicted']);
  expect([drained({}, 0), drained(high, 4)]).toEqual([['proven'], ['proven']]);
});

test('pods of a DaemonSet stay when their node is drained, unless others that come from one have them evicted', () => {
  const agent = made('DaemonSet', 'agent', 2);
  const agents = ['n1', 'n2'].map((node) => standing(`agent-${node}`, 'DaemonSet/agent', node, 2));
  const drained = (pod: object, second: number) => {
    const { verdict, witness } =
      drainOnLive([...nodes(8, second), HIGH, ...agents, other('Deployment/other', 'n1', 3, pod)], agent);
    return [verdict, ...witness];
  };
  expect(drained({}, 4)).toEqual(['proven']);
  expect(drained(high, 8)).toEqual(['proven']);
  expect(drained(high, 4)).toEqual(['possible', 'Deployment/other may have pods of DaemonSet/agent evicted, where a ' +
    'node is drained and it finds no other room: its priority may be higher']);
});

test('so may pods of the manifests', () => {
  const agent = made('DaemonSet', 'agent', 2);
  const agents = ['n1', 'n2'].map((node) => standing(`agent-${node}`, 'DaemonSet/agent', node, 2));
  const drained = (second: number) =>
    drainOnLive([...nodes(8, second), HIGH, ...agents, webPod(high)], agent, web(high)).verdict;
  expect([drained(4), drained(8)]).toEqual(['possible', 'proven']);
});
