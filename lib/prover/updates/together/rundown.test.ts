import { app, claim, mounting, Scene } from '../../../../test/support/scene';
import { rundown, Start } from './rundown';

type Pods = { [name: string]: number[] };
const surge = { surge: 1 };

function end(
  scene: Scene, from: Pods, to: Pods, start: Start,
  { waiting = [], surging = [] }: { readonly waiting?: string[]; readonly surging?: string[] } = {},
): Pods | undefined {
  const tasks = (names: string[]) => names.map((name) => scene.task(name));
  return scene.nodesIn(rundown({
    from: scene.standing(from), to: scene.standing(to), movers: scene.movers, victim: scene.task('a'), start,
    waiting: new Set(tasks(waiting)), surging: tasks(surging),
  })?.placement);
}

test('a pod leaves, others come where it stood, and it waits for ever', () => {
  const scene = new Scene([3, 3], app('a', 1, 3), app('b', 1, 1), app('c', 1, 1));
  expect(end(scene, { a: [0], b: [1], c: [1] }, { b: [0], c: [1] }, { leaves: 0, stays: 0 }))
    .toEqual({ b: [0], c: [1] });
});

test('not where a node takes it in the end', () => {
  const scene = new Scene([3, 3], app('a', 1, 3), app('b', 1, 1));
  expect(end(scene, { a: [0], b: [1] }, { b: [0] }, { leaves: 0, stays: 0 })).toBeUndefined();
});

test('not where more would leave than may be missing', () => {
  const from = { a: [0], b: [1, 1], c: [2] };
  const to = { b: [0, 0], c: [2] };
  const shown = (way: object) =>
    end(new Scene([3, 3, 3], app('a', 1, 3), app('b', 2, 1, way), app('c', 1, 1)), from, to, { leaves: 0, stays: 0 });
  expect([shown({ unavailable: 1 }), shown(surge)]).toEqual([undefined, undefined]);
  const kept = (way: object) => end(new Scene([3, 3], app('a', 1, 3), app('b', 3, 1, way)),
    { a: [0], b: [1, 1, 1] }, { b: [0, 0, 1] }, { leaves: 0, stays: 0 });
  expect([kept({ unavailable: 1 }), kept({ unavailable: 2 }), kept({ recreate: true })])
    .toEqual([undefined, { b: [0, 0, 1] }, { b: [0, 0, 1] }]);
});

test('not where one that comes finds no room', () => {
  const scene = new Scene([3, 3], app('a', 1, 3), app('b', 1, 1), app('c', 1, 3));
  expect(end(scene, { a: [0], c: [1] }, { b: [1], c: [1] }, { leaves: 0, stays: 0 })).toBeUndefined();
});

test('those that change places come one after the other', () => {
  const scene = new Scene([3, 3, 1], app('a', 1, 3), app('b', 1, 2), app('c', 1, 1), app('d', 1, 1));
  expect(end(scene, { a: [0], b: [1], c: [2], d: [1] }, { b: [0], c: [1], d: [2] }, { leaves: 0, stays: 0 }))
    .toEqual({ b: [0], c: [1], d: [2] });
});

test('pods that wait for their volumes come last, beside those that they replace', () => {
  const scene = new Scene([3, 3], app('a', 1, 3), app('b', 1, 2, surge, mounting('b')), ...claim('b'));
  const shown = (waiting: string[], to: Pods = { b: [0, 1] }) =>
    end(scene, { a: [0], b: [1] }, to, { leaves: 0, stays: 0 }, { waiting });
  expect(shown(['b'])).toEqual({ b: [0, 1] });
  expect([shown(['b'], { b: [0] }), shown(['b'], { b: [1] })]).toEqual([undefined, undefined]);
  const zones = [{ cpu: 3, zone: 'x' }, { cpu: 3, zone: 'y' }];
  const far = new Scene(zones, app('a', 1, 3), app('b', 1, 2, surge, mounting('b')), ...claim('b'));
  expect(end(far, { a: [0], b: [1] }, { b: [0, 1] }, { leaves: 0, stays: 0 }, { waiting: ['b'] })).toBeUndefined();
});

test('a pod comes elsewhere before its old one leaves, if there is room', () => {
  const scene = new Scene([2, 2, 1], app('a', 1, 2, surge), app('b', 1, 1));
  const start = { leaves: 0, comes: 1, stays: 1 };
  expect(end(scene, { a: [0], b: [2] }, { b: [0] }, start)).toEqual({ a: [1], b: [0] });
  const full = new Scene([2, 2, 2], app('a', 1, 2, surge), app('b', 1, 1), app('c', 1, 1));
  expect(end(full, { a: [0], b: [2], c: [1] }, { b: [0], c: [1] }, start)).toBeUndefined();
});

test('one that may miss none, and finds room, goes through to a node that stays closed', () => {
  const scene = new Scene([3, 4, 1], app('a', 1, 3), app('b', 1, 1), app('c', 1, 2, surge), app('d', 1, 2));
  const shown = (surging: string[]) => end(scene, { a: [0], b: [2], c: [1], d: [1] }, { b: [0], c: [1], d: [1] },
    { leaves: 0, stays: 0 }, { surging });
  expect([shown([]), shown(['c'])]).toEqual([{ b: [0], c: [1], d: [1] }, { b: [0], c: [0], d: [1] }]);
});

test('not where it would leave a node open', () => {
  const scene = new Scene([3, 3, 2], app('a', 1, 3), app('b', 1, 2), app('c', 1, 2, surge));
  const shown = (surging: string[]) => end(scene, { a: [0], b: [2], c: [1] }, { b: [0], c: [1] },
    { leaves: 0, stays: 0 }, { surging });
  expect([shown([]), shown(['c'])]).toEqual([{ b: [0], c: [1] }, undefined]);
});
