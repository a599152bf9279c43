import { Workload } from '../../../manifests';
import { Placement, Task } from '../../placement';
import { Limit, QuotaMeter } from './quota-meter';
import { Step } from './step';
import { Actor, DaemonActor } from './world';
import { WorldMoves } from './world-moves';
import { capacityOf, cpuApp, nodesOf } from '../../../../test/support/capacity';
import { changeOf, moverFor } from '../../../../test/support/movers';
import { load, surge, workload } from '../../../../test/support/rollout';

const [deployment, set] = ['Deployment', 'StatefulSet'].map((kind): Workload =>
  load(workload(kind, 'web', {}, kind === 'Deployment' ? surge(1) : { serviceName: 's' })).workloads[0]);

interface Asked {
  readonly actor?: Partial<Actor>;
  /** Where old pods stand, of 4 cpu on nodes of 10 in zones a, b and a. */
  readonly nodes?: readonly number[];
  /** What new pods ask. */
  readonly cpu?: number;
  readonly limits?: readonly Limit[];
  readonly daemons?: readonly DaemonActor[];
  readonly shape?: Partial<Task>;
}

function moves({ actor = {}, nodes = [0], cpu = 5, limits = [], daemons = [], shape = {} }: Asked = {}) {
  const capacity = capacityOf([nodesOf('cpu', 3, 10, { zones: ['a', 'b'] })], cpuApp('old', 4), cpuApp('fresh', cpu));
  const [old, fresh] = capacity.tasks;
  [old, fresh].forEach((task) => Object.assign(task, shape));
  const empty = new Placement(capacity);
  const start = new Placement(capacity);
  nodes.forEach((node) => start.add(old, node, 1));
  const mover = moverFor({ old, fresh, from: nodes.length, ...actor });
  const who: Actor = {
    ownReach: 'everywhere', sharedReach: 'everywhere', attachment: 'free', isWatched: false, isSet: false,
      isOrdered: false,
    ...mover, ...actor,
  };
  const them = new WorldMoves(start, {
    capacity, nodes: [0, 1, 2], actors: [who], daemons, standing: new Map(), empty, meter: new QuotaMeter(limits),
  }, String);
  const kinds = () => {
    const byKind = new Map<string, number[]>();
    them.steps().forEach(({ kind, node }) => byKind.set(kind, [...byKind.get(kind) ?? [], node]));
    return Object.fromEntries(byKind);
  };
  const go = (kind: Step['kind'], node = -1, at = 0) => them.do({ who: at, kind, node });
  return { them, kinds, go, start, old, fresh };
}

