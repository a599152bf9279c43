import { Cluster } from '../../../cluster';
import { Shortage, SlotBounds, Task } from '../../placement';
import { load, pool, workload } from '../../../../test/support/rollout';
import {
  agent, app, apartFrom, beside, claim as claimOf, mounting, only, priority, ranked, Scene, SceneNode, spread,
} from '../../../../test/support/scene';
import { fitsOf } from './fits';
import { planRollout } from '../plan-rollout';
import { Judgement } from '../words/rollout-plan';

const ZONE = 'topology.kubernetes.io/zone';
const zone = (name: string, cpu: number) =>
  pool(name, 1, { cpu: String(cpu), extendedResources: {} }, { labels: { [ZONE]: name } });
const CLASSES = [
  { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000 },
  {
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'zonal' },
    provisioner: 'cinder.csi.openstack.org', volumeBindingMode: 'WaitForFirstConsumer',
  },
];
const claim = () => ({
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'zonal', resources: { requests: { storage: '1Gi' } } },
});
const mount = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
const HIGH = { priorityClassName: 'high' };
const store = (pod: object = mount) => [
  workload('Deployment', 'store', { cpu: 1 }, { strategy: { type: 'Recreate' } }, pod),
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...claim() },
];
const web = (pod: object) => workload('Deployment', 'web', { cpu: 1 }, { strategy: { type: 'Recreate' } }, pod);

/** Whether the first workload fits, and whether all do. */
const fits = (cpu: number, ...objects: object[]) => {
  const cluster = new Cluster({ pools: [zone('a', cpu), zone('b', cpu)] });
  const { workloads: [first], steadyState } = planRollout(load(...objects, ...CLASSES), cluster);
  return [first.fits.verdict, steadyState.verdict];
};

describe('a pod that is evicted from the zone of its volume', () => {
  test('may find no room there again', () => {
    expect(fits(1, ...store(), web(HIGH))).toEqual(['possible', 'possible']);
    expect(fits(1, ...store(), web({ ...HIGH, nodeSelector: { [ZONE]: 'b' } }))).toEqual(['possible', 'possible']);
    const own = workload('StatefulSet', 'store', { cpu: 1 }, { volumeClaimTemplates: [claim()] });
    expect(fits(1, own, web(HIGH))).toEqual(['possible', 'possible']);
  });

  test('finds it where each zone has room for both', () => {
    expect(fits(2, ...store(), web(HIGH))).toEqual(['proven', 'proven']);
  });

  test('goes elsewhere where no volume keeps it, and is not evicted by its like', () => {
    expect(fits(1, ...store({}), web(HIGH))).toEqual(['proven', 'proven']);
    expect(fits(1, ...store(), web({}))).toEqual(['proven', 'proven']);
    expect(fits(1, ...store({ ...mount, ...HIGH }), web(HIGH))).toEqual(['proven', 'proven']);
  });

  test('may be kept off by the pod of a DaemonSet that evicted it', () => {
    const apart = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'store' } } },
    ] } } };
    const agent = (pod: object) =>
      workload('DaemonSet', 'agent', { cpu: 1 }, {}, { ...apart, nodeSelector: { [ZONE]: 'b' }, ...pod });
    expect(fits(4, ...store(), agent(HIGH))[0]).toBe('possible');
    expect(fits(4, ...store(), agent({}))[0]).toBe('proven');
    expect(fits(4, ...store({}), agent(HIGH))[0]).toBe('proven');
  });
});

test('pods find room only where others do not take that of a DaemonSet before it comes', () => {
  const nodes = Cluster.fromNodeList(JSON.stringify({ items: ['3', '4'].map((cpu, index) => (
    { kind: 'Node', metadata: { name: `n${index}` }, status: { allocatable: { cpu, memory: '8Gi', pods: '9' } } })) }));
  const fitsOf = (others: number) => planRollout(load(
    workload('StatefulSet', 'small', { cpu: 0.5 }, { replicas: 2, serviceName: 'small' }),
    workload('Deployment', 'large', { cpu: 2 }, { replicas: others }),
    workload('DaemonSet', 'agent', { cpu: 0.5 }, {}),
  ), nodes).workloads[0].fits;
  // Two large ones fill n1 before the agent comes, the third and the agent of n0 leave half a core.
  expect(fitsOf(3)).toEqual({
    verdict: 'possible',
    witness: ['StatefulSet/small fits, unless other pods come before those of a DaemonSet and take its room'],
  });
  expect(fitsOf(1).verdict).toBe('proven');
});

