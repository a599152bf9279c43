import { app, claim, mounting, Scene } from '../../../../test/support/scene';
import { addTo, Task } from '../../placement';
import { hasTooMany, holderOf, isThrough, mayGiveUp, mayReplace, Standing, Walker } from './walker';

const task = new Scene([4], app('a', 3, 1)).task('a');
const walker = (more: Partial<Walker> = {}): Walker => ({
  old: task, fresh: task, from: 3, to: 3, discipline: 'roll', surge: 0, unavailable: 1, wantedFirst: 3, ...more,
});
/** Old and new pods by their nodes, and how many old ones are wanted: all, unless told otherwise. */
function standing(old: readonly number[], fresh: readonly number[] = [], oldWanted = old.length): Standing {
  const places = (nodes: readonly number[]) => {
    const made = new Map<number, number>();
    nodes.forEach((node) => addTo(made, node, 1));
    return made;
  };
  return {
    old: places(old), fresh: places(fresh), oldPods: old.length, freshPods: fresh.length, oldWanted, homes: [],
  };
}

test('an old pod leaves where enough run without it', () => {
  const may = (old: number[], fresh: number[], more: Partial<Walker> = {}) =>
    mayReplace(walker(more), standing(old, fresh));
  expect(may([0, 0, 0], [])).toBe(true);
  expect(may([0, 0], [])).toBe(false);
  expect(may([0, 0], [1])).toBe(true);
  expect(may([], [1, 1])).toBe(false);
  expect(may([0, 0, 0], [], { unavailable: 0 })).toBe(false);
  expect(may([0, 0, 0], [1], { unavailable: 0 })).toBe(true);
});

test('Recreate stops any, and one that changes its number those that are too many', () => {
  expect(mayReplace(walker({ discipline: 'recreate' }), standing([0]))).toBe(true);
  expect(mayReplace(walker({ discipline: 'recreate' }), standing([]))).toBe(false);
  expect(mayReplace(walker({ discipline: 'scale' }), standing([0, 0], [], 1))).toBe(false);
  const tooMany = (wanted: number, more: Partial<Walker> = {}) =>
    hasTooMany(walker({ discipline: 'scale', ...more }), standing([0, 0], [], wanted));
  expect([tooMany(1), tooMany(2), tooMany(1, { discipline: 'recreate' }), tooMany(1, { discipline: 'roll' })])
    .toEqual([true, false, false, true]);
});

test('an old pod that waits is given up before one that runs leaves', () => {
  const one = standing([0, 0], [], 3);
  expect([mayReplace(walker(), one), mayGiveUp(walker(), one)]).toEqual([false, true]);
  expect(mayGiveUp(walker({ unavailable: 0 }), one)).toBe(false);
  expect(mayGiveUp(walker({ unavailable: 0 }), standing([0, 0], [1], 3))).toBe(true);
  expect(mayGiveUp(walker(), standing([0, 0]))).toBe(false);
  expect(mayGiveUp(walker({ discipline: 'scale' }), one)).toBe(false);
  expect(mayGiveUp(walker({ discipline: 'recreate' }), one)).toBe(false);
});

test('a rolling update is through with all new pods and no old one, wanted or standing', () => {
  expect(isThrough(walker(), standing([], [0, 1, 2]))).toBe(true);
  expect(isThrough(walker(), standing([0], [0, 1, 2]))).toBe(false);
  expect(isThrough(walker(), standing([], [0, 1]))).toBe(false);
  expect(isThrough(walker(), standing([], [0, 1, 2], 1))).toBe(false);
  expect(isThrough(walker({ discipline: 'recreate' }), standing([], [0, 1, 2], 1))).toBe(true);
});

test('a change of the number is through with as many as are wanted', () => {
  const through = (from: number, to: number, old: number[], fresh: number[]) =>
    isThrough(walker({ discipline: 'scale', from, to }), standing(old, fresh));
  expect(through(1, 3, [0], [1, 2])).toBe(true);
  expect(through(1, 3, [0], [1])).toBe(false);
  expect(through(3, 1, [0], [])).toBe(true);
  expect(through(3, 1, [0, 0], [])).toBe(false);
});

const held: Task = new Scene([4, 4], app('a', 2, 1, {}, mounting('a')), ...claim('a')).task('a');

test('of pods that mount one volume those run that stand where it is held', () => {
  const two = { old: held, fresh: held, from: 2, to: 2 };
  expect(isThrough(walker(two), standing([], [1, 1]))).toBe(true);
  expect(isThrough(walker(two), standing([], [1, 0]))).toBe(false);
  // An old one holds it on node 0.
  expect(mayReplace(walker({ ...two, unavailable: 0 }), standing([0, 0], [1]))).toBe(false);
  expect(mayReplace(walker({ ...two, unavailable: 0 }), standing([0, 0], [0]))).toBe(true);
  // What old ones hold is another volume.
  expect(mayReplace(walker({ ...two, old: undefined, unavailable: 0 }), standing([0, 0], [1]))).toBe(true);
});

test('a volume is on the node of old pods that mount it, else on that of the first new one', () => {
  const of = (old: number[], fresh: number[], more: Partial<Walker> = {}) =>
    holderOf(walker({ old: held, fresh: held, ...more }), standing(old, fresh));
  expect([of([1], [0]), of([], [0, 1]), of([], []), of([1], [0], { old: undefined }), of([1], [0], { fresh: task })])
    .toEqual([1, 0, undefined, 0, undefined]);
});

test('further pods beside a volume that one node holds run on its node only', () => {
  const scaled = walker({ old: held, fresh: held, discipline: 'scale', from: 1, to: 2 });
  expect([isThrough(scaled, standing([0], [0])), isThrough(scaled, standing([0], [1]))]).toEqual([true, false]);
  const free = walker({ discipline: 'scale', from: 1, to: 2 });
  expect(isThrough(free, standing([0], [1]))).toBe(true);
});