describe('pods without volumes', () => {
  test('come by a surge and leave then', () => {
    const { them, kinds, go } = moves();
    expect([kinds(), them.isThrough(0)]).toEqual([{ comes: [0, 1, 2] }, false]);
    go('comes', 1);
    expect([kinds(), them.isThrough(0)]).toEqual([{ leaves: [0] }, false]);
    go('leaves', 0);
    expect([kinds(), them.isThrough(0)]).toEqual([{}, true]);
    them.undo();
    them.undo();
    expect([kinds(), them.isThrough(0)]).toEqual([{ comes: [0, 1, 2] }, false]);
  });

  test('leave first where one may be missing', () => {
    const { kinds, go } = moves({ actor: { surge: 0, unavailable: 1 }, nodes: [0, 1] });
    expect(kinds()).toEqual({ leaves: [0, 1] });
    go('leaves', 1);
    expect(kinds()).toEqual({ comes: [0, 1, 2] });
  });

  test('all leave before others come where they are recreated', () => {
    const { them, kinds, go } = moves({ actor: { discipline: 'recreate', to: 1 }, nodes: [0, 1] });
    go('leaves', 0);
    expect(kinds()).toEqual({ leaves: [1] });
    go('leaves', 1);
    expect(kinds()).toEqual({ comes: [0, 1, 2] });
    go('comes', 2);
    expect([kinds(), them.isThrough(0)]).toEqual([{}, true]);
  });

  test('are further ones, or too many, where their number changes', () => {
    const up = moves({ actor: { discipline: 'scale', to: 2 } });
    expect(up.kinds()).toEqual({ comes: [0, 1, 2] });
    up.go('comes', 0);
    expect([up.kinds(), up.them.isThrough(0)]).toEqual([{}, true]);
    const down = moves({ actor: { discipline: 'scale', to: 1 }, nodes: [0, 1] });
    expect([down.kinds(), down.them.isThrough(0)]).toEqual([{ 'is too many': [0, 1] }, false]);
    down.go('is too many', 1);
    expect([down.kinds(), down.them.isThrough(0)]).toEqual([{}, true]);
  });

  test('are made of the old kind, or given up, where a Deployment grows', () => {
    const { kinds, go } = moves({ actor: { to: 2, change: changeOf({ after: deployment }) } });
    expect(kinds()).toEqual({ 'comes': [0, 1, 2], 'is added': [0, 1, 2] });
    go('comes', 1);
    expect(kinds()).toEqual({ 'gives up': [-1], 'is added': [0, 1, 2] });
    go('gives up');
    expect(kinds()).toEqual({ comes: [0, 1, 2] });
  });

  test('have no room where it is taken', () => {
    const { kinds } = moves({ cpu: 7 });
    expect(kinds()).toEqual({ comes: [1, 2] });
    expect(moves({ cpu: 7, nodes: [0, 1, 2], actor: { from: 3, to: 3 } }).kinds()).toEqual({});
  });
});

describe('pods that others look at', () => {
  test('are let go before they have gone', () => {
    const { them, kinds, go } = moves({ actor: { isWatched: true, from: 2, to: 2 }, nodes: [0, 1] });
    expect(kinds()).toEqual({ comes: [0, 1, 2] });
    go('comes', 2);
    expect(kinds()).toEqual({ 'lets go': [-1] });
    go('lets go');
    // A new one may come before the old one has gone.
    expect(kinds()).toEqual({ 'is too many': [0, 1], 'comes': [0, 1, 2] });
    go('comes', 0);
    go('lets go');
    expect(kinds()).toEqual({ 'is too many': [0, 1] });
    go('is too many', 0);
    go('is too many', 1);
    expect([kinds(), them.isThrough(0)]).toEqual([{}, true]);
  });

  test('are all let go at once where all may be missing', () => {
    const { kinds, go } =
      moves({ actor: { isWatched: true, from: 2, to: 2, surge: 0, unavailable: 2 }, nodes: [0, 1] });
    expect(kinds()).toEqual({ 'lets go': [-1] });
    go('lets go');
    expect(kinds()).toEqual({ 'is too many': [0, 1], 'comes': [0, 1, 2] });
  });
});

describe('pods with volumes of their own', () => {
  const ofZone: Partial<Actor> = { ownReach: 'zone', surge: 0, unavailable: 1 };

  test('come back near where one has gone', () => {
    const { them, kinds, go } = moves({ actor: { ...ofZone, from: 2, to: 2 }, nodes: [0, 1] });
    go('leaves', 0);
    expect(kinds()).toEqual({ comes: [0, 2] });
    go('comes', 2);
    expect(kinds()).toEqual({ leaves: [1] });
    go('leaves', 1);
    expect(kinds()).toEqual({ comes: [1] });
    go('comes', 1);
    expect([kinds(), them.isThrough(0)]).toEqual([{}, true]);
  });

  test('come back to the node where volumes stay there', () => {
    const { kinds, go } = moves({ actor: { ...ofZone, ownReach: 'node', from: 2, to: 2 }, nodes: [0, 1] });
    go('leaves', 0);
    expect(kinds()).toEqual({ comes: [0] });
  });

  test('come anywhere where they are further ones', () => {
    const { kinds, go } = moves({ actor: { ownReach: 'zone', discipline: 'scale', to: 2 } });
    expect(kinds()).toEqual({ 'comes further': [0, 1, 2] });
    go('comes further', 1);
    expect(kinds()).toEqual({});
  });

  test('leave no place behind where fewer are wanted', () => {
    const { kinds, go } = moves({
      actor: { ...ofZone, from: 2, to: 1, change: changeOf({ after: set }) }, nodes: [0, 1],
    });
    expect(kinds()).toEqual({ 'is too many': [0, 1] });
    go('is too many', 0);
    expect(kinds()).toEqual({ leaves: [1] });
    go('leaves', 1);
    expect(kinds()).toEqual({ comes: [1] });
  });
});