interface Asked {
  readonly example?: object;
  readonly judgement?: Judgement;
  /** What differs from the task as it is read. */
  readonly own?: (task: Task) => Partial<Task>;
  /** The priority of a pod that runs outside the manifests. */
  readonly outside?: number;
}

const ALL: Judgement = { verdict: 'unknown', witness: ['all of them'] };

/** Whether the pods of `a` find room, and why not; what crowds them is told as `asked of offered`. */
function of(nodes: readonly SceneNode[], objects: readonly object[], asked: Asked = {}): [string, ...string[]] {
  const scene = new Scene(nodes, ...objects, priority('high', 9));
  const { capacity } = scene;
  const task = scene.task('a');
  const { example, judgement = ALL, own, outside } = asked;
  const ranks = outside === undefined ? [] : [{ value: outside, evicts: true }];
  const crowding = (_: Task, shortage?: Shortage) => [`${shortage?.asked} of ${shortage?.offered}`];
  const { verdict, witness } = fitsOf(
    Object.assign(Object.create(capacity), { outside: { ranks } }), new SlotBounds(capacity),
    { judgement, example, crowding }, own ? { ...task, ...own(task) } : task);
  return [verdict, ...witness];
}

const x = (cpu: number) => ({ cpu, zone: 'x' });
const y = (cpu: number) => ({ cpu, zone: 'y' });
const OF_HIGH = ranked('high');
const PROVEN = ['proven'];

test('no pods fit, and what is not modelled leaves the others open', () => {
  expect(of([4], [app('a', 0, 5)])).toEqual(PROVEN);
  expect(of([4], [app('a', 1, 4)], { own: () => ({ unmodelled: ['this', 'that'] }) }))
    .toEqual(['unknown', 'not modelled: this, that']);
});

describe('pods that no node holds', () => {
  const none = (asked: Asked, ...objects: object[]) => of([4, 4], objects, asked);
  const NOWHERE = 'Deployment/a fits no node';

  test('never run', () => {
    expect(none({}, app('a', 1, 5)).slice(0, 2)).toEqual(['impossible', NOWHERE]);
    expect(none({ own: () => ({ refusal: 'why' }) }, app('a', 1, 1))).toEqual(['impossible', NOWHERE, 'why']);
  });

  test('run where they come before the pod of a DaemonSet', () => {
    expect(none({}, app('a', 1, 3), agent('d', 2)).slice(0, 2)).toEqual(['possible', NOWHERE]);
    expect(none({}, app('a', 1, 1, {}, apartFrom('d')), agent('d', 1))[0]).toBe('possible');
  });

  test('run where they have pods outside the manifests evicted', () => {
    const high = (outside: number, pod: object = {}) =>
      none({ outside }, app('a', 1, 5, {}, { ...OF_HIGH, ...pod }))[0];
    expect([high(8), high(9), high(8, { nodeSelector: { none: 'such' } })])
      .toEqual(['possible', 'impossible', 'impossible']);
    expect(none({ outside: 8, own: () => ({ refusal: 'why' }) }, app('a', 1, 1, {}, OF_HIGH))[0]).toBe('impossible');
  });
});

