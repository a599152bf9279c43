import {
  agent, app, apartFrom, claim, mounting, only, priority, ranked, Scene, SceneNode, spread,
} from '../../../../test/support/scene';
import { Placement } from '../../placement';
import { EndSearch, findEnd } from './find-end';
import { leavingAmong } from './leaving';
import { Stand } from './party';

/** Stands of each workload: so many pods, one of which waits where there is an asterisk. */
function ends(scene: Scene, stands: { readonly [name: string]: readonly string[] }, more: Partial<EndSearch> = {}) {
  const nodes = scene.capacity.nodes.map((_, node) => node);
  const result = findEnd({
    capacity: scene.capacity, nodes, leaving: [], budget: { steps: 10_000 },
    parties: Object.entries(stands).map(([name, all]) => {
      const task = scene.task(name);
      const party = { tasks: [task], hung: [], finished: [], any: [] };
      return {
        party, stands: all.map((each): Stand =>
          ({ pods: [[task, parseInt(each, 10)]], waiting: each.endsWith('*') ? task : undefined })),
      };
    }),
    ...more,
  });
  return typeof result === 'string' ? result : scene.nodesIn(result);
}

test('pods that have room for one more leave none waiting', () => {
  const scene = new Scene([2, 2], app('a', 4, 1));
  expect([ends(scene, { a: ['3*'] }), ends(scene, { a: ['4*'] }), ends(scene, { a: ['5'] })])
    .toEqual(['none', { a: [0, 0, 1, 1] }, 'none']);
});

test('others may stand where one that waits would go', () => {
  const scene = new Scene([2, 1], app('a', 1, 2), app('b', 2, 1));
  expect(ends(scene, { a: ['0*'], b: ['2'] })).toEqual({ b: [0, 0] });
  expect(ends(scene, { a: ['1'], b: ['2'] })).toBe('none');
  expect(ends(scene, { a: ['1'], b: ['2', '1'] })).toEqual({ a: [0], b: [1] });
  expect(ends(scene, { a: ['0*'], b: ['0'] })).toBe('none');
});

test('both may wait, if no node takes either', () => {
  const scene = new Scene([2], app('a', 1, 2), app('b', 2, 2));
  expect(ends(scene, { a: ['0*'], b: ['1*'] })).toEqual({ b: [0] });
  expect(ends(new Scene([3], app('a', 1, 1), app('b', 2, 2)), { a: ['0*'], b: ['1*'] })).toBe('none');
});

test('anti-affinity keeps pods off as room does', () => {
  const scene = new Scene([4, 4], app('a', 3, 1, {}, apartFrom('a')), app('b', 1, 1));
  expect([ends(scene, { a: ['2*'] }), ends(scene, { a: ['3'] }), ends(scene, { a: ['1*'] })])
    .toEqual([{ a: [0, 1] }, 'none', 'none']);
});

test('pods go to nodes that they may use', () =>
  expect(ends(new Scene([2, 2], app('a', 2, 1, {}, only(1))), { a: ['2'] })).toEqual({ a: [1, 1] }));

test('pods of one node stay beside each other', () => {
  const scene = new Scene([2, 1], app('a', 2, 1, {}, mounting('a')), ...claim('a', 'node', 'ReadWriteMany'));
  expect(ends(scene, { a: ['2'] })).toEqual({ a: [0, 0] });
  expect(ends(scene, { a: ['3'] })).toBe('none');
});

test('what is meant may ask for more', () => {
  const scene = new Scene([2, 2], app('a', 2, 1));
  const isMeant = ({ pods }: Pick<Placement, 'pods'>) => pods[0].size > 0 && pods[1].size > 0;
  expect([ends(scene, { a: ['2'] }), ends(scene, { a: ['2'] }, { isMeant }), ends(scene, { a: ['1'] }, { isMeant })])
    .toEqual([{ a: [0, 0] }, { a: [0, 1] }, 'none']);
});

test('it says where its steps end', () => {
  const scene = new Scene([2, 2], app('a', 4, 1));
  const within = (steps: number) => ends(scene, { a: ['4*'] }, { budget: { steps } });
  expect([within(0), within(1), within(3), within(4)])
    .toEqual(['bound reached', 'bound reached', 'bound reached', { a: [0, 0, 1, 1] }]);
});

test('of nodes that are alike one order is looked at', () => {
  const used = (nodes: number[]) => {
    const budget = { steps: 10_000 };
    expect(ends(new Scene(nodes, app('a', 4, 1)), { a: ['4'] }, { budget, isMeant: () => false })).toBe('none');
    return 10_000 - budget.steps;
  };
  expect(used([3, 3, 3])).toBeLessThan(used([3, 3, 4]));
});

