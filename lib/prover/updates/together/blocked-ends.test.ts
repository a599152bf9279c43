import { app, apartFrom, claim, mounting, Scene } from '../../../../test/support/scene';
import { BlockedEnds } from './blocked-ends';
import { StuckEnds } from './stuck-ends';
import { ThroughBefore } from './through-before';

type Pods = { [name: string]: number[] };
const surge = { surge: 1 };

const blocked = (scene: Scene, pods: Pods, name = 'a') => scene.nodesIn(
  new BlockedEnds(scene.capacity, scene.movers, new ThroughBefore(scene.capacity, scene.movers))
    .from(scene.standing(pods), scene.mover(name))?.placement);
const stuck = (scene: Scene) =>
  new StuckEnds(scene.capacity, scene.movers, new ThroughBefore(scene.capacity, scene.movers));
const near = (scene: Scene, pods: Pods, name = 'a') =>
  scene.nodesIn(stuck(scene).from(scene.standing(pods), scene.mover(name))?.placement);
const far = (scene: Scene, pods: Pods, name = 'a') =>
  scene.nodesIn(stuck(scene).farFrom(scene.standing(pods), scene.mover(name))?.placement);

test('one that may miss none waits where no node takes one more', () => {
  const scene = new Scene([2, 2], app('a', 1, 2, surge), app('b', 1, 1));
  expect([blocked(scene, { a: [0], b: [1] }), near(scene, { a: [0], b: [1] })])
    .toEqual([{ a: [0], b: [1] }, { a: [0], b: [1] }]);
  const roomy = new Scene([2, 2, 2], app('a', 1, 2, surge), app('b', 1, 1));
  expect([blocked(roomy, { a: [0], b: [1] }), near(roomy, { a: [0], b: [1] }), far(roomy, { a: [0], b: [1] })])
    .toEqual([undefined, undefined, undefined]);
});

test('one that may miss a pod waits where another takes its room', () => {
  const scene = new Scene([3, 3], app('a', 1, 3), app('b', 2, 1));
  expect(blocked(scene, { a: [0], b: [1, 1] })).toEqual({ b: [0, 1] });
  expect(near(scene, { a: [0], b: [1, 1] })).toEqual({ b: [0, 1] });
  expect(far(scene, { a: [0], b: [1, 1] })?.b).toEqual([0, 1]);
});

test('not where those may not move, or their node would be open then', () => {
  const still = new Scene([3, 3], app('a', 1, 3), app('b', 2, 1, surge));
  expect(blocked(still, { a: [0], b: [1, 1] })).toBeUndefined();
  const single = new Scene([3, 3], app('a', 1, 3), app('b', 1, 1));
  expect([blocked(single, { a: [0], b: [1] }), near(single, { a: [0], b: [1] }), far(single, { a: [0], b: [1] })])
    .toEqual([undefined, undefined, undefined]);
});

test('the placement that it is shown from stays as it is', () => {
  const scene = new Scene([3, 3], app('a', 1, 3), app('b', 1, 1));
  const start = scene.standing({ a: [0], b: [1] });
  new BlockedEnds(scene.capacity, scene.movers, new ThroughBefore(scene.capacity, scene.movers))
    .from(start, scene.mover('a'));
  stuck(scene).farFrom(start, scene.mover('a'));
  expect(scene.nodesIn(start)).toEqual({ a: [0], b: [1] });
});

test('pods of others may keep it off as well as take its room', () => {
  const scene = new Scene([3, 3], app('a', 1, 1, {}, apartFrom('b')), app('b', 2, 1));
  expect(blocked(scene, { a: [0], b: [1, 1] })).toEqual({ b: [0, 1] });
});

test('a new pod that waits for its volume takes the room beside its old one', () => {
  const scene = new Scene([3, 3], app('a', 1, 3), app('b', 1, 1, surge, mounting('b')), ...claim('b'));
  expect(blocked(scene, { a: [0], b: [1] })).toEqual({ b: [0, 1] });
  expect(far(scene, { a: [0], b: [1] })).toEqual({ b: [0, 1] });
  const kept = new Scene([3, 3], app('a', 1, 3), app('b', 1, 1, surge, mounting('b')), ...claim('b', 'node'));
  expect([blocked(kept, { a: [0], b: [1] }), far(kept, { a: [0], b: [1] })]).toEqual([undefined, undefined]);
});

test('several that wait close a node together', () => {
  const pods = ['b', 'c'].map((name) => app(name, 1, 1, surge, mounting(name)));
  const scene = new Scene([4, 4], app('a', 1, 3), ...pods, ...claim('b'), ...claim('c').slice(1));
  expect(blocked(scene, { a: [0], b: [1], c: [1] })).toEqual({ b: [0, 1], c: [0, 1] });
});

test('one whose volume stays in another zone changes places with an equal pod first', () => {
  const nodes = [{ cpu: 3, zone: 'x' }, { cpu: 2, zone: 'x' }, { cpu: 2, zone: 'y' }];
  const end = (cpu: number, more: object = {}) => blocked(new Scene(nodes, app('a', 1, 3),
    app('b', 1, 2, surge, mounting('b')), app('c', 1, cpu, surge, more), ...claim('b')), { a: [0], b: [2], c: [1] });
  expect(end(2)).toEqual({ b: [0, 1], c: [2] });
  expect([end(1), end(2, apartFrom('c'))]).toEqual([undefined, undefined]);
});

test('nothing is shown of placements in which some pods are missing', () => {
  const scene = new Scene([2, 2], app('a', 2, 2, surge), app('b', 1, 1));
  expect([near(scene, { a: [0], b: [1] }), far(scene, { a: [0], b: [1] })]).toEqual([undefined, undefined]);
});

test('a smaller pod is hopeless where none was found for a larger one that may go to the same nodes', () => {
  const scene = new Scene([9, 9], app('a', 1, 3), app('b', 1, 2), app('c', 1, 4), app('d', 1, 2, surge));
  const ends = stuck(scene);
  expect(ends.isHopeless(scene.mover('b'))).toBe(false);
  ends.giveUp(scene.mover('a'));
  expect(['a', 'b', 'c', 'd'].map((name) => ends.isHopeless(scene.mover(name)))).toEqual([true, true, false, false]);
});
