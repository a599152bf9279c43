import { app, apartFrom, beside, only, Scene, SceneNode, spread, Way } from '../../../../test/support/scene';
import { BlockedEnd, EndsInCommon } from './ends-in-common';

type Pods = { [name: string]: number[] };
const surge: Way = { surge: 1 };

/** Where `b` waits, in an end that was found for `a`. */
function inCommon(
  scene: Scene, end: Pods,
  { from = end, leaves, through = [] }: { from?: Pods; leaves?: number; through?: string[] } = {},
): Pods | undefined {
  const ends = new EndsInCommon();
  const found: BlockedEnd = {
    task: scene.task('a'), placement: scene.standing(end), from: scene.standing(from), leaves,
    through: new Set(through.map((name) => scene.task(name))),
  };
  ends.add(found);
  const waits = scene.nodesIn(ends.of(scene.mover('b')));
  expect(scene.nodesIn(found.placement)).toEqual(end);
  return waits;
}

test('one that may miss none waits as well where it has no room, and is not through', () => {
  const scene = new Scene([3, 3], app('a', 1, 2, surge), app('b', 2, 1, surge), app('c', 1, 1));
  const pods = { a: [0], b: [0, 1], c: [1] };
  expect(inCommon(new Scene([3, 2], app('a', 1, 2, surge), app('b', 2, 1, surge), app('c', 1, 1)), pods)).toEqual(pods);
  expect(inCommon(scene, pods)).toBeUndefined();
  const full = new Scene([3, 2], app('a', 1, 2, surge), app('b', 2, 1, surge), app('c', 1, 1));
  expect(inCommon(full, pods, { through: ['b'] })).toBeUndefined();
  expect(inCommon(full, { a: [0], b: [0, 1] })).toBeUndefined();
  expect(inCommon(new Scene([3, 1], app('a', 1, 2, surge), app('b', 2, 1, surge)), { a: [0], b: [0] })).toBeUndefined();
});

const nodes = [3, 3];
const from = { a: [0], b: [1], c: [1] };
const end = { b: [1], c: [0, 1] };
const gone = { from: { ...from, c: [1, 1] }, leaves: 0 };
const asking = (cpu: number, way: Way = {}, pod: object = {}, more: object = app('c', 2, 1)) =>
  new Scene(nodes, app('a', 1, 2), app('b', 1, cpu, way, pod), more);

test('one whose pods ask the same waits in place of the one that misses a pod', () => {
  expect(inCommon(asking(2), { b: [1], c: [0, 0, 1] }, gone)).toEqual({ a: [1], c: [0, 0, 1] });
  expect(inCommon(asking(2, { recreate: true }), { b: [1], c: [0, 0, 1] }, gone)).toEqual({ a: [1], c: [0, 0, 1] });
});

test.each<[string, Scene, Pods]>([
  ['has room', asking(2), end],
  ['asks less', asking(1.9), { b: [1], c: [0, 0, 1] }],
  ['may use other nodes', asking(2, {}, only(1)), { b: [1], c: [0, 0, 1] }],
  ['is looked for by others', asking(2, {}, {}, app('c', 2, 1, {}, beside('b'))), { b: [1], c: [0, 0, 1] }],
  ['was moved', asking(2), { b: [0], c: [0, 1, 1] }],
  ['misses a pod itself', asking(2), { c: [0, 0, 1, 1] }],
])('not one that %s', (_, scene, pods) => {
  expect(inCommon(scene, pods, gone)).toBeUndefined();
});

test('spread has to count both places as one', () => {
  const zoned = (...zones: string[]): SceneNode[] => zones.map((zone) => ({ cpu: 3, zone }));
  const scene = (...zones: string[]) =>
    new Scene(zoned(...zones), app('a', 1, 2), app('b', 1, 2, {}, spread('b', 'zone')), app('c', 3, 1));
  const pods = { b: [1], c: [0, 0, 1] };
  expect(inCommon(scene('x', 'x'), pods, gone)).toEqual({ a: [1], c: [0, 0, 1] });
  expect(inCommon(scene('x', 'y'), pods, gone)).toBeUndefined();
});

test('pods that keep apart do not meet', () => {
  const scene = new Scene([5, 5], app('a', 1, 2), app('b', 2, 2, {}, apartFrom('b')), app('c', 4, 1));
  const pods = { b: [0, 1], c: [0, 0, 1, 1] };
  // On the node that its other pod leaves, it was beside the one that is gone.
  const before = { a: [0], b: [0, 1], c: [1, 1, 1] };
  expect(inCommon(scene, pods, { from: before, leaves: 0 })).toEqual({ a: [0], b: [1], c: [0, 0, 1, 1] });
});
