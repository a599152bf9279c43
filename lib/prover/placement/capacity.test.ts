import { Cluster, NodePool } from '../../cluster';
import { Capacity } from '.';
import { gpu, load, noSurge, pool, surge, workload } from '../../../test/support/rollout';

const capacity = (pools: NodePool[], ...objects: object[]) => new Capacity(load(...objects), new Cluster({ pools }));
const named = (name: string, spec: object = surge(1), pod: object = {}) =>
  workload('Deployment', name, { cpu: 1 }, spec, pod);
const hostname = 'kubernetes.io/hostname';
const zone = 'topology.kubernetes.io/zone';
const apartFrom = (app: string, topologyKey = hostname, rest: object = {}) => ({
  topologyKey, labelSelector: { matchLabels: { app } }, ...rest,
});
const HASH = { matchLabelKeys: ['pod-template-hash'] };
const antiAffinity = (...terms: object[]) => ({
  affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } },
});

test('room is counted in pods and in what some pod asks for, and nothing else', () => {
  const { resources, room } = capacity([pool('gpu', 1), pool('cpu', 1, { extendedResources: {} })],
    workload('Deployment', 'nim', { ...gpu, 'cpu': '500m', 'ephemeral-storage': '1Gi', 'memory': 0 }, surge(1)));
  expect(resources).toEqual(['pods', 'nvidia.com/gpu', 'cpu', 'ephemeral-storage']);
  expect(room.map((each) => [...each])).toEqual([[50, 1, 8000, Infinity], [50, 0, 8000, Infinity]]);
});

test('daemons take their room from every node they run on, and a pod each', () => {
  const { room, daemonShortages, daemons } = capacity(
    [pool('gpu', 2)], workload('DaemonSet', 'agent', { cpu: 2 }), named('web'),
  );
  expect(room.map((each) => [...each])).toEqual([
    [49, 6000], [49, 6000],
  ]);
  expect(daemonShortages).toEqual([]);
  expect(daemons.map(({ nodes }) => nodes)).toEqual([[0, 1]]);
});

test('a daemon takes all that is left, and one that finds less takes nothing', () => {
  const { room, daemonShortages, daemons } = capacity([pool('gpu', 1)],
    workload('DaemonSet', 'all', { cpu: 8 }), workload('DaemonSet', 'more', { cpu: 1 }));
  expect([...room[0]]).toEqual([49, 0]);
  expect(daemonShortages.map(({ workload: { name }, node, resource }) => [name, node.name, resource])).toEqual([
    ['more', 'gpu-1', 'cpu'],
  ]);
  expect(daemons.map(({ nodes }) => nodes)).toEqual([[0], []]);
});

test('a daemon that finds no room for another pod takes nothing', () => {
  const { daemonShortages } = capacity(
    [pool('full', 1, { pods: 1 })], workload('DaemonSet', 'one', {}), workload('DaemonSet', 'two', {}),
  );
  expect(daemonShortages.map(({ workload: { name }, resource }) => [name, resource])).toEqual([['two', 'pods']]);
});

test('the room of a group is what daemons leave on its nodes', () => {
  const small = workload('DaemonSet', 'small', { cpu: 3 }, {}, { nodeSelector: { tier: 'x' } });
  const it = capacity([pool('gpu', 2), pool('x', 2, { cpu: '4' }, { labels: { tier: 'x' } })], small);
  expect(it.groups.map(({ index, nodes }) => [nodes.length, ...it.roomOfGroup(index)])).toEqual([
    [2, 50, 8000], [2, 49, 1000],
  ]);
});