describe('pods that share a volume', () => {
  test('are all near the first of them', () => {
    const zone = moves({ actor: { sharedReach: 'zone' } });
    expect(zone.kinds()).toEqual({ comes: [0, 2] });
    const node = moves({ actor: { sharedReach: 'node' } });
    expect(node.kinds()).toEqual({ comes: [0] });
    const later = moves({ actor: { sharedReach: 'zone', from: 0, to: 2 }, nodes: [] });
    expect(later.kinds()).toEqual({ comes: [0, 1, 2] });
    later.go('comes', 1);
    expect(later.kinds()).toEqual({ comes: [1] });
  });

  test('wait on other nodes until it is let go', () => {
    const { them, kinds, go } = moves({ actor: { attachment: 'node' } });
    go('comes', 1);
    expect([kinds(), them.isThrough(0)]).toEqual([{}, false]);
    them.undo();
    go('comes', 0);
    expect(kinds()).toEqual({ leaves: [0] });
    go('leaves', 0);
    expect([kinds(), them.isThrough(0)]).toEqual([{}, true]);
  });

  test('have it attached where one of them is, when it is free', () => {
    const { them, kinds, go } = moves({ actor: { attachment: 'node', surge: 0, unavailable: 1 } });
    go('leaves', 0);
    go('comes', 2);
    expect([kinds(), them.isThrough(0)]).toEqual([{ attaches: [2] }, false]);
    go('attaches', 2);
    expect([kinds(), them.isThrough(0)]).toEqual([{}, true]);
  });

  test('of which those that wait go first', () => {
    const { kinds } = moves({ actor: { attachment: 'node', discipline: 'scale', from: 2, to: 1 }, nodes: [0, 1] });
    expect(kinds()).toEqual({ 'is too many': [1] });
  });

  test('come one after the other where one has it at a time', () => {
    const { kinds, go } = moves({ actor: { attachment: 'pod', surge: 0, unavailable: 1 } });
    expect(moves({ actor: { attachment: 'pod' } }).kinds()).toEqual({});
    go('leaves', 0);
    expect(kinds()).toEqual({ comes: [0, 1, 2] });
  });
});

describe('where a quota counts', () => {
  const pods = (hard: number, base = 0): Limit =>
    ({ hard, base, actors: [{ old: 1, fresh: 1 }], daemons: [] });

  test('a pod is made, if it may exist, before it comes', () => {
    const { kinds, go } = moves({ limits: [pods(2)] });
    expect(kinds()).toEqual({ 'is made': [-1] });
    go('is made');
    expect(kinds()).toEqual({ comes: [0, 1, 2] });
    expect(moves({ limits: [pods(1)] }).kinds()).toEqual({});
    expect(moves({ limits: [pods(2, 1)] }).kinds()).toEqual({});
  });

  test('one that has gone makes way', () => {
    const { kinds, go, them } = moves({ limits: [pods(1)], actor: { surge: 0, unavailable: 1 } });
    expect([them.oldOf(0), them.freshOf(0)]).toEqual([1, 0]);
    go('leaves', 0);
    expect([kinds(), them.oldOf(0)]).toEqual([{ 'is made': [-1] }, 0]);
    go('is made');
    expect([kinds(), them.freshOf(0)]).toEqual([{ comes: [0, 1, 2] }, 1]);
  });

  test('old pods are made as well, and given up', () => {
    const { kinds, go, them } = moves({ limits: [pods(9)], actor: { to: 2, change: changeOf({ after: deployment }) } });
    expect(kinds()).toEqual({ 'old is made': [-1], 'is made': [-1] });
    go('old is made');
    expect([kinds(), them.oldOf(0)]).toEqual([{ 'is added': [0, 1, 2], 'is made': [-1] }, 2]);
    go('is made');
    go('comes', 1);
    go('gives up');
    expect(them.oldOf(0)).toBe(1);
  });
});

