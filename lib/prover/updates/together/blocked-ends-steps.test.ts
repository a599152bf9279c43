import { workload } from '../../../../test/support/rollout';
import {
  app, apartFrom, claim, mounting, only, Scene, SceneNode, spread, Way,
} from '../../../../test/support/scene';
import { Task } from '../../placement';
import { BlockedEnds } from './blocked-ends';
import { ThroughBefore } from './through-before';

type Pods = { [name: string]: number[] };
const surge: Way = { surge: 1 };
const shared = (name: string) => claim(name, 'zone', 'ReadWriteMany');
const zoned = (...zones: string[]): SceneNode[] => zones.map((zone) => ({ cpu: 3, zone }));

/** The end of `a`, those told through before; as they are unless told. */
function blocked(scene: Scene, pods: Pods, of?: ThroughBefore['of']): Pods | undefined {
  const { movers } = scene.release('a');
  const through = Object.assign(new ThroughBefore(scene.capacity, movers), of ? { of } : {});
  const start = scene.standing(pods);
  const end = new BlockedEnds(scene.capacity, movers, through).from(start, scene.mover('a'));
  expect(scene.nodesIn(start)).toEqual(pods);
  return scene.nodesIn(end?.placement);
}

test('nothing is shown where some cannot have been through, or too many nodes are open', () => {
  const scene = new Scene([3, 3], app('a', 1, 3), app('b', 2, 1));
  expect(blocked(scene, { a: [0], b: [1, 1] }, () => undefined)).toBeUndefined();
  const asks = (nodes: number) => {
    const of = jest.fn(() => undefined);
    blocked(new Scene(new Array<number>(nodes).fill(1), app('a', 1, 1)), { a: [0] }, of);
    return of.mock.calls.length;
  };
  expect([asks(13), asks(14)]).toEqual([1, 0]);
});

test('each of its places is tried', () => {
  const scene = new Scene([3, 3, 3], app('a', 2, 3), app('b', 2, 1, {}, only(1, 2)));
  expect(blocked(scene, { a: [0, 1], b: [2, 2] })).toEqual({ a: [0], b: [1, 2] });
});

describe('in place of its pod no other comes', () => {
  const pods = { a: [0], b: [1, 1] };
  const with_ = (b: object, ...more: object[]) => blocked(new Scene([3, 3], app('a', 1, 3), b, ...more), pods);

  test('that nobody replaces, or that may not go there', () => {
    expect(with_(app('b', 2, 1))).toEqual({ b: [0, 1] });
    expect(with_(workload('Deployment', 'b', { cpu: 1 }, { replicas: 2, paused: true }))).toBeUndefined();
    expect(with_(app('b', 2, 1, {}, only(1)))).toBeUndefined();
    const far = new Scene(zoned('x', 'y'), app('a', 1, 3), app('b', 2, 1, {}, mounting('b')), ...shared('b'));
    expect(blocked(far, pods)).toBeUndefined();
  });

  test('twice', () =>
    expect(blocked(new Scene([3, 3, 3], app('a', 1, 3), app('b', 3, 1)), { a: [0], b: [2, 2, 2] })).toBeUndefined());

  test('that leaves the node open', () =>
    expect(blocked(new Scene([4, 4], app('a', 1, 3), app('b', 2, 1)), pods)).toBeUndefined());

  test('that opens another one', () =>
    expect(blocked(new Scene([3, 3], app('a', 1, 3), app('b', 1, 1)), { a: [0], b: [1] })).toBeUndefined());

  test('that makes room for one that may miss none', () => {
    const end = (cpu: number, way: Way) => {
      const c = app('c', 1, cpu, way, only(1));
      return blocked(new Scene([3, cpu + 1], app('a', 1, 3), app('b', 1, 1), c), { a: [0], b: [1], c: [1] });
    };
    const shown = { b: [0], c: [1] };
    expect([end(1, surge), end(1, {}), end(2, surge)]).toEqual([undefined, shown, shown]);
  });

  test('that is through before', () => {
    const scene = new Scene([3, 3], app('a', 1, 3), app('b', 1, 1, surge), app('c', 1, 1));
    const [b, c] = ['b', 'c'].map((name) => scene.task(name));
    const from = (...through: Task[]) => blocked(scene, { a: [0], b: [1], c: [1] }, () => new Set(through));
    expect([from(), from(b), from(b, c)]).toEqual([undefined, { b: [1], c: [0] }, undefined]);
  });
});

test('its volume tells which nodes must be closed', () => {
  const scene = new Scene(zoned('x', 'x', 'y'), app('a', 1, 3, {}, mounting('a')), app('b', 2, 1), ...claim('a'));
  expect(blocked(scene, { a: [0], b: [1, 1] })).toEqual({ b: [0, 1] });
});

test('only one without ties changes places with one that waits', () => {
  const nodes = [{ cpu: 3, zone: 'x' }, { cpu: 2, zone: 'x' }, { cpu: 2, zone: 'y' }];
  const end = (pod: object, ...more: object[]) => blocked(new Scene(nodes, app('a', 1, 3),
    app('b', 1, 2, surge, mounting('b')), app('c', 1, 2, surge, pod), ...claim('b'), ...more),
    { a: [0], b: [2], c: [1] });
  expect(end({})).toEqual({ b: [0, 1], c: [2] });
  const tied = [end(spread('c')), end(apartFrom('b')), end(mounting('c'), ...claim('c').slice(1)),
    end(mounting('c'), ...shared('c').slice(1))];
  expect(tied.map((each) => each?.b ?? [2])).toEqual(tied.map(() => [2]));
});