describe('pods that do not all run even by themselves', () => {
  const held = (nodes: readonly SceneNode[], replicas: number, cpu: number, mode?: string, own?: Asked['own']) =>
    of(nodes, [app('a', replicas, cpu, {}, mounting('v')), ...claimOf('v', 'zone', mode)], { own });

  test('are too many for the nodes', () => {
    const pods = [app('a', 2, 3), app('b', 1, 1)];
    expect(of([4, 2], pods)).toEqual(['impossible', '2 pods of Deployment/a cannot all run', '2 of 1']);
    expect(of([9, 8], [app('a', 2, 7), agent('d', 2)])[0]).toBe('possible');
    expect(of([4, 4], [app('a', 2, 3, {}, apartFrom('d')), agent('d', 1, 0, only(1))])[0]).toBe('possible');
    expect(of([4, 2], [app('a', 2, 3, {}, OF_HIGH)], { outside: 8 })[0]).toBe('possible');
    expect(of([4, 2], [app('a', 2, 3, {}, OF_HIGH)], { outside: 9 })[0]).toBe('impossible');
  });

  test('have a volume that is for one pod', () => {
    expect(held([4, 4], 2, 1, 'ReadWriteOncePod')).toEqual([
      'impossible', '2 pods of Deployment/a cannot all run',
      'claim v is for one pod at a time: the others stay Pending']);
    expect(held([4, 4], 1, 1, 'ReadWriteOncePod')).toEqual(PROVEN);
  });

  test('have a volume that is for one node', () => {
    const said = 'claim v is for one node at a time, and no node holds 2 of the pods';
    expect(held([4, 4], 2, 3)).toEqual(['impossible', '2 pods of Deployment/a cannot all run', said]);
    const apart = () => ({ apart: { topologyKey: 'kubernetes.io/hostname', perRevision: false } });
    expect(held([4, 4], 2, 1, undefined, apart).at(-1)).toBe(`${said}, which keep apart`);
    expect(held([4, 4], 1, 1, undefined, apart)).toEqual(PROVEN);
    expect(held([4, 2], 2, 2)[0]).toBe('possible');
    // Nobody who goes makes the volume reach a second node.
    const closed = [app('a', 2, 3, {}, { ...mounting('v'), ...apartFrom('d') }), ...claimOf('v')];
    expect(of([4, 4], [...closed, agent('d', 1, 0, only(1))])[0]).toBe('impossible');
  });
});

describe('volumes', () => {
  test('that are not in the input may be out of reach', () => {
    const unseen = (nodes: number[]) => of(nodes, [app('a', 1, 1)], {
      own: ({ claims }) => ({ claims: { ...claims, unseenVolumes: ['this', 'that'] } }) });
    expect(unseen([4, 4])).toEqual(['unknown', ...['this', 'that'].map((volume) =>
      `volume ${volume}, which is not in the input, may be out of reach of some node`)]);
    expect(unseen([4])).toEqual(PROVEN);
  });

  test('that are made before a pod has a place may be made where it finds none', () => {
    const early = (nodes: readonly SceneNode[], others: number, ...placedEarly: string[]) => of(
      nodes, [app('a', 1, 1), app('b', others, 1)], { own: ({ claims }) => ({ claims: { ...claims, placedEarly } }) });
    const said = (names: string) => ['possible', `the volume of claim ${names} is made before a pod has a place ` +
      '(volumeBindingMode Immediate), perhaps in a zone where the pods find no room'];
    expect([early([x(4), y(4)], 3, 'v'), early([x(4), y(4)], 4, 'v')]).toEqual([PROVEN, said('v')]);
    expect([early([x(4), x(4)], 4, 'v'), early([x(4), y(4)], 4)]).toEqual([PROVEN, PROVEN]);
    expect(early([x(4), y(4)], 0, 'v', 'w')).toEqual(said('v, w'));
  });

  test('keep pods that are evicted where they first stood', () => {
    const said = (kind: string) => ['possible', `pods of ${kind}, of higher priority, may evict those of ` +
      'Deployment/a, whose volumes keep them where they first stood'];
    const evicted = (nodes: readonly SceneNode[], stays: 'zone' | 'node', pod: object, ...others: object[]) =>
      of(nodes, [app('a', 1, 1, {}, { ...mounting('v'), ...pod }), ...claimOf('v', stays), ...others]);
    const zones = [x(4), y(4)];
    const b = (replicas: number, pod: object = OF_HIGH) => app('b', replicas, 1, {}, pod);
    expect(evicted(zones, 'zone', {}, b(4))).toEqual(said('Deployment/b'));
    expect(evicted(zones, 'zone', {}, b(3))).toEqual(PROVEN);
    expect(evicted(zones, 'zone', {}, b(4, {}))).toEqual(PROVEN);
    expect(evicted([x(4), x(4)], 'zone', {}, b(4))).toEqual(PROVEN);
    expect(evicted(zones, 'node', {}, b(1))).toEqual(said('Deployment/b'));
    expect(evicted(zones, 'node', {}, b(0))).toEqual(PROVEN);
    expect(evicted(zones, 'node', only(0), b(1, { ...OF_HIGH, ...only(1) }))).toEqual(PROVEN);
    const d = (pod: object) => agent('d', 1, 0, { ...OF_HIGH, ...pod });
    expect([evicted(zones, 'node', {}, d({})), evicted(zones, 'node', only(0), d(only(1)))])
      .toEqual([said('DaemonSet/d'), PROVEN]);
  });
});

