import {
  app, apartFrom, claim, mounting, only, priority, ranked, Scene, SceneNode, spread,
} from '../../../../test/support/scene';
import { decidesByZone, StuckEnds } from './stuck-ends';
import { ThroughBefore } from './through-before';

type Pods = { [name: string]: number[] };
const surge = { surge: 1 };
const all = { recreate: true };
const ZONES: SceneNode[] = ['x', 'x', 'y', 'y'].map((zone) => ({ cpu: 3, zone }));

const stuck = (scene: Scene) =>
  new StuckEnds(scene.capacity, scene.movers, new ThroughBefore(scene.capacity, scene.movers));
const near = (scene: Scene, pods: Pods) =>
  scene.nodesIn(stuck(scene).from(scene.standing(pods), scene.mover('a'))?.placement);
const far = (scene: Scene, pods: Pods) =>
  scene.nodesIn(stuck(scene).farFrom(scene.standing(pods), scene.mover('a'))?.placement);
/** From pods that stand so, with few that move, and from where they may have stood anywhere. */
const both = (scene: Scene, pods: Pods): any[] => [near(scene, pods), far(scene, pods)];

test('nothing is shown of one that may have others evicted', () => {
  const scene = (a: string, b: string) => new Scene([3, 3], app('a', 1, 3, {}, ranked(a)),
    app('b', 2, 1, {}, ranked(b)), priority('high', 2), priority('low', 0));
  const pods = { a: [0], b: [1, 1] };
  expect(both(scene('high', 'low'), pods)).toEqual([undefined, undefined]);
  expect(both(scene('low', 'high'), pods)).toEqual([{ b: [0, 1] }, { b: [0, 1] }]);
});

test('no more move than may be missing at one time, unless they may have stood elsewhere before', () => {
  const scene = (unavailable: number) => new Scene([3, 3, 3], app('a', 1, 3), app('b', 3, 1, { unavailable }));
  const pods = { a: [0], b: [1, 1, 1] };
  expect(both(scene(1), pods)).toEqual([undefined, { b: [0, 1, 2] }]);
  expect(both(scene(2), pods)).toEqual([{ b: [0, 1, 2] }, { b: [0, 1, 2] }]);
});

test('Recreate closes four nodes nearby; for more, pods have to come from afar', () => {
  const one = (...nodes: number[]) => new Array<number>(nodes.length).fill(3);
  const five = [0, 1, 2, 3, 4, 5, 6];
  expect(near(new Scene(one(...five), app('a', 1, 3), app('b', 7, 1, all)), { a: [0], b: [1, 1, 1, 2, 2, 2, 3] }))
    .toEqual({ b: five });
  expect(both(new Scene(one(...five, 7), app('a', 1, 3), app('b', 8, 1, all)), { a: [0], b: [1, 1, 1, 2, 2, 2, 3, 3] }))
    .toEqual([undefined, { b: [...five, 7] }]);
});

describe('spread', () => {
  test('keeps off nodes that have room', () => {
    expect(both(new Scene([3, 3, 3], app('a', 2, 3, {}, spread('a')), app('b', 2, 1)), { a: [0, 1], b: [2, 2] }))
      .toEqual([{ a: [1], b: [0, 2] }, { a: [1], b: [0, 2] }]);
    expect(near(new Scene(ZONES, app('a', 2, 3, {}, spread('a', 'zone')), app('b', 2, 1)), { a: [0, 2], b: [1, 1] }))
      .toEqual({ a: [2], b: [0, 1] });
  });

  test('lets one that may miss none move to another zone before it waits', () => {
    const scene = (x: number, y: number, pods: number, others: number) => new Scene(
      [{ cpu: x, zone: 'x' }, { cpu: y, zone: 'y' }],
      app('a', pods, 1, surge, spread('a', 'zone')), app('b', others, 1));
    expect(near(scene(4, 2, 3, 1), { a: [0, 0, 1], b: [1] })).toEqual({ a: [0, 0, 1], b: [1] });
    const [x, y] = [{ a: [0, 0], b: [1, 1] }, { a: [1, 1], b: [0, 0] }];
    expect(both(scene(3, 2, 2, 2), { a: [0, 1], b: [0, 1] })).toEqual([x, x]);
    expect(both(scene(2, 3, 2, 2), { a: [0, 1], b: [0, 1] })).toEqual([y, y]);
  });

  test('that Recreate could not come back with shows nothing', () => {
    const scene = (skew: number) => new Scene([{ cpu: 6, zone: 'x' }, { cpu: 2, zone: 'y' }],
      app('a', 3, 2, all, spread('a', 'zone', { maxSkew: skew })), app('b', 2, 1, {}));
    const pods = { a: [1, 0, 0], b: [0, 0] };
    expect([both(scene(1), pods)[0], both(scene(2), pods)[0]]).toEqual([undefined, { a: [0, 0], b: [0, 1] }]);
  });
});

