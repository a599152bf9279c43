import { Workload } from '../../../manifests';
import { Capacity, HOSTNAME, Task, ZONE } from '../../placement';
import {
  areMadeWherePodsCome, freshAtEnd, isResizedLater, mayBeOutOfReach, mountsTheSame, Mover, moverOf, moves, oldAtEnd,
  whyOdd,
} from './mover';
import { capacityOf, cpuApp, nodesOf, NO_CLAIMS, spreadOver, taskOf } from '../../../../test/support/capacity';
import { changeOf, moverFor } from '../../../../test/support/movers';
import { load, surge, workload } from '../../../../test/support/rollout';
import { mounting } from '../../../../test/support/storage';

const app = (kind: string, spec: object = {}, pod: object = {}): Workload =>
  load(workload(kind, 'web', { cpu: 1 }, spec, pod)).workloads[0];
const web = app('Deployment', surge(4));
const recreate = app('Deployment', { replicas: 4, strategy: { type: 'Recreate' } });

test('pods come or go with every change but of those that stay, or wait for somebody', () => {
  const does = (kind: ReturnType<typeof changeOf>['kind'], after: Workload = web) => moves(changeOf({ kind, after }));
  expect((['new', 'scaled', 'deleted', 'updated', 'unchanged', 'left'] as const).map((kind) => does(kind)))
    .toEqual([true, true, true, true, false, false]);
  const onDelete = app('StatefulSet', { serviceName: 's', updateStrategy: { type: 'OnDelete' } });
  expect([does('updated', onDelete), does('updated', app('Job', {})), does('scaled', onDelete)])
    .toEqual([false, false, true]);
});

test('a mover has the largest numbers of its change, and moves as its controller does', () => {
  const [old, fresh] = [taskOf(), taskOf({ index: 1 })];
  const change = changeOf({ after: web, from: { least: 1, most: 3 }, to: { least: 2, most: 4 } });
  expect(moverOf(change, { old, fresh }))
    .toEqual({ change, old, fresh, name: 'Deployment/web', from: 3, to: 4, discipline: 'roll', surge: 1,
      unavailable: 0 });
  const of = (kind: ReturnType<typeof changeOf>['kind'], after?: Workload, before?: Workload) => {
    const { discipline, surge: more, unavailable, name } = moverOf(changeOf({ kind, after, before }), {});
    return [discipline, more, unavailable, name];
  };
  expect(of('updated', recreate)[0]).toBe('recreate');
  expect(of('scaled', web)[0]).toBe('scale');
  expect(of('deleted', undefined, web)).toEqual(['scale', 0, 1, 'Deployment/web']);
  expect(of('new', web)[0]).toBe('roll');
  const share =
    app('Deployment', { replicas: 8, strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } } });
  expect(moverOf(changeOf({ after: share, to: { least: 1, most: 8 } }), {}))
    .toMatchObject({ surge: 2, unavailable: 2 });
  expect(moverOf(changeOf({ after: share, to: { least: 0, most: 0 } }), {}))
    .toMatchObject({ surge: 1, unavailable: 0 });
});

test.each<[string, Partial<Mover>, number, number, number]>([
  ['a scaling keeps those that are still wanted', { discipline: 'scale', from: 3, to: 5 }, 3, 3, 2],
  ['a scaling down keeps fewer, and makes none', { discipline: 'scale', from: 5, to: 3 }, 3, 3, 0],
  ['who recreates has none left', { discipline: 'recreate', from: 3, to: 5 }, 0, 0, 5],
  ['who rolls has all that may not be missing', { from: 4, unavailable: 1 }, 3, 0, 4],
  ['who rolls up has as many as are wanted', { from: 2, to: 5, unavailable: 1 }, 4, 0, 5],
  ['who rolls down has no more than are wanted', { from: 5, to: 2 }, 2, 0, 2],
  ['where all may be missing, none', { from: 2, unavailable: 3 }, 0, 0, 2],
])('at an end, %s', (_, own, old, sure, fresh) => {
  const mover = moverFor(own);
  expect([oldAtEnd(mover, false), oldAtEnd(mover, true), freshAtEnd(mover)]).toEqual([old, sure, fresh]);
});