describe('DaemonSets that leave', () => {
  const scene = (cpu: number, pod: object = {}) =>
    new Scene([cpu], app('a', 2, 1), agent('d', 1, 0, pod), priority('high', 1));
  const found = (made: Scene, stands: { readonly [name: string]: readonly string[] }, isWaiting?: boolean) =>
    ends(made, stands, {
      leaving: leavingAmong(made.capacity, made.capacity.tasks, [0]),
      isMeant: isWaiting === undefined ? undefined : (_, waiting) => waiting.length > 0 === isWaiting,
    });

  test('are away only where others leave them no room', () => {
    expect(found(scene(2), { a: ['2'] })).toEqual({ a: [0, 0] });
    expect([found(scene(2), { a: ['2'] }, false), found(scene(2), { a: ['1'] }, true)]).toEqual(['none', 'none']);
    expect(found(scene(2), { a: ['2'] }, true)).toEqual({ a: [0, 0] });
    expect(found(scene(3), { a: ['2'] }, true)).toBe('none');
  });

  test('take their room where there is any, so that others wait', () => {
    expect([found(scene(2), { a: ['1*'] }), found(scene(2), { a: ['0*'] })]).toEqual([{ a: [0] }, 'none']);
  });

  test('come back where they may evict', () =>
    expect([found(scene(2, ranked('high')), { a: ['2'] }), found(scene(2, ranked('high')), { a: ['1*'] })])
      .toEqual(['none', { a: [0] }]));
});

describe('few placements are looked at', () => {
  /** Steps until all are known; nothing is meant. */
  function steps(scene: Scene, stands: { readonly [name: string]: readonly string[] }): number {
    const budget = { steps: 100_000 };
    expect(ends(scene, stands, { budget, isMeant: () => false })).toBe('none');
    return 100_000 - budget.steps;
  }

  const three = (...cpu: number[]) => new Scene(cpu, app('a', 2, 1), app('b', 2, 1));
  const zones = ['x', 'y'].map((zone) => ({ cpu: 2, zone }));

  test('as nodes that are alike are told apart by nothing', () => {
    const four = (...cpu: number[]) => steps(new Scene(cpu, app('a', 4, 1)), { a: ['4'] });
    expect([four(3, 3, 3) <= 51, four(3, 3, 4) <= 54]).toEqual([true, true]);
    expect(steps(three(3, 3, 3), { a: ['2'], b: ['2'] })).toBeLessThanOrEqual(141);
    expect(steps(three(3, 3, 3), { a: ['2'], b: ['1', '2'] })).toBeLessThanOrEqual(213);
    expect(steps(three(1, 1, 1), { a: ['1*'], b: ['1*', '2'] })).toBeLessThanOrEqual(36);
  });

  test('but for zones, where these are looked at', () => {
    const by = (key: 'host' | 'zone', nodes: SceneNode[]) =>
      steps(new Scene(nodes, app('a', 2, 1, {}, apartFrom('b', key)), app('b', 2, 1)), { a: ['2'], b: ['1*', '2'] });
    expect([by('host', zones) <= 24, by('zone', zones) <= 24]).toEqual([true, true]);
    const plain = new Scene(zones, app('a', 2, 1), app('b', 2, 1));
    expect(steps(plain, { a: ['2'], b: ['1*', '2'] })).toBeLessThanOrEqual(23);
  });

  test('as one that certainly waits leaves no node open, whoever comes', () => {
    expect(steps(three(3, 3, 3), { a: ['1*'], b: ['1', '2'] })).toBeLessThanOrEqual(3);
    expect(steps(three(3, 3, 3), { a: ['1*'], b: ['1*', '2'] })).toBeLessThanOrEqual(3);
    // Others decide as well where spread does.
    const spreads = new Scene([2, 2], app('a', 2, 1, {}, spread('a')), app('b', 2, 1));
    expect(steps(spreads, { a: ['1*'], b: ['1*', '2'] })).toBe(20);
  });
});

test('pods that mount one volume of a zone stand in one', () => {
  const found = (...names: string[]) => ends(
    new Scene(names.map((zone) => ({ cpu: 1, zone })), app('a', 2, 1, {}, mounting('a')),
      ...claim('a', 'zone', 'ReadWriteMany')), { a: ['2'] });
  expect([found('x', 'x'), found('x', 'y'), found('x', 'y', 'y')]).toEqual([{ a: [0, 1] }, 'none', { a: [1, 2] }]);
});