describe('volumes', () => {
  test('keep it in its zone', () => {
    const scene = (others: number) =>
      new Scene(ZONES, app('a', 1, 3, {}, mounting('a')), app('b', others, 1), ...claim('a'));
    expect(both(scene(2), { a: [0], b: [1, 1] })).toEqual([{ b: [0, 1] }, { b: [0, 1] }]);
    expect(both(scene(2), { a: [0], b: [2, 2] })).toEqual([undefined, { b: [0, 1] }]);
    expect(both(scene(1), { a: [0], b: [2] })).toEqual([undefined, undefined]);
  });

  test('keep it on its node', () => {
    const scene = new Scene([3, 3], app('a', 1, 3, {}, mounting('a')), app('b', 1, 1), ...claim('a', 'node'));
    expect(both(scene, { a: [0], b: [1] })).toEqual([{ b: [0] }, { b: [0] }]);
  });

  const waiting = (...more: object[]) => new Scene([3, 3, 3], app('a', 1, 3),
    ...['b', 'c'].map((name) => app(name, 1, 1, surge, mounting(name))), ...more,
    ...claim('b'), ...claim('c').slice(1));

  test('have new pods of others wait where it would go', () => {
    expect(both(waiting(app('e', 2, 1)), { a: [0], b: [1], c: [1], e: [2, 2] }))
      .toEqual([{ b: [1], c: [1], e: [0, 2] }, { b: [1, 2], c: [1, 2], e: [0, 1] }]);
    const end = far(waiting(), { a: [0], b: [1], c: [2] })!;
    expect([end.a, end.b.length, end.c.length, new Set([...end.b, ...end.c]).size]).toEqual([undefined, 2, 2, 3]);
    expect(near(waiting(), { a: [0], b: [1], c: [2] })).toBeUndefined();
  });

  test('have them take the room of pods that are gone meanwhile', () => {
    const scene = (...objects: object[]) =>
      new Scene([3, 3], ...objects, app('b', 1, 2, surge, mounting('b')), app('c', 2, 1), ...claim('b'));
    expect(near(scene(app('a', 1, 2)), { a: [0], b: [1], c: [0, 1] })).toEqual({ b: [0, 1], c: [0, 1] });
    const [few, { b, ...rest }] = both(scene(app('a', 1, 1), app('d', 1, 1)), { a: [0], b: [1], c: [0, 1], d: [0] });
    expect([few, b, rest.a, Object.values(rest).flat().sort()]).toEqual([undefined, [0, 1], undefined, [0, 1]]);
  });
});

test('those that may miss none close nodes only where all have stood elsewhere', () => {
  const scene = (other: object, w: object) => new Scene([4, 4, 4, 4], app('a', 1, 4), app('b', 1, 4),
    app('x', 1, 1, surge), app('y', 1, 1, other), app('w', 1, 1, w));
  const pods = { a: [0], b: [1], x: [2], y: [2], w: [2] };
  expect(both(scene(surge, surge), pods)).toEqual([undefined, undefined]);
  const end = far(scene(surge, {}), pods)!;
  expect(Object.values(end).flat().sort()).toEqual([0, 1, 2, 3]);
});

test('one that may miss none waits where its own nodes are full', () => {
  const scene = new Scene([2, 2, 2], app('a', 1, 1, surge), app('b', 5, 1));
  expect(both(scene, { a: [0], b: [0, 1, 1, 2, 2] })[0]).toEqual({ a: [0], b: [0, 1, 1, 2, 2] });
  // Not all stand.
  expect(both(scene, { a: [0], b: [0, 1, 1, 2] })).toEqual([undefined, undefined]);
});

test('each of its places is tried', () => {
  const scene = new Scene([4, 3, 1], app('a', 2, 3, {}, only(0, 1)), app('c', 2, 1));
  expect(both(scene, { a: [0, 1], c: [0, 2] })).toEqual([{ a: [1], c: [0, 0] }, { a: [1], c: [0, 0] }]);
});

test('hopeless is only one of the same kind that could go where a larger one was not kept out', () => {
  const others = [app('e', 1, 1, {}, apartFrom('e')), app('f', 1, 1, {}, mounting('f')),
    app('g', 1, 1, {}, mounting('g')), app('c', 1, 2, {}, spread('c')), app('h', 1, 1, {}, only(0))];
  const scene = new Scene([3, 3], app('a', 1, 3), app('b', 2, 1), ...others, ...claim('f'), ...claim('g', 'node'));
  const ends = stuck(scene);
  const hopeless = () => ['a', 'b', 'c', 'e', 'f', 'g', 'h'].filter((name) => ends.isHopeless(scene.mover(name)));
  ends.giveUp(scene.mover('c'));
  expect(hopeless()).toEqual(['c']);
  ends.giveUp(scene.mover('a'));
  expect(hopeless()).toEqual(['a', 'b', 'c']);
});

test('nor one whose nodes could be closed, though no way led there', () => {
  const scene = new Scene([3, 3], app('a', 1, 3), app('b', 2, 1));
  const ends = stuck(scene);
  ends.from(scene.standing({ a: [0], b: [1, 1] }), scene.mover('a'));
  ends.giveUp(scene.mover('a'));
  expect(ends.isHopeless(scene.mover('b'))).toBe(false);
});

test('zones decide for pods that are spread, or whose volume stays in one', () => {
  const scene = new Scene(ZONES, app('a', 1, 1), app('b', 1, 1, {}, spread('b')), app('c', 1, 1, {}, mounting('c')),
    ...claim('c'));
  expect(['a', 'b', 'c'].map((name) => decidesByZone(scene.task(name)))).toEqual([false, true, true]);
});