test('an update whose number an autoscaler makes may come before that', () => {
  expect([
    isResizedLater(changeOf({ isAutoscaled: true })), isResizedLater(changeOf({ isAutoscaled: true, kind: 'scaled' })),
    isResizedLater(changeOf()),
  ]).toEqual([true, false, false]);
});

test('a volume that old pods do not mount may be made in another zone', () => {
  const [one, two] = [['a'], ['a', 'b']].map((zones) => capacityOf([nodesOf('cpu', 2, 4, { zones })], cpuApp('x', 1)));
  const early = (...placedEarly: string[]) => taskOf({ claims: { ...NO_CLAIMS, placedEarly } });
  const mounted = app('Deployment', surge(1), mounting('data'));
  const db = app('StatefulSet', { serviceName: 's', volumeClaimTemplates: [{ metadata: { name: 'own' } }] });
  const may = (capacity: Capacity, fresh: Task | undefined, before?: Workload, from = 1, to = 1) =>
    mayBeOutOfReach(capacity, moverFor({ fresh, from, to, change: changeOf({ before }) }));
  expect([may(two, early('data')), may(one, early('data')), may(two, early()), may(two, undefined)])
    .toEqual([true, false, false, false]);
  expect([may(two, early('data'), mounted), may(two, early('data', 'more'), mounted)]).toEqual([false, true]);
  expect([may(two, early('own'), db), may(two, early('own'), db, 1, 2)]).toEqual([false, true]);
});

test('new pods mount what old ones do where all names are the same', () => {
  const one = app('Deployment', surge(1), mounting('b', 'a'));
  const same = (before: Workload | undefined, after?: Workload) =>
    mountsTheSame(moverFor({ change: changeOf({ before, after }) }));
  expect([same(one, app('Deployment', surge(1), mounting('a', 'b'))), same(web, web)]).toEqual([true, true]);
  expect([same(one, web), same(one, app('Deployment', surge(1), mounting('a'))), same(undefined, web), same(undefined)])
    .toEqual([false, false, false, false]);
  const db = (name: string) => app('StatefulSet', { serviceName: 's', volumeClaimTemplates: [{ metadata: { name } }] });
  expect([same(db('x'), db('x')), same(db('x'), db('y'))]).toEqual([true, false]);
});

test('volumes are made where pods come unless something else is known, or not known, of them', () => {
  expect(areMadeWherePodsCome(NO_CLAIMS)).toBe(true);
  for (const key of ['unseenVolumes', 'placedEarly', 'refusals', 'unprovided', 'perhapsZonal']) {
    expect(areMadeWherePodsCome({ ...NO_CLAIMS, [key]: ['x'] })).toBe(false);
  }
  expect(areMadeWherePodsCome({ ...NO_CLAIMS, zonal: ['x'], unknown: ['x'] })).toBe(true);
});

