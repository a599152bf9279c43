import { Workload } from '../../../manifests';
import { Capacity, Task } from '../../placement';
import { Change } from '../change/change';
import { Mover } from '../release/mover';
import { wantedNodes } from '../release/wanted-nodes';
import { actorOf, daemonActorOf, isReplaced, whyOddBeside } from './actors';
import { Actor } from './world';
import { capacityOf, cpuApp, nodesOf, NO_CLAIMS } from '../../../../test/support/capacity';
import { changeOf, moverFor } from '../../../../test/support/movers';
import { load, surge, workload } from '../../../../test/support/rollout';
import { claimOf, mounting, storageClass } from '../../../../test/support/storage';

const pools = () => [nodesOf('cpu', 3, 8, { zones: ['a', 'b'] })];
const many = { accessModes: ['ReadWriteMany'] };
const data = (name: string, spec: object = {}) => claimOf(name, { storageClassName: 'c', ...spec });
const disk = (provisioner: string) => storageClass('c', provisioner);

interface Asked {
  readonly kind?: string;
  readonly spec?: object;
  readonly pod?: object;
  readonly objects?: readonly object[];
  readonly own?: Partial<Mover>;
  readonly change?: Partial<Change>;
  readonly shape?: Partial<Task>;
  readonly before?: (after: Workload) => Workload;
}

/** The actor of a workload whose old and new pods are of one kind. */
function actor({ kind = 'Deployment', spec = surge(1), pod = {}, objects = [], own = {}, change = {}, shape,
  before }: Asked = {}) {
  const capacity = capacityOf(pools(), workload(kind, 'web', { cpu: 1 }, spec, pod), ...objects);
  const [task] = capacity.tasks;
  Object.assign(task, shape);
  const after = task.workload;
  return actorOf(capacity, moverFor({
    old: task, fresh: task, change: changeOf({ before: before ? before(after) : after, after, ...change }), ...own,
  }));
}
const reaches = (asked: Asked) => {
  const found = actor(asked);
  return typeof found === 'string' ? found : [found.ownReach, found.sharedReach, found.attachment];
};

test('pods without volumes may be anywhere', () => {
  expect(actor()).toMatchObject({
    ownReach: 'everywhere', sharedReach: 'everywhere', attachment: 'free', isWatched: false, isSet: false,
      isOrdered: false,
    discipline: 'roll', from: 1, to: 1,
  });
});

test('pods that share a volume are near it, and have it one node, or one pod, at a time', () => {
  const by = (provisioner: string, spec: object = {}) =>
    reaches({ pod: mounting('data'), objects: [data('data', spec), disk(provisioner)] });
  expect(by('efs.csi.aws.com', many)).toEqual(['everywhere', 'everywhere', 'free']);
  expect(by('cinder.csi.openstack.org')).toEqual(['everywhere', 'zone', 'node']);
  expect(by('docker.io/hostpath')).toEqual(['everywhere', 'node', 'node']);
  expect(by('efs.csi.aws.com', { accessModes: ['ReadWriteOncePod'] })).toEqual(['everywhere', 'everywhere', 'pod']);
  expect(by('acme.example')).toBe('Deployment/web: where its volumes stay');
  const two = (one: object, other: object) =>
    reaches({ pod: mounting('a', 'b'), objects: [data('a', one), claimOf('b', { storageClassName: 'd', ...other }),
      disk('cinder.csi.openstack.org'), storageClass('d', 'docker.io/hostpath')] });
  expect(two(many, many)).toEqual(['everywhere', 'node', 'free']);
});

test('a StatefulSet has volumes of its own for each pod, as far as they reach', () => {
  const set = (provisioner: string, spec: object = {}, pod: object = {}, ...objects: object[]) => reaches({
    kind: 'StatefulSet', pod, objects: [disk(provisioner), ...objects],
    spec: { serviceName: 's', volumeClaimTemplates: [{ metadata: { name: 'own' }, spec: { storageClassName: 'c' } }],
      ...spec },
  });
  expect([set('efs.csi.aws.com'), set('cinder.csi.openstack.org'), set('docker.io/hostpath')])
    .toEqual(['everywhere', 'zone', 'node'].map((reach) => [reach, 'everywhere', 'free']));
  expect(set('cinder.csi.openstack.org', {}, mounting('data'), data('data', many)))
    .toBe('Deployment/web: volumes of its pods, and one that all of them mount');
  expect(set('efs.csi.aws.com', {}, mounting('data'), claimOf('data', { ...many, storageClassName: 'd' }),
    storageClass('d', 'cinder.csi.openstack.org'))).toEqual(['everywhere', 'zone', 'free']);
});

