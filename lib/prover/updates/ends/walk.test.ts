import { app, claim, mounting, priority, ranked, Scene } from '../../../../test/support/scene';
import { workload } from '../../../../test/support/rollout';
import { Placement } from '../../placement';
import { Cast, Walk } from './walk';
import { walkToward } from './walk-toward';
import { Step, Walker } from './walker';

function castOf(scene: Scene, names: readonly string[]): Cast {
  const walkers = names.map((name): Walker => {
    const { task, bounds: { recreate, maxSurge, maxUnavailable } } = scene.mover(name);
    return {
      old: task, fresh: task, from: task.most, to: task.most, discipline: recreate ? 'recreate' : 'roll',
      surge: maxSurge, unavailable: maxUnavailable, wantedFirst: task.most,
    };
  });
  const resting = scene.capacity.tasks.filter(({ workload: { name } }) => !names.includes(name));
  return { capacity: scene.capacity, walkers, resting };
}

const walkOf = (scene: Scene, names: readonly string[], pods: { [name: string]: number[] }) =>
  new Walk(scene.standing(pods), castOf(scene, names));
const words = (steps: readonly Step[]) => steps.map(({ who, kind, node }) =>
  `${typeof who === 'number' ? who : who.workload.name} ${kind} ${node}`);

test('a rolling update that may miss a pod walks from step to step', () => {
  const scene = new Scene([2, 2], app('a', 2, 1));
  const walk = walkOf(scene, ['a'], { a: [0, 1] });
  expect(words(walk.steps())).toEqual(['0 leaves 0', '0 leaves 1']);
  walk.do({ who: 0, kind: 'leaves', node: 0 });
  expect(words(walk.steps())).toEqual(['0 comes 0', '0 comes 1']);
  walk.do({ who: 0, kind: 'comes', node: 1 });
  walk.do({ who: 0, kind: 'leaves', node: 1 });
  walk.do({ who: 0, kind: 'comes', node: 1 });
  expect([walk.steps(), walk.isThrough(0), scene.nodesIn(walk.placement)]).toEqual([[], true, { a: [1, 1] }]);
});

test('one that may miss none comes first', () => {
  const walk = walkOf(new Scene([2, 1], app('a', 2, 1, { surge: 1 })), ['a'], { a: [0, 1] });
  expect(words(walk.steps())).toEqual(['0 comes 0']);
  walk.do({ who: 0, kind: 'comes', node: 0 });
  expect(words(walk.steps())).toEqual(['0 leaves 0', '0 leaves 1']);
});

test('where it finds no room it waits for ever, and that is certain', () => {
  const walk = walkOf(new Scene([1, 1], app('a', 2, 1, { surge: 1 })), ['a'], { a: [0, 1] });
  expect([walk.steps(), walk.isThrough(0), walk.isCertain()]).toEqual([[], false, true]);
});

test('the start stays as it is', () => {
  const scene = new Scene([2], app('a', 1, 1));
  const start = scene.standing({ a: [0] });
  new Walk(start, castOf(scene, ['a'])).do({ who: 0, kind: 'leaves', node: 0 });
  expect(scene.nodesIn(start)).toEqual({ a: [0] });
});

test('a pod of the old kind that waits is given up, or comes back while it is wanted', () => {
  const scene = new Scene([2, 2], app('a', 2, 1));
  const walk = walkOf(scene, ['a'], { a: [0] });
  expect(words(walk.steps())).toEqual(['0 gives up -1', '0 returns 0', '0 returns 1']);
  walk.do({ who: 0, kind: 'gives up', node: -1 });
  expect(words(walk.steps())).toEqual(['0 comes 0', '0 comes 1']);
  const full = walkOf(new Scene([1, 1], app('a', 3, 1)), ['a'], { a: [0, 1] });
  full.do({ who: 0, kind: 'gives up', node: -1 });
  expect([full.steps(), full.isThrough(0), full.isCertain()]).toEqual([[], false, true]);
});

test('pods of a lower priority make room for one that finds none, and come back', () => {
  const scene = new Scene([2, 1], app('a', 1, 2, { surge: 1 }, ranked('high')), app('b', 2, 1), priority('high', 1));
  const walk = walkOf(scene, ['a'], { b: [0, 0] });
  expect(words(walk.steps())).toEqual(['0 comes 0', '0 returns 0']);
  walk.do({ who: 0, kind: 'returns', node: 0 });
  expect(scene.nodesIn(walk.placement)).toEqual({ a: [0] });
  expect(words(walk.steps())).toEqual(['b returns 1']);
  walk.do({ who: scene.task('b'), kind: 'returns', node: 1 });
  expect(scene.nodesIn(walk.placement)).toEqual({ a: [0], b: [1] });
});