test('nodes of one pool and zone are alike, unless a pod that asks for one by name tells them apart', () => {
  const pools = [pool('gpu', 4, {}, { zones: ['a', 'b'] }), pool('cpu', 2)];
  const sizes = (...objects: object[]) => capacity(pools, ...objects).groups.map(({ nodes }) => nodes.length);
  expect(sizes(named('web'))).toEqual([2, 2, 2]);
  expect(sizes(named('web', surge(1), { nodeName: 'gpu-1' }))).toEqual([1, 2, 1, 2]);
  expect(sizes(named('web', surge(1), { nodeSelector: { [hostname]: 'gpu-1' } }))).toEqual([1, 2, 1, 2]);
  expect(sizes(named('web', surge(1), { nodeSelector: { tier: 'x' } }))).toEqual([2, 2, 2]);
  const byField = { matchFields: [{ key: 'metadata.name', operator: 'NotIn', values: ['gpu-1'] }] };
  const byLabel = { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] };
  const affinity = (...nodeSelectorTerms: object[]) => ({
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
  });
  expect(sizes(named('web', surge(1), affinity(byLabel)))).toEqual([2, 2, 2]);
  expect(sizes(named('api'), named('web', surge(1), affinity(byLabel, byField)))).toEqual([2, 2, 2]);
  expect(sizes(named('api'), named('web', surge(1), affinity(byField)))).toEqual([1, 2, 1, 2]);
});

test('domains are the values of a label, and each node is its own host', () => {
  const it = capacity([pool('gpu', 2, {}, { zones: ['a', 'b'] })], named('web'));
  expect([it.domain(0, zone), it.domain(1, zone), it.domain(0, hostname), it.domain(0, 'rack')]).toEqual([
    'a', 'b', 'gpu-1', undefined,
  ]);
});

test('a workload that no node could hold is no neighbour of others', () => {
  const it = capacity(
    [pool('gpu', 1), pool('stopped', 1, { cpu: '64' }, { unschedulable: true })],
    named('web'),
    workload('Deployment', 'huge', { cpu: 9 }),
    workload('Deployment', 'just', { cpu: 8 }),
    named('lost', surge(1), { nodeSelector: { none: 'such' } }),
  );
  expect(it.placeable.map(({ workload: { name } }) => name)).toEqual(['web', 'just']);
  expect(it.tasks).toHaveLength(4);
});

test('workloads that other objects own, and DaemonSets, are no tasks', () => {
  const owned = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', ownerReferences: [{ kind: 'Deployment', name: 'web' }] },
    spec: { containers: [{ name: 'c' }] },
  };
  const orphan = { ...owned, metadata: { name: 'q', ownerReferences: [] } };
  const it = capacity([pool('gpu', 1)], owned, orphan, workload('DaemonSet', 'agent', {}), named('web'));
  expect(it.tasks.map(({ workload: { name } }) => name)).toEqual(['q', 'web']);
  expect(capacity([pool('gpu', 1)], owned).tasks.map(({ workload: { name } }) => name)).toEqual(['p']);
});

test('a task has as many pods as autoscalers and jobs let it', () => {
  const scaler = (name: string) => ({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, minReplicas: 2, maxReplicas: 5 },
  });
  const job = (kind: string, spec: object) => ({
    apiVersion: 'batch/v1', kind, metadata: { name: kind.toLowerCase() }, spec,
  });
  const template = { spec: { containers: [{ name: 'c' }] } };
  const it = capacity(
    [pool('gpu', 1)],
    named('scaled'),
    scaler('scaled'),
    named('stopped', noSurge(0)),
    scaler('stopped'),
    named('fixed', noSurge(3)),
    job('Job', { template, parallelism: 2 }),
    job('CronJob', { jobTemplate: { spec: { template } } }),
  );
  expect(it.tasks.map(({ workload: { name }, least, most }) => [name, least, most])).toEqual([
    ['scaled', 2, 5], ['stopped', 0, 0], ['fixed', 3, 3], ['job', 0, 2], ['cronjob', 0, 1]]);
});

