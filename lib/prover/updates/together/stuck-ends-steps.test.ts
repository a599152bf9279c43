import { workload } from '../../../../test/support/rollout';
import { app, claim, mounting, only, Scene, SceneNode, spread, Way } from '../../../../test/support/scene';
import { Task } from '../../placement';
import { Gathering } from './gathering';
import { StuckEnds } from './stuck-ends';
import { ThroughBefore } from './through-before';

type Pods = { [name: string]: number[] };
const surge: Way = { surge: 1 };

afterEach(() => jest.restoreAllMocks());

/** The ends of a scene, and what is known of those that are through before as told. */
function endsWith(scene: Scene, told: Partial<ThroughBefore> = {}): StuckEnds {
  const through = new ThroughBefore(scene.capacity, scene.movers);
  return new StuckEnds(scene.capacity, scene.movers, Object.assign(through, told));
}
const asked = (scene: Scene, ends: StuckEnds, pods: Pods, isFar = false) => {
  const [placement, mover] = [scene.standing(pods), scene.mover('a')];
  return scene.nodesIn((isFar ? ends.farFrom(placement, mover) : ends.from(placement, mover))?.placement);
};

describe('those that are through before', () => {
  const pods = { a: [0], b: [1, 1] };

  test('stand where they stood', () => {
    const scene = new Scene([3, 3], app('a', 1, 3), app('b', 2, 1));
    const shown = (...names: string[]) =>
      asked(scene, endsWith(scene, { partly: () => new Set(names.map((name) => scene.task(name))) }), pods);
    expect([shown(), shown('b'), shown('a')]).toEqual([{ b: [0, 1] }, undefined, { b: [0, 1] }]);
  });

  test('but for a new pod that comes to wait', () => {
    const scene = new Scene([3, 3], app('a', 1, 3), app('b', 1, 1, surge, mounting('b')), ...claim('b'));
    const through = { partly: () => new Set([scene.task('b')]) };
    expect(asked(scene, endsWith(scene, through), { a: [0], b: [1] }, true)).toEqual({ b: [0, 1] });
  });

  test('are none of those that go through later, where they have room', () => {
    const scene = new Scene([3, 4, 1],
      app('a', 1, 3), app('b', 1, 1), app('c', 1, 2, surge), app('d', 1, 2, {}, only(1)));
    const c = scene.task('c');
    const shown = (through: Task[], surging: Task[]) => asked(scene, endsWith(scene, {
      partly: () => new Set(through), surgingBeside: () => surging,
    }), { a: [0], b: [2], c: [1], d: [1] });
    expect([shown([], []), shown([], [c]), shown([c], [c])])
      .toEqual([[1], [0], [1]].map((nodes) => ({ b: [0], c: nodes, d: [1] })));
  });
});

describe('ends that no way leads to', () => {
  /** How often a way is looked for, and the end of the one after so many. */
  function ways(objects: object[], pods: Pods, good = Infinity, isFar = true) {
    const scene = new Scene([4, 4, 4, 4, 4, 4], ...objects);
    const all = new Set(scene.capacity.tasks);
    let count = 0;
    const partly = () => (++count > good ? new Set<Task>() : all);
    const there = Object.fromEntries(Object.entries(pods).filter(([name]) => scene.task(name)));
    const end = asked(scene, endsWith(scene, { partly }), there, isFar);
    return { count, end };
  }
  const others = (name: string, way: Way = {}, cpu = 4, pod: object = {}) => app(name, 1, cpu, way, pod);
  const small = ['u', 'v', 'w', 'x', 'y', 'z'].map((name) => app(name, 1, 0.5));
  const pods = { a: [0], u: [2], v: [2], w: [2], x: [2], y: [2], z: [2] };

  test('are closed anew by three seeds, and by pods as large in its room, three of them', () => {
    const count = (...objects: object[]) =>
      ways([app('a', 1, 4), ...small, ...objects], { ...pods, b: [1], c: [3], d: [4], e: [5] }).count;
    expect(count(others('b'))).toBe(4);
    expect(count(others('b'), others('c'))).toBe(5);
    expect(count(...['b', 'c', 'd', 'e'].map((name) => others(name)))).toBe(6);
    const unlike = [others('b', surge), others('b', {}, 3)];
    expect(unlike.map((b) => count(b))).toEqual([3, 3]);
    // Nor one that may not go where it went.
    const apart = [app('a', 1, 4, {}, only(0, 2)), ...small, others('b', {}, 4, only(1))];
    expect(ways(apart, { ...pods, b: [1] }).count).toBe(3);
  });

  test('until there is one', () => {
    const { count, end } = ways([app('a', 1, 4), ...small, others('b')], { ...pods, b: [1] }, 3);
    expect([count, end?.a, end?.b?.length]).toEqual([4, undefined, 1]);
    expect(Object.values(end!).flat().length).toBe(7);
  });

  test('nearby, from three places of its pods', () => {
    const four = [app('a', 4, 3, {}, only(0, 1, 2, 3)), app('b', 2, 1, { unavailable: 2 })];
    expect(ways(four, { a: [0, 1, 2, 3], b: [0, 1] }, Infinity, false).count).toBe(3);
  });
});

