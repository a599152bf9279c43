import { app, Scene } from '../../../../test/support/scene';
import { Placement } from '../../placement';
import { shownEnd } from './shown-end';
import { Walker } from './walker';

/** b may leave the room that a needs, or take it while a is away. */
const scene = new Scene([3, 3], app('a', 1, 3), app('b', 2, 1));
const walkers = scene.movers.map(({ task, bounds: { maxSurge, maxUnavailable } }): Walker => ({
  old: task, fresh: task, from: task.most, to: task.most, discipline: 'roll', wantedFirst: task.most,
  surge: maxSurge, unavailable: maxUnavailable,
}));
const shown = (isFor: boolean, aims: readonly Placement[], starts: readonly Placement[], resting: number[] = []) =>
  scene.nodesIn(shownEnd({
    about: 0, isFor, aims, starts,
    cast: {
      capacity: scene.capacity, walkers: walkers.filter((_, at) => !resting.includes(at)),
      resting: resting.map((at) => scene.capacity.tasks[at]),
    },
    pods: scene.capacity.tasks.map((task) => [task, task.most] as const),
  }));
const together = scene.standing({ a: [0], b: [1, 1] });

test('an end that is aimed at is reached from a start near it', () => {
  expect(shown(false, [scene.standing({ b: [0, 1] })], [])).toEqual({ b: [0, 1] });
  expect(shown(true, [together], [])).toEqual({ a: [0], b: [1, 1] });
});

test('also from a start that is known, without anything to aim at', () => {
  const end = shown(true, [], [together]);
  expect(end?.a).toHaveLength(1);
  expect(shown(true, [], [])).toBeUndefined();
});

test('fails where none is, as nobody else moves', () =>
  expect(shown(false, [scene.standing({ b: [0, 1] })], [together], [1])).toBeUndefined());
