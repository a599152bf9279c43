import { agent, app, claim, mounting, Scene } from '../../../../test/support/scene';
import { SlotBounds } from '../../placement';
import { CountedEnds } from './counted-ends';

const surge = { surge: 1 };
const counted = ({ capacity }: Scene) => new CountedEnds(capacity, new SlotBounds(capacity));
const verdict = (scene: Scene, name = 'a') => counted(scene).verdict(scene.release(name), scene.task(name));

test('what all ends agree on', () => {
  expect(verdict(new Scene([2, 2], app('a', 2, 1, surge), app('b', 1, 1)))).toBe('proven');
  // Each may be finished, or wait, where all nodes are full.
  expect(verdict(new Scene([1, 1], app('a', 1, 1, surge), app('b', 1, 1, surge)))).toBeUndefined();
  // b's pods may take the room that a's leaves, or not.
  expect(verdict(new Scene([3, 3], app('a', 1, 3), app('b', 2, 1)))).toBeUndefined();
});

test('the ends that are counted are placements of pods', () => {
  const scene = new Scene([3, 3], app('a', 1, 3), app('b', 2, 1));
  const ends = counted(scene);
  const [hung, finished] = [
    ends.hung(scene.release('a'), scene.task('a')), ends.finished(scene.release('a'), scene.task('a')),
  ];
  expect(typeof hung === 'object' && scene.nodesIn(hung)).toEqual({ b: [0, 1] });
  expect(typeof finished === 'object' && scene.nodesIn(finished)?.a).toHaveLength(1);
});

test('nothing is counted of pods that may wait for a volume, or of too many', () => {
  expect(verdict(new Scene([2, 2], app('a', 1, 1, surge, mounting('a')), ...claim('a')))).toBeUndefined();
  const many = (pods: number) => verdict(new Scene([99], app('a', pods, 1)));
  expect([many(40), many(41)]).toEqual(['proven', undefined]);
  const nodes = (count: number) => verdict(new Scene(new Array<number>(count).fill(1), app('a', 1, 1)));
  expect([nodes(24), nodes(25)]).toEqual(['proven', undefined]);
});

test('nor of one that nobody replaces', () => {
  const scene = new Scene([2, 2], app('a', 1, 1), app('b', 1, 1));
  const release = { ...scene.release('a'), movers: [scene.mover('b')] };
  expect(counted(scene).verdict(release, scene.task('a'))).toBeUndefined();
  expect(counted(scene).shown(release, scene.task('a'), true, [])).toBeUndefined();
});

test('ways show ends of both sorts', () => {
  const scene = new Scene([3, 3], app('a', 1, 3), app('b', 2, 1));
  const start = scene.standing({ a: [0], b: [1, 1] });
  const shown = (isFor: boolean) =>
    scene.nodesIn(counted(scene).shown(scene.release('a'), scene.task('a'), isFor, [start]));
  expect(shown(false)).toEqual({ b: [0, 1] });
  expect(shown(true)?.a).toHaveLength(1);
  const roomy = new Scene([4, 4], app('a', 1, 3), app('b', 2, 1));
  expect(counted(roomy).shown(roomy.release('a'), roomy.task('a'), false, [])).toBeUndefined();
});

test('a DaemonSet has its room in every end where none leaves it without', () => {
  const sure = (cpu: number, ...objects: object[]) => {
    const scene = new Scene([cpu, cpu], ...objects);
    return counted(scene).isSureOfDaemon(scene.capacity.daemons[0]);
  };
  expect(sure(4, agent('d', 1), app('a', 2, 2))).toBe(false);
  expect(sure(5, agent('d', 1), app('a', 2, 2))).toBe(true);
  expect(sure(3, agent('d', 1, 1), app('a', 1, 2, { recreate: true }))).toBe(false);
  expect(sure(4, agent('d', 1, 1), app('a', 1, 2, { recreate: true }))).toBe(true);
});