describe('the pods of one that waits', () => {
  /** Where its pods stand before others do, start by start. */
  function starts(nodes: SceneNode[], pods: Pods, ...objects: object[]): number[][] {
    const scene = new Scene(nodes, ...objects);
    const seen: number[][] = [];
    jest.spyOn(Gathering.prototype, 'beside').mockImplementation((left) => {
      seen.push(scene.nodesIn(left)?.a ?? []);
      return { placement: left, waiting: new Set(), missing: [] };
    });
    const ends = Object.assign(endsWith(scene), { tries: { steps: 0 } });
    expect(asked(scene, ends, pods, true)).toBeUndefined();
    jest.restoreAllMocks();
    return seen;
  }
  const zones = (...names: string[]) => names.map((zone) => ({ cpu: 9, zone }));

  test('leave one place after the other, three at most', () =>
    expect(starts([9, 9, 9, 9, 9], { a: [0, 1, 2, 3] }, app('a', 4, 1))).toEqual([[1, 2, 3], [0, 2, 3], [0, 1, 3]]));

  test('stay where none may be missing, unless spread lets them go to other domains', () => {
    const of = (count: number, pod: object, ...more: object[]) =>
      starts(zones('x', 'x', 'y'), { a: [0, 2].slice(0, count) }, app('a', count, 1, surge, pod), ...more);
    expect([of(2, {}), of(1, spread('a', 'zone'))]).toEqual([[[0, 2]], [[0]]]);
    expect(of(2, spread('a', 'zone'))).toEqual([[0, 2], [2, 2], [0, 0], [0, 1]]);
    const kept = { ...spread('a', 'zone'), ...mounting('a') };
    expect(of(2, kept, ...claim('a', 'zone', 'ReadWriteMany'))).toEqual([[0, 2]]);
  });

  test('go only where there is room', () => {
    const nodes = [{ cpu: 9, zone: 'x' }, { cpu: 2, zone: 'y' }];
    const at = (b: number[]) => starts(nodes, { a: [0, 1], b }, app('a', 2, 1, surge, spread('a', 'zone')),
      app('b', 1, 1, {}, only(0, 1)));
    expect([at([0]), at([1])]).toEqual([[[0, 1], [1, 1], [0, 0]], [[0, 1], [0, 0]]]);
  });
});

test('pods wait where they close a node', () => {
  const scene = new Scene([1, 3, 1], app('a', 1, 3), app('b', 1, 1, surge, mounting('b')), ...claim('b'));
  expect(asked(scene, endsWith(scene), { a: [1], b: [2] })).toEqual({ b: [1, 2] });
});

test('and not where all nodes are closed without them', () => {
  const scene = new Scene([2, 2, 2], app('a', 1, 2, surge), app('b', 1, 1, surge, mounting('b')), app('c', 1, 1),
    ...claim('b'));
  expect(asked(scene, endsWith(scene), { a: [0], b: [1], c: [2] })).toEqual({ a: [0], b: [1], c: [2] });
});

test('spread of each kind must let the pods of Recreate come back', () => {
  const both = [...spread('a', 'host', { maxSkew: 5 }).topologySpreadConstraints,
    ...spread('a', 'zone').topologySpreadConstraints];
  const shown = (skews: object) => {
    const scene = new Scene([{ cpu: 6, zone: 'x' }, { cpu: 2, zone: 'y' }],
      app('a', 3, 2, { recreate: true }, skews), app('b', 2, 1));
    return asked(scene, endsWith(scene), { a: [1, 0, 0], b: [0, 0] });
  };
  expect(shown({ topologySpreadConstraints: both })).toBeUndefined();
  expect(shown(spread('a', 'zone', { maxSkew: 2 }))).toEqual({ a: [0, 0], b: [0, 1] });
});

test('tries are few, and those that are left over are kept', () => {
  const pods = { a: [0], b: [1, 1, 1] };
  const searching = (unavailable: number, steps: number) => {
    const scene = new Scene([3, 3, 3], app('a', 1, 3), app('b', 3, 1, { unavailable }));
    const tries = { steps };
    return [asked(scene, Object.assign(endsWith(scene), { tries }), pods), steps - tries.steps] as const;
  };
  const [none, used] = searching(1, 10_000);
  expect([none, used > 0, used <= 8_000]).toEqual([undefined, true, true]);
  expect([searching(2, 10_000)[0], searching(2, 0)]).toEqual([{ b: [0, 1, 2] }, [undefined, 0]]);
});

test('a pod that asks more of something is not hopeless, nor one that may miss none', () => {
  const memory = workload('Deployment', 'b', { cpu: 1, memory: '9Gi' }, {
    replicas: 1, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
  });
  const scene = new Scene([9, 9], app('a', 1, 3), memory, app('c', 1, 2, surge), app('d', 1, 2));
  const ends = endsWith(scene);
  // No node can be closed.
  asked(scene, ends, { a: [0], b: [1], c: [0], d: [1] });
  ends.giveUp(scene.mover('a'));
  expect(['b', 'c', 'd'].map((name) => ends.isHopeless(scene.mover(name)))).toEqual([false, false, true]);
});