describe('pods of which the first one decides where the rest may go', () => {
  const tied = (
    nodes: readonly SceneNode[], stays: 'zone' | 'node', mode: string, replicas: number, more: object[] = [],
  ) => of(nodes, [app('a', replicas, 1, {}, mounting('v')), ...claimOf('v', stays, mode), ...more]);
  const user = app('b', 1, 1, {}, mounting('v'));

  test('by a volume for one pod', () => {
    expect(tied([4], 'zone', 'ReadWriteOncePod', 1, [user])).toEqual([
      'possible', 'claim v is for one pod at a time, and 2 workloads mount it']);
  });

  test('by a volume on its node', () => {
    expect(tied([4, 4], 'node', 'ReadWriteOnce', 2)).toEqual([
      'possible', 'the volume of claim v stays on the node of its first pod, which may not hold all of them']);
    expect(tied([4], 'node', 'ReadWriteOnce', 2)).toEqual(PROVEN);
  });

  test('by a volume for one node', () => {
    const said = 'claim v is for one node at a time, which the scheduler does not look at: a pod on another node ' +
      'waits for the volume';
    const once = (nodes: readonly SceneNode[], replicas: number, ...more: object[]) =>
      tied(nodes, 'zone', 'ReadWriteOnce', replicas, more);
    expect([once([4, 4], 2), once([4, 4], 1, user)]).toEqual([['possible', said], ['possible', said]]);
    expect([once([4], 2), once([4, 4], 1)]).toEqual([PROVEN, PROVEN]);
  });

  test('by a volume in its zone', () => {
    const said = 'the volume of claim v stays in the zone of its first pod, which may not hold all of them';
    const zonal = (nodes: readonly SceneNode[], replicas: number, ...more: object[]) =>
      tied(nodes, 'zone', 'ReadWriteMany', replicas, more);
    expect(zonal([x(4), y(4)], 2)).toEqual(PROVEN);
    expect([zonal([x(4), y(1)], 2), zonal([x(4), y(0.5)], 2)]).toEqual([['possible', said], PROVEN]);
    expect(zonal([x(4), y(4)], 2, app('b', 1, 3))).toEqual(['possible', said]);
    expect(zonal([x(4), y(4)], 1, user)).toEqual(['possible', said]);
  });

  test('by affinity', () => {
    const said = (key: string) =>
      ['possible', `its pods go only where the pods stand that their affinity names (${key})`];
    const near = (nodes: readonly SceneNode[], pod: object, ...more: object[]) =>
      of(nodes, [app('a', 2, 1, {}, pod), ...more]);
    expect(near([4, 4], beside('a'))).toEqual(PROVEN);
    expect(near([4, 1], beside('a'))).toEqual(said('kubernetes.io/hostname'));
    expect(near([4, 0.5], beside('a'))).toEqual(PROVEN);
    expect(near([x(4), y(1)], beside('a', 'zone'))).toEqual(said('topology.kubernetes.io/zone'));
    expect(near([4, 4], beside('b'), app('b', 1, 1))).toEqual(said('kubernetes.io/hostname'));
  });
});

describe('pods that do not fit in every order', () => {
  test('may lack room beside the others', () => {
    expect(of([4], [app('a', 1, 3), app('b', 1, 3)])).toEqual([
      'possible', 'all pods together do not fit the cluster',
      '1 pod of Deployment/a cannot stand beside the other workloads, though each of them fits by itself',
      expect.stringMatching(/^\d+ of \d+$/)]);
  });

  test('are where they should be in some placement that is known, or else as all are', () => {
    const open = (asked: Asked) => of([4, 4], [app('a', 1, 3), app('b', 4, 1)], asked);
    expect(open({ example: {} }))
      .toEqual(['possible', 'Deployment/a fits, unless other pods are placed where it needs the room']);
    expect([open({}), open({ judgement: { ...ALL, verdict: 'impossible' } })])
      .toEqual([['unknown', 'all of them'], ['possible', 'all of them']]);
  });

  test('may be held back by spread', () => {
    const even = (b: number) => of(
      [x(4), y(4)], [app('a', 2, 1, {}, spread('a', 'zone')), app('b', 1, b)], { example: {} })[0];
    expect([even(3), even(4)]).toEqual(['proven', 'possible']);
  });
});