test.each<[string, object, string[]]>([
  [
    'required pod affinity',
    { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [apartFrom('web')] } } }, [],
  ],
  [
    'several terms of it',
    {
      affinity: {
        podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [apartFrom('web'), apartFrom('api')] },
      },
    },
    ['several terms of required pod affinity'],
  ],
  ['scheduling gates', { schedulingGates: [{ name: 'wait' }] }, ['scheduling gates']],
  ['dynamic resource claims', { resourceClaims: [{ name: 'gpu' }] }, ['dynamic resource claims']],
  ['another scheduler', { schedulerName: 'own' }, ["scheduler 'own'"]],
  ['the default scheduler', { schedulerName: 'default-scheduler' }, []],
  ['anti-affinity over a label that nodes lack, which repels nothing', antiAffinity(apartFrom('web', 'rack')), []],
  [
    'anti-affinity to other revisions',
    antiAffinity({ ...apartFrom('web'), mismatchLabelKeys: ['pod-template-hash'] }),
    ['anti-affinity over kubernetes.io/hostname to pods of other revisions (mismatchLabelKeys)'],
  ],
  [
    'anti-affinity over two labels of which nodes have one',
    antiAffinity(apartFrom('web', zone), apartFrom('web', 'region')),
    [],
  ],
  [
    'anti-affinity over two labels that nodes have',
    antiAffinity(apartFrom('web', zone), apartFrom('web', 'kubernetes.io/os')),
    ['anti-affinity over both topology.kubernetes.io/zone and kubernetes.io/os'],
  ],
  ['anti-affinity over zones and hosts', antiAffinity(apartFrom('web', zone), apartFrom('web')), []],
  [
    'anti-affinity of one revision over zones', antiAffinity(apartFrom('web', zone, HASH)),
    ['anti-affinity of one revision over topology.kubernetes.io/zone'],
  ],
  [
    'anti-affinity of one revision beside one of all',
    antiAffinity(apartFrom('web', zone), apartFrom('web', hostname, HASH)),
    ['anti-affinity of one revision beside anti-affinity of all'],
  ],
])('what is not modelled of %s is said', (_, pod, unmodelled) => {
  const [task] = capacity([pool('gpu', 2, {}, { zones: ['a', 'b'] })], named('web', surge(1), pod)).tasks;
  expect(task.unmodelled).toEqual(unmodelled);
});

test('a label that only some nodes lack is not modelled either, if the workload may use them', () => {
  const pools = [pool('zoned', 2, {}, { zones: ['a', 'b'], labels: { tier: 'zoned' } }), pool('plain', 1)];
  const unmodelled = (pod: object) =>
    capacity(pools, named('web', surge(1), { ...antiAffinity(apartFrom('web', zone)), ...pod })).tasks[0].unmodelled;
  expect(unmodelled({})).toEqual([`anti-affinity over ${zone} on nodes without that label`]);
  expect(unmodelled({ nodeSelector: { tier: 'zoned' } })).toEqual([]);
});

/** Of each workload: what its own pods keep apart by, and whom it keeps away from. */
const pairs = (...objects: object[]) =>
  capacity([pool('gpu', 2, {}, { zones: ['a', 'b'] })], ...objects).tasks.map(({ apart, repulsions }) => [
    apart, repulsions.map(({ other, topologyKey }) => `${other.workload.name} ${topologyKey}`),
  ]);

test('anti-affinity works in both directions, within a workload and between two', () => {
  expect(pairs(named('web', surge(1), antiAffinity(apartFrom('api'))), named('api'))).toEqual([
    [undefined, [`api ${hostname}`]], [undefined, [`web ${hostname}`]],
  ]);
  expect(pairs(named('web', surge(1), antiAffinity(apartFrom('web', zone))))).toEqual([
    [{ topologyKey: zone, perRevision: false }, []],
  ]);
  expect(pairs(named('web', surge(1), antiAffinity({ topologyKey: hostname })))).toEqual([[undefined, []]]);
});