describe('a StatefulSet whose pod waits', () => {
  const ordered: Partial<Actor> = { isSet: true, isOrdered: true, surge: 0, unavailable: 1, from: 2, to: 2 };
  const rests = (asked: Asked, ...done: [Step['kind'], number][]) => {
    const { them, go } = moves({ ...asked, nodes: asked.nodes ?? [0, 1] });
    done.forEach(([kind, node]) => go(kind, node));
    return them.mayRest([{ who: 0, kind: 'leaves', node: 0 }]);
  };

  test('does nothing else, if it makes them one after the other', () => {
    expect(rests({ actor: ordered, cpu: 11 }, ['leaves', 0])).toBe(true);
    expect(rests({ actor: { ...ordered, isOrdered: false }, cpu: 11 }, ['leaves', 0])).toBe(false);
    expect(rests({ actor: { ...ordered, isSet: false }, cpu: 11 }, ['leaves', 0])).toBe(false);
    expect(rests({ actor: ordered }, ['leaves', 0])).toBe(false);
    expect(rests({ actor: ordered, cpu: 11 })).toBe(false);
  });

  test('also where the place of one that has gone is out of reach', () => {
    const own: Partial<Actor> = { ...ordered, ownReach: 'node' };
    expect(rests({ actor: own, cpu: 7, nodes: [0, 0] }, ['leaves', 0])).toBe(true);
    expect(rests({ actor: own, cpu: 5, nodes: [0, 1] }, ['leaves', 0])).toBe(false);
  });

  test('also where it is refused', () => {
    const full: Limit = { hard: 0, base: 0, actors: [{ old: 0, fresh: 1 }], daemons: [] };
    expect(rests({ actor: { ...ordered, isOrdered: false }, limits: [full] }, ['leaves', 0])).toBe(true);
    expect(rests({ actor: ordered, limits: [{ ...full, hard: 1 }] }, ['leaves', 0])).toBe(false);
  });
});

test('DaemonSets move on their nodes, by numbers after the actors', () => {
  const daemon: DaemonActor = {
    name: 'DaemonSet/agent', nodes: [0], surge: 0, unavailable: 1, old: Float64Array.of(1, 1000),
    fresh: Float64Array.of(1, 2000),
  };
  const { them, kinds, go } = moves({ daemons: [daemon] });
  expect(kinds()).toEqual({ 'comes': [0, 1, 2], 'on its node': [0] });
  expect([them.isThrough(1), them.waitingAt(1), them.oldOfDaemon(0), them.freshOfDaemon(0)])
    .toEqual([false, undefined, 1, 0]);
  go('on its node', 0, 1);
  expect([them.waitingAt(1), them.oldOfDaemon(0), them.freshOfDaemon(0)]).toEqual([0, 0, 1]);
  go('on its node', 0, 1);
  expect([them.isThrough(1), them.isThrough(0), them.waitingAt(1)]).toEqual([true, false, undefined]);
  expect(them.mayRest([{ who: 1, kind: 'on its node', node: 0 }])).toBe(false);
  const before = them.key();
  go('comes', 1);
  expect(them.key()).not.toBe(before);
  them.undo();
  expect(them.key()).toBe(before);
});