describe('moves are not tried one by one', () => {
  const capacity = capacityOf([nodesOf('cpu', 2, 4, { zones: ['a', 'b'] })], cpuApp('x', 1));
  const why = (own: Partial<Mover> & { old?: Task; fresh?: Task } = {}, shape: Partial<Task> = {}) => {
    const task = taskOf({ eligible: [true, true], ...shape });
    return whyOdd(capacity,
      moverFor({ old: task, fresh: task, change: changeOf({ before: web, after: web }), ...own }));
  };
  const tie = (...users: Task[]) => ({ claim: 'data', topologyKey: HOSTNAME, users });
  const claims = (own: Partial<typeof NO_CLAIMS>) => ({ claims: { ...NO_CLAIMS, ...own } });
  const attraction = { topologyKey: ZONE, targets: [], satisfied: [], self: true };

  test('is said of nothing that room alone decides', () => expect(why()).toBeUndefined());

  test.each<[string, Parameters<typeof why>, string]>([
    ['what is not modelled', [{}, { unmodelled: ['this', 'that'] }], 'this, that'],
    ['a shared device', [{}, { attractions: [{ ...attraction, claim: 'gpu' }] }],
      'a resource claim that several pods share'],
    ['affinity', [{}, { attractions: [attraction] }], 'required pod affinity'],
    ['anti-affinity of one revision', [{}, { apart: { topologyKey: HOSTNAME, perRevision: true } }],
      'anti-affinity of one revision'],
    ['spread of one revision', [{}, { spreads: [spreadOver([0, 1], { perRevision: true })] }],
      'topology spread of one revision'],
    ['an unknown claim', [{}, claims({ unknown: ['data'] })], 'a claim that is not in the input'],
    ['a volume of a zone', [{}, { ties: [{ ...tie(), topologyKey: ZONE }] }],
      'a volume that stays in its zone or on its node'],
    ['a volume of a node', [{}, { ties: [tie()], ...claims({ local: ['data'] }) }],
      'a volume that stays in its zone or on its node'],
    ['volumes of pods that stand', [{}, claims({ staysOnNode: true })],
      'volumes of its pods that stay in their zones or on their nodes'],
    ['an early volume', [{ from: 0 }, claims({ placedEarly: ['data'] })],
      'a volume that is made in some zone before its pod has a place'],
    ['a volume of others', [{}, { ties: [tie(taskOf({ index: 7 }))] }], 'a volume that several workloads mount'],
    ['several pods on one', [{ from: 2, to: 2 }, claims({ attachment: 'node' })], 'several pods on one volume'],
    ['an autoscaler before', [{ change: changeOf({ before: web, after: web, from: { least: 1, most: 2 } }) }],
      'an autoscaler may choose its size'],
    ['an autoscaler after', [{ change: changeOf({ before: web, after: web, to: { least: 1, most: 2 } }) }],
      'an autoscaler may choose its size'],
    ['an autoscaler meanwhile', [{ change: changeOf({ before: web, after: web, isAutoscaled: true }) }],
      'an autoscaler may choose its size'],
  ])('of %s', (_, asked, reason) => expect(why(...asked)).toBe(`Deployment/web: ${reason}`));

  test('of what does not matter they are', () => {
    const shared = taskOf({ eligible: [true, true] });
    shared.ties.push(tie(shared));
    expect(whyOdd(capacity, moverFor({ old: shared, fresh: shared, change: changeOf({ before: web, after: web }) })))
      .toBeUndefined();
    expect(why({}, { apart: { topologyKey: HOSTNAME, perRevision: false } })).toBeUndefined();
    expect(why({}, { spreads: [spreadOver([0, 1])] })).toBeUndefined();
    expect(why({}, claims({ attachment: 'node' }))).toBeUndefined();
    expect(why({ from: 2, to: 2 }, claims({ attachment: 'pod' }))).toBeUndefined();
    expect(why({ from: 1, to: 3 })).toBeUndefined();
    expect(why({ from: 0 }, claims({ staysOnNode: true }))).toBeUndefined();
    const [old, fresh] = [taskOf({ ...claims({ attachment: 'node' }), eligible: [true, true] }),
      taskOf({ index: 1, eligible: [true, true] })];
    expect([why({ old, fresh, from: 2, to: 1 }), why({ old, fresh, from: 1, to: 2 })])
      .toEqual(['Deployment/web: several pods on one volume', undefined]);
  });

  test('of controllers that do more than one thing at a time', () => {
    const set = load(workload('ReplicaSet', 'web', {}, { replicas: 2 })).workloads[0];
    const changed = (after: Workload) => changeOf({ before: after, after });
    expect(why({ change: changed(set), from: 1, to: 2, discipline: 'roll' }))
      .toContain('its number and its template change at once');
    expect(why({ change: changed(set), from: 1, to: 2, discipline: 'scale' })).toBeUndefined();
    expect(why({ change: changed(set), from: 0, to: 2, discipline: 'roll' })).toBeUndefined();
    expect(why({ change: changed({ ...web, waitsFor: 'somebody' }) })).toBe('Deployment/web: somebody');
    expect(why({ change: changed({ ...web, waitsFor: 'somebody' }), discipline: 'scale' })).toBeUndefined();
    expect(why({ change: changed({ ...web, companions: [web] }) })).toBe('Deployment/web: its pods come in groups');
    expect(why({ change: changed({ ...web, isGang: true }) })).toBe('Deployment/web: its pods come in groups');
    const many = { ...web, bounds: () => ({ maxSurge: 1, maxUnavailable: 0, recreate: false, requiredSurge: 2 }) };
    expect(why({ change: changed(many) })).toBe('Deployment/web: it makes several pods at once');
  });
});