test('anti-affinity of one revision is no matter between workloads, and any stricter term wins', () => {
  expect(pairs(named('web', surge(1), antiAffinity(apartFrom('web', hostname, HASH))))).toEqual([
    [{ topologyKey: hostname, perRevision: true }, []],
  ]);
  expect(pairs(named('web', surge(1), antiAffinity(apartFrom('web', hostname, HASH), apartFrom('web'))))).toEqual([
    [{ topologyKey: hostname, perRevision: false }, []],
  ]);
  expect(pairs(named('web', surge(1), antiAffinity(apartFrom('api', hostname, HASH))), named('api'))).toEqual([
    [undefined, []], [undefined, []],
  ]);
  // A key that pods of a Deployment do not have is left out of the selector.
  const ofDaemons = apartFrom('web', hostname, { matchLabelKeys: ['controller-revision-hash'] });
  expect(pairs(named('web', surge(1), antiAffinity(ofDaemons)))).toEqual([
    [{ topologyKey: hostname, perRevision: false }, []],
  ]);
});

test('anti-affinity over a zone is wider than over a host', () => {
  expect(pairs(named('web', surge(1), antiAffinity(apartFrom('web', zone), apartFrom('web')))))
    .toEqual([[{ topologyKey: zone, perRevision: false }, []]]);
  expect(pairs(named('web', surge(1), antiAffinity(apartFrom('web'), apartFrom('web', zone)))))
    .toEqual([[{ topologyKey: zone, perRevision: false }, []]]);
});

test('anti-affinity looks at its own namespace, those it lists, or all', () => {
  const elsewhere = { ...(named('api') as object), metadata: { name: 'api', namespace: 'other' } };
  const of = (rest: object) =>
    pairs(named('web', surge(1), antiAffinity(apartFrom('api', hostname, rest))), elsewhere)[0][1];
  expect(of({})).toEqual([]);
  expect(of({ namespaces: ['other'] })).toEqual([`api ${hostname}`]);
  expect(of({ namespaces: ['third'] })).toEqual([]);
  expect(of({ namespaceSelector: {} })).toEqual([`api ${hostname}`]);
});

test('labels of the pod narrow or widen whom it keeps away from', () => {
  const web = (rest: object) =>
    named('web', surge(1), antiAffinity({ topologyKey: hostname, labelSelector: {}, ...rest }));
  const api = named('api');
  expect(pairs(web({}), api)[0]).toEqual([{ topologyKey: hostname, perRevision: false }, [`api ${hostname}`]]);
  expect(pairs(web({ matchLabelKeys: ['app'] }), api)[0]).toEqual([{ topologyKey: hostname, perRevision: false }, []]);
  expect(pairs(web({ mismatchLabelKeys: ['app'] }), api)[0]).toEqual([undefined, [`api ${hostname}`]]);
  expect(pairs(web({ matchLabelKeys: ['none'] }), api)[0]).toEqual([
    { topologyKey: hostname, perRevision: false }, [`api ${hostname}`],
  ]);
});

const ports = (...list: object[]) => ({ containers: [{ name: 'main', ports: list }] });

test.each<[string, object, object, boolean]>([
  ['the same port', { hostPort: 80 }, { hostPort: 80 }, true],
  ['two ports', { hostPort: 80 }, { hostPort: 81 }, false],
  ['two protocols', { hostPort: 80 }, { hostPort: 80, protocol: 'UDP' }, false],
  ['two addresses', { hostPort: 80, hostIP: '10.0.0.1' }, { hostPort: 80, hostIP: '10.0.0.2' }, false],
  ['the same address', { hostPort: 80, hostIP: '10.0.0.1' }, { hostPort: 80, hostIP: '10.0.0.1' }, true],
  ['an address and all', { hostPort: 80, hostIP: '10.0.0.1' }, { hostPort: 80 }, true],
  ['all and an address', { hostPort: 80 }, { hostPort: 80, hostIP: '10.0.0.1' }, true],
])('host ports: %s', (_, one, two, meet) => {
  const [[apart, repulsions]] = pairs(named('web', surge(1), ports(one)), named('api', surge(1), ports(two)));
  expect(apart).toEqual({ topologyKey: hostname, perRevision: false });
  expect(repulsions).toEqual(meet ? [`api ${hostname}`] : []);
});