test('an evicted pod of an update is of the old revision first', () => {
  const scene = new Scene([2, 2], app('a', 1, 2, {}, ranked('high')), app('b', 2, 1), priority('high', 1));
  const walk = new Walk(scene.standing({ b: [0, 0] }), castOf(scene, ['a', 'b']));
  walk.do({ who: 1, kind: 'leaves', node: 0 });
  walk.do({ who: 1, kind: 'comes', node: 1 });
  expect(walk.standing[1]).toMatchObject({ oldPods: 1, freshPods: 1, oldWanted: 1 });
  walk.do({ who: 0, kind: 'returns', node: 0 });
  expect(walk.standing[1]).toMatchObject({ oldPods: 0, freshPods: 1, oldWanted: 1 });
  expect(walk.standing[1].old.size).toBe(0);
});

test('a new pod goes where the volume that the old one left is', () => {
  const scene = new Scene([2, 2], app('a', 1, 1, { recreate: true }, mounting('a')), ...claim('a', 'node'));
  const walk = walkOf(scene, ['a'], { a: [1] });
  walk.do({ who: 0, kind: 'leaves', node: 1 });
  expect(walk.standing[0].homes).toEqual([1]);
  expect(words(walk.steps())).toEqual(['0 comes 1']);
  walk.do({ who: 0, kind: 'comes', node: 1 });
  expect([walk.standing[0].homes, walk.isThrough(0)]).toEqual([[], true]);
});

describe('a walk for or against an update', () => {
  /** b may leave the room that a needs, or take it while a is away. */
  const scene = new Scene([3, 3], app('a', 1, 3), app('b', 2, 1));
  const walked = (isFor: boolean, aim?: Placement) => [0, 1, 2].map((seed) => {
    const start = scene.standing({ a: [0], b: [1, 1] });
    const found = walkToward(start, castOf(scene, ['a', 'b']), { about: 0, isFor, aim, seed });
    return found?.isThrough;
  });

  test('lets it come first, or last', () => {
    expect(walked(true)).toEqual([true, true, true]);
    // Others go where they stand in what is aimed at.
    expect(walked(false, scene.standing({ b: [0, 1] }))).toEqual([false, false, false]);
    expect(walked(false, scene.standing({ a: [0], b: [1, 1] }))).toEqual([true, true, true]);
  });

  test('ends where nothing moves any more', () => {
    const found = walkToward(scene.standing({ a: [0], b: [1, 1] }), castOf(scene, ['a', 'b']),
      { about: 0, isFor: false, aim: scene.standing({ b: [0, 1] }), seed: 0 })!;
    expect(scene.nodesIn(found.end)).toEqual({ b: [0, 1] });
  });
});

test('one whose new pod waits for the volume that its old one holds waits for certain', () => {
  const certain = (unavailable: number) => {
    const scene = new Scene(['x', 'x'].map((zone) => ({ cpu: 3, zone })),
      app('a', 1, 1, { surge: 1, unavailable }, mounting('a')), ...claim('a'));
    const walk = walkOf(scene, ['a'], { a: [0] });
    walk.do({ who: 0, kind: 'comes', node: 1 });
    return [walk.isCertain(), walk.steps().length === 0];
  };
  expect([certain(0), certain(1)]).toEqual([[true, true], [false, false]]);
});

test('a new pod that is evicted leaves its volume where it stood', () => {
  const scene = new Scene([2, 1], app('a', 1, 2, {}, ranked('high')), app('b', 1, 1), priority('high', 1));
  const walk = new Walk(scene.standing({ b: [1] }), castOf(scene, ['a', 'b']));
  walk.do({ who: 1, kind: 'leaves', node: 1 });
  walk.do({ who: 1, kind: 'comes', node: 0 });
  expect(walk.standing[1]).toMatchObject({ freshPods: 1, homes: [1] });
  walk.do({ who: 0, kind: 'returns', node: 0 });
  expect(walk.standing[1]).toMatchObject({ oldPods: 0, freshPods: 0, homes: [1, 0] });
  expect([walk.standing[1].fresh.size, scene.nodesIn(walk.placement)]).toEqual([0, { a: [0] }]);
});

test('a pod with a volume of its own goes near it, and anywhere if it is one more than there were', () => {
  const template = { metadata: { name: 'data' }, spec: { storageClassName: 'zone' } };
  const set = workload('StatefulSet', 'a', { cpu: 1 }, { replicas: 2, volumeClaimTemplates: [template] });
  const scene = new Scene(['x', 'y'].map((zone) => ({ cpu: 3, zone })), set, ...claim('unused').slice(0, 1));
  const steps = (from: number) => {
    const cast = castOf(scene, ['a']);
    const walkers = [{ ...cast.walkers[0], from, wantedFirst: 1, surge: 0, unavailable: 0 }];
    return words(new Walk(scene.standing({ a: [0] }), { ...cast, walkers }).steps());
  };
  expect([steps(1), steps(2)]).toEqual([['0 comes 0', '0 comes 1'], []]);
});
