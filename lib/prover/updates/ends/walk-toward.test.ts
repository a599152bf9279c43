import { app, Scene, Way } from '../../../../test/support/scene';
import { Cast, Walk } from './walk';
import { walkToward } from './walk-toward';
import { Walker } from './walker';

type Pods = { [name: string]: number[] };

afterEach(() => jest.restoreAllMocks());

function castOf(scene: Scene, resting: readonly string[] = []): Cast {
  const isResting = (name: string) => resting.includes(name);
  const walkers = scene.movers.filter(({ task }) => !isResting(task.workload.name)).map(({ task, bounds }): Walker => ({
    old: task, fresh: task, from: task.most, to: task.most, discipline: bounds.recreate ? 'recreate' : 'roll',
    surge: bounds.maxSurge, unavailable: bounds.maxUnavailable, wantedFirst: task.most,
  }));
  const { capacity } = scene;
  return { capacity, walkers, resting: capacity.tasks.filter(({ workload: { name } }) => isResting(name)) };
}

/** The steps of the way for or against `a`, and how it ends. */
function walked(
  scene: Scene, start: Pods, isFor: boolean, aim?: Pods, seed = 0, resting: string[] = [],
): { readonly steps: string; readonly end?: Pods; readonly isThrough?: boolean } {
  const steps: string[] = [];
  const step = Walk.prototype.do;
  jest.spyOn(Walk.prototype, 'do').mockImplementation(function (this: Walk, each) {
    steps.push(`${typeof each.who === 'number' ? 'abc'[each.who] : each.who.workload.name} ${each.kind} ${each.node}`);
    step.call(this, each);
  });
  const cast = castOf(scene, resting);
  const end = walkToward(scene.standing(start), cast, { about: 0, aim: aim && scene.standing(aim), isFor, seed });
  jest.restoreAllMocks();
  return { steps: steps.join(', '), end: end && scene.nodesIn(end.end), isThrough: end?.isThrough };
}

/** The only way there is, whatever the seed. */
function way(scene: Scene, start: Pods, isFor: boolean, aim?: Pods): ReturnType<typeof walked> {
  const [first, ...others] = [0, 1, 2, 3, 4].map((seed) => walked(scene, start, isFor, aim, seed));
  others.forEach((other) => expect(other).toEqual(first));
  return first;
}

const surge: Way = { surge: 1 };
const close = new Scene([3, 3], app('a', 1, 3), app('b', 2, 1));
const roomy = new Scene([3, 3, 3], app('a', 1, 1), app('b', 1, 1));

test('for one, the others leave first and come last', () => {
  const asked = [undefined, { a: [0], b: [1, 1] }, { a: [1], b: [0, 0] }].map((aim) =>
    way(close, { a: [0], b: [1, 1] }, true, aim));
  asked.forEach((each) => expect(each).toEqual({
    steps: 'b leaves 1, a leaves 0, a comes 0, b comes 1, b leaves 1, b comes 1', end: { a: [0], b: [1, 1] },
    isThrough: true,
  }));
  // Where it goes is left to the seed.
  expect(walked(roomy, { a: [0], b: [1] }, true, { b: [2] }).steps)
    .toMatch(/^b leaves 1, a leaves 0, a comes \d, b comes 2$/);
});

test('against one, it leaves first and comes last, and the others go where they should', () => {
  expect(way(close, { a: [0], b: [1, 1] }, false, { b: [0, 0] })).toEqual({
    steps: 'a leaves 0, b leaves 1, b comes 0, b leaves 1, b comes 0, a comes 1', end: { a: [1], b: [0, 0] },
    isThrough: true,
  });
  expect(way(roomy, { a: [0], b: [1] }, false, { a: [1], b: [2] }).steps)
    .toBe('a leaves 0, b leaves 1, b comes 2, a comes 1');
  expect(way(roomy, { a: [0], b: [1] }, false, { a: [2], b: [1] }).steps)
    .toBe('a leaves 0, b leaves 1, b comes 1, a comes 2');
});

test('those that have come where they should leave before those that have not', () => {
  const scene = new Scene([9, 9, 9], app('a', 1, 1), app('b', 2, 1));
  const toward = (isFor: boolean) => [0, 1, 2, 3, 4].map((seed) =>
    walked(scene, { a: [0], b: [0, 1] }, isFor, { a: [1], b: [1, 2] }, seed).steps);
  const ends = (order: string[]) => order.map((steps) => steps.split(', ').slice(0, 2).join(', '));
  expect(new Set(ends(toward(false)))).toEqual(new Set(['a leaves 0, b leaves 0']));
  expect(new Set(ends(toward(true)).map((each) => each.replace(/\d/, '')))).toEqual(new Set(['b leaves , a leaves 0']));
});

test('one that may miss none comes before it leaves', () => {
  const scene = new Scene([9, 9, 9], app('a', 1, 1, surge), app('b', 2, 1, surge));
  const steps = (isFor: boolean) =>
    walked(scene, { a: [0], b: [0, 1] }, isFor, { a: [1], b: [1, 2] }).steps.split(', ');
  expect(steps(true).slice(0, 3)).toEqual([expect.stringMatching(/^a comes \d$/), 'a leaves 0', 'b comes 2']);
  expect(steps(false).slice(-2)).toEqual(['a comes 1', 'a leaves 0']);
});

test('an end in which it waits counts where that is certain', () => {
  const hung = () => walked(close, { a: [0], b: [1, 1] }, false, { b: [0, 1] });
  expect(hung()).toMatchObject({ end: { b: [0, 1] }, isThrough: false });
  jest.spyOn(Walk.prototype, 'isCertain').mockReturnValue(false);
  expect(hung()).toMatchObject({ end: undefined, isThrough: undefined });
  jest.spyOn(Walk.prototype, 'isCertain').mockReturnValue(false);
  expect(walked(close, { a: [0], b: [1, 1] }, true).isThrough).toBe(true);
});

test('nobody replaces pods that rest', () =>
  expect(walked(close, { a: [0], b: [1, 1] }, false, { b: [0, 1] }, 0, ['b']).steps).toBe('a leaves 0, a comes 0'));

test('a way that never ends shows nothing', () => {
  jest.spyOn(Walk.prototype, 'steps').mockReturnValue([{ who: 0, kind: 'leaves', node: 0 }]);
  const taken = jest.spyOn(Walk.prototype, 'do').mockImplementation(() => undefined);
  const cast = castOf(close);
  expect(walkToward(close.standing({ a: [0] }), cast, { about: 0, isFor: true, seed: 0 })).toBeUndefined();
  expect(taken).toHaveBeenCalledTimes(400);
});