test('the controllers are told apart', () => {
  const flags = (asked: Asked) => {
    const { isSet, isOrdered, isWatched } = actor(asked) as Actor;
    return [isSet, isOrdered, isWatched];
  };
  const parallel = { serviceName: 's', podManagementPolicy: 'Parallel' };
  expect([flags({}), flags({ kind: 'StatefulSet', spec: { serviceName: 's' } }),
    flags({ kind: 'StatefulSet', spec: parallel })])
    .toEqual([[false, false, false], [true, true, false], [true, false, false]]);
  expect(actor({ kind: 'Job', spec: {} })).toBe('Deployment/web: pods of a Job');
});

test('a Deployment whose pods others stand beside, or count, is watched', () => {
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } };
  const near = { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } };
  const even = (more: object = {}) => ({ topologySpreadConstraints: [
    { ...term, maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', ...more }] });
  const watched = (pod: object, asked: Asked = {}) =>
    (actor({ ...asked, objects: [cpuApp('other', 1, 1, pod)] }) as Actor).isWatched;
  expect([watched({}), watched(near), watched(even()),
    watched(near, { kind: 'StatefulSet', spec: { serviceName: 's' } })])
    .toEqual([false, true, true, false]);
  const own = (more: object) => (actor({ pod: even(more) }) as Actor).isWatched;
  expect([own({}), own({ matchLabelKeys: ['pod-template-hash'] })]).toEqual([true, false]);
});

describe('how pods move is not known', () => {
  const why = (asked: Asked) => actor(asked);

  test.each<[string, Asked, string]>([
    ['in groups', { before: (after) => ({ ...after, companions: [after] }) }, 'its pods come in groups'],
    ['as a gang', { before: (after) => ({ ...after, isGang: true }) }, 'its pods come in groups'],
    ['beside each other', { shape: { attractions: [{ topologyKey: 'z', targets: [], satisfied: [], self: true }] } },
      'its pods have to stand beside each other'],
    ['where its volumes are not known', { shape: { claims: { ...NO_CLAIMS, unseenVolumes: ['v'] } } },
      'where its volumes are'],
  ])('%s', (_, asked, reason) => expect(why(asked)).toBe(`Deployment/web: ${reason}`));

  test('where old pods wait for somebody, or the controller makes several at once', () => {
    const changed = (own: Partial<Workload>) => {
      const capacity = capacityOf(pools(), cpuApp('web', 1));
      const after = { ...capacity.tasks[0].workload, ...own };
      return actorOf(capacity,
        moverFor({ old: capacity.tasks[0], fresh: capacity.tasks[0], change: changeOf({ before: after, after }) }));
    };
    expect(changed({ waitsFor: 'somebody' })).toBe('Deployment/web: somebody');
    const bounds = { maxSurge: 1, maxUnavailable: 0, recreate: false };
    expect(changed({ bounds: () => ({ ...bounds, requiredSurge: 2 }) }))
      .toBe('Deployment/web: it makes several pods at once');
    expect(changed({ bounds: () => ({ ...bounds, borrows: true }) }))
      .toBe('Deployment/web: it makes several pods at once');
    expect(typeof changed({ bounds: () => bounds })).toBe('object');
  });

  test('where several workloads mount a volume', () =>
    expect(why({ pod: mounting('data'),
      objects: [cpuApp('api', 1, 1, mounting('data')), data('data'), disk('cinder.csi.openstack.org')] }))
      .toBe('Deployment/web: a volume that several workloads mount'));

  test('where number and template of a ReplicaSet change at once', () => {
    const at = (own: Partial<Mover>) => why({ kind: 'ReplicaSet', spec: { replicas: 1 }, own });
    expect(at({ from: 1, to: 2 })).toBe('Deployment/web: its number and its template change at once');
    expect([at({ from: 1, to: 1 }), at({ from: 0, to: 2 }),
      at({ from: 1, to: 2, discipline: 'scale' })].map((each) => typeof each))
      .toEqual(['object', 'object', 'object']);
  });

  test('where new pods mount other volumes than old ones, unless there is one of each', () => {
    const objects = [data('a'), data('b'), disk('cinder.csi.openstack.org')];
    const [other] = load(workload('Deployment', 'web', { cpu: 1 }, surge(1), mounting('b'))).workloads;
    const at = (own: Partial<Mover> = {}) => reaches({ pod: mounting('a'), objects, before: () => other, own });
    expect(at()).toEqual(['everywhere', 'everywhere', 'free']);
    expect(at({ to: 2 })).toBe('Deployment/web: its new pods mount other volumes than its old ones');
    const [both] = load(workload('Deployment', 'web', { cpu: 1 }, surge(1), mounting('a', 'b'))).workloads;
    expect(reaches({ pod: mounting('a'), objects, before: () => both }))
      .toBe('Deployment/web: its new pods mount other volumes than its old ones');
    const [none] = load(workload('Deployment', 'web', { cpu: 1 }, surge(1))).workloads;
    expect(reaches({ before: () => none })).toEqual(['everywhere', 'everywhere', 'free']);
  });
});

describe('a DaemonSet', () => {
  const agent = (cpu: number, pod: object = {}, spec: object = {}) =>
    workload('DaemonSet', 'agent', { cpu }, spec, pod);
  const of = (
    change: Partial<Change> = {}, pod: object = {}, spec: object = {}, old: object = agent(1), ...objects: object[]
  ) => {
    const capacity = capacityOf(pools(), agent(2, pod, spec), ...objects);
    const [before] = load(old).workloads;
    return daemonActorOf(capacity, capacity.daemons[0], changeOf({ before, ...change }));
  };

  test('is replaced on each of its nodes', () => {
    expect(of()).toEqual({
      name: 'DaemonSet/agent', nodes: [0, 1, 2], old: Float64Array.of(1, 1000), fresh: Float64Array.of(1, 2000),
      surge: 0, unavailable: 1,
    });
    const rolling = { updateStrategy: { rollingUpdate: { maxSurge: 2, maxUnavailable: 0 } } };
    expect(of({}, {}, rolling)).toMatchObject({ surge: 2, unavailable: 0 });
  });

  const why = (reason: string) => `DaemonSet/agent: ${reason}`;
  const apart = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
    { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'agent' } } }] } } };
  const near = { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [
    { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'agent' } } }] } } };

  test('is not where it comes or goes, or its pods move', () => {
    expect([of({ kind: 'new' }), of({ before: undefined }), of({ isResized: false })])
      .toEqual([why('it comes or goes'), why('it comes or goes'), why('its pods move to other nodes')]);
    expect(of({}, { schedulingGates: [{ name: 'g' }] })).toBe(why('scheduling gates'));
  });

  test('is not where its pods are tied, now or before', () => {
    const tied = why('what its pods stand beside, or mount');
    expect(of({}, {}, {}, agent(1, mounting('data')))).toBe(tied);
    expect(of({}, {}, {}, agent(1, { resourceClaims: [{ name: 'g', resourceClaimName: 'c' }] }))).toBe(tied);
    const even = { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', labelSelector: {},
      whenUnsatisfiable: 'DoNotSchedule' }] };
    expect([of({}, {}, {}, agent(1, even)), of({}, even), of({}, {}, {}, agent(1, near))]).toEqual([tied, tied, tied]);
  });

  test('is not where others look at its pods, or old ones keep new ones off', () => {
    const surging = { updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
    const port = { containers: [{ name: 'main', ports: [{ hostPort: 80 }] }] };
    expect([of({}, apart, surging), of({}, port, surging), typeof of({}, port)])
      .toEqual([why('its old pods keep off its new ones'), why('its old pods keep off its new ones'), 'object']);
    expect(of({}, {}, {}, agent(1), cpuApp('web', 1, 1, apart))).toBe(why('pods that keep off its own'));
    expect(of({}, {}, {}, agent(1), cpuApp('web', 1, 1, near)))
      .toBe(why('pods that have to stand beside those of a DaemonSet'));
    expect(typeof of({}, {}, {}, agent(1), cpuApp('web', 1))).toBe('object');
  });

  test('wants a pod on nodes without room for it as well', () => {
    const capacity: Capacity = capacityOf([nodesOf('small', 1, 1), ...pools()], agent(2));
    expect([wantedNodes(capacity, capacity.daemons[0]), capacity.daemons[0].nodes]).toEqual([[0, 1, 2, 3], [1, 2, 3]]);
  });

  test('is replaced by itself unless it waits for somebody', () => {
    const [rolling, waiting] =
      [{}, { updateStrategy: { type: 'OnDelete' } }].map((spec) => load(agent(1, {}, spec)).workloads[0]);
    expect([isReplaced(rolling), isReplaced(waiting), isReplaced({ ...rolling, waitsFor: 'x' })])
      .toEqual([true, false, false]);
  });
});

test('what stands beside a change has to be known', () => {
  const [task] = capacityOf(pools(), cpuApp('web', 1)).tasks;
  const why = (own: Partial<Task>) => whyOddBeside({ ...task, ...own });
  expect(why({})).toBeUndefined();
  expect([
    why({ unmodelled: ['this'] }), why({ heldOutside: 'that' }), why({ claims: { ...NO_CLAIMS, unknown: ['c'] } }),
  ]).toEqual(['this', 'that', 'a claim that is not in the input'].map((reason) => `Deployment/web: ${reason}`));
});
