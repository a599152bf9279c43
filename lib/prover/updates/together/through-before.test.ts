import { app, only, Scene, spread } from '../../../../test/support/scene';
import { ThroughBefore } from './through-before';

const surge = { surge: 1 };
const names = (tasks: ReadonlySet<Scene['capacity']['tasks'][number]> | undefined) =>
  tasks && [...tasks].map(({ workload: { name } }) => name).sort();
const asked = (scene: Scene, pods: { [name: string]: number[] }, name = 'a') =>
  names(new ThroughBefore(scene.capacity, scene.movers).of(scene.standing(pods), scene.task(name)));

test('one that has room for one more pod, and may miss none, has been through', () => {
  expect(asked(new Scene([2, 2], app('a', 1, 2, surge), app('b', 1, 1, surge)), { a: [0], b: [1] })).toEqual(['b']);
  expect(asked(new Scene([2, 1], app('a', 1, 2, surge), app('b', 1, 1, surge)), { a: [0], b: [1] })).toEqual([]);
  expect(asked(new Scene([2, 2], app('a', 1, 2, surge), app('b', 1, 1)), { a: [0], b: [1] })).toEqual([]);
});

test('it had to stand elsewhere, where another gave up the room', () => {
  const scene = new Scene([2, 2, 2], app('a', 1, 2, surge), app('b', 1, 2, surge));
  expect(asked(scene, { a: [0], b: [1] })).toEqual(['b']);
});

test('not all that have room could have been', () => {
  const apart = new Scene([3, 3, 3], app('a', 1, 3, surge), app('b', 2, 2, surge, spread('b')));
  expect(asked(apart, { a: [0], b: [1, 2] })).toEqual([]);
});

test('nothing is told where not all pods stand', () => {
  const scene = new Scene([4, 4], app('a', 1, 2, surge), app('b', 1, 1, surge));
  const through = new ThroughBefore(scene.capacity, scene.movers);
  const complete = (pods: { [name: string]: number[] }) => through.isComplete(scene.standing(pods), scene.task('a'));
  expect([complete({ a: [0], b: [1] }), complete({ a: [0] }), complete({ b: [0] })]).toEqual([true, false, false]);
  expect(asked(scene, { a: [0] })).toBeUndefined();
});

test('neighbours that may miss no pod are those of its nodes', () => {
  const scene = new Scene([5, 4], app('a', 1, 2, surge, only(0)), app('b', 1, 1, surge, only(0)),
    app('c', 1, 1, {}, only(0)), app('d', 1, 1, surge, only(1)));
  const through = new ThroughBefore(scene.capacity, scene.movers);
  expect(through.surgingBeside(scene.task('a')).map(({ workload: { name } }) => name)).toEqual(['b']);
  const start = scene.standing({ a: [0], b: [0], c: [0], d: [1] });
  expect(through.isComplete(start, scene.task('a'))).toBe(true);
  expect(names(through.of(start, scene.task('a')))).toEqual(['b']);
  expect(names(through.of(start, scene.task('d')))).toEqual([]);
  // Of the other nodes nothing is asked.
  expect(through.isComplete(scene.standing({ a: [0], b: [0], c: [0] }), scene.task('a'))).toBe(true);
});

test('those that wait for their volumes have yet to begin', () => {
  const scene = new Scene([4, 4], app('a', 1, 2, surge), app('b', 1, 1, surge), app('c', 1, 1, surge));
  const through = new ThroughBefore(scene.capacity, scene.movers);
  const start = scene.standing({ a: [0], b: [0], c: [1] });
  expect(names(through.partly(start, scene.task('a'), new Set()))).toEqual(['b', 'c']);
  expect(names(through.partly(start, scene.task('a'), new Set([scene.task('b')])))).toEqual(['c']);
});

test('what was asked of one placement is not what is told of another', () => {
  const scene = new Scene([2, 2], app('a', 1, 2, surge), app('b', 1, 1, surge));
  const through = new ThroughBefore(scene.capacity, scene.movers);
  const [one, two] = [scene.standing({ a: [0], b: [1] }), scene.standing({ a: [0] })];
  expect([one, two, one].map((placement) => names(through.of(placement, scene.task('a')))))
    .toEqual([['b'], undefined, ['b']]);
  expect(names(through.of(one, scene.task('b')))).toEqual([]);
});
