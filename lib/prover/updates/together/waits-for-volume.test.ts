import { app, apartFrom, claim, mounting, Scene, spread } from '../../../../test/support/scene';
import { firstFound } from './first-found';
import { finishesWhenOthersLeave } from './others-leave';
import { interestingSizes } from '../needs/size';
import { mayGoWithItsVolume, mayWaitForItsVolume, nodesToWaitOn } from './waits-for-volume';

const ZONED = [{ cpu: 4, zone: 'x' }, { cpu: 4, zone: 'y' }, { cpu: 4, zone: 'y' }];

test('a volume lets its pod go within its zone, or nowhere', () => {
  const goes = (pod: object, from: number, to: number, stays: 'zone' | 'node' = 'zone') => {
    const scene = new Scene(ZONED, app('a', 1, 1, {}, pod), ...claim('a', stays));
    return mayGoWithItsVolume(scene.capacity, scene.task('a'), from, to);
  };
  expect([goes({}, 0, 1), goes(mounting('a'), 0, 1), goes(mounting('a'), 1, 2)]).toEqual([true, false, true]);
  expect([goes(mounting('a'), 1, 2, 'node'), goes(mounting('a'), 1, 1, 'node')]).toEqual([false, true]);
});

test('a new pod waits elsewhere for a volume that one node holds, if it comes before the old one goes', () => {
  const waits = (way: object, pod: object = {}, more = claim('a'), pods = 1, nodes = ZONED) => {
    const scene = new Scene(nodes, app('a', pods, 1, way, { ...mounting('a'), ...pod }), ...more);
    return mayWaitForItsVolume(scene.capacity, scene.mover('a'));
  };
  expect(waits({ surge: 1 })).toBe(true);
  expect(waits({})).toBe(false);
  expect(waits({ recreate: true })).toBe(false);
  expect(waits({ surge: 1 }, {}, claim('a'), 2)).toBe(false);
  expect(waits({ surge: 1 }, {}, claim('a', 'zone', 'ReadWriteMany'))).toBe(false);
  expect(waits({ surge: 1 }, {}, claim('a', 'node'))).toBe(false);
  expect(waits({ surge: 1 }, {}, [])).toBe(false);
  expect(waits({ surge: 1 }, spread('a'))).toBe(false);
  expect(waits({ surge: 1 }, spread('a', 'zone'))).toBe(false);
  expect(waits({ surge: 1 }, spread('a', 'zone'), claim('a'), 1, ZONED.slice(1))).toBe(true);
  expect(waits({ surge: 1 }, apartFrom('a'))).toBe(true);
  expect(waits({ surge: 1 }, apartFrom('a', 'zone'))).toBe(false);
  expect(waits({ surge: 1 }, {}, [...claim('a'), app('b', 1, 1, {}, mounting('a'))])).toBe(false);
  expect(waits({ surge: 1 }, apartFrom('b'), [...claim('a'), app('b', 1, 1)])).toBe(false);
});

test('it waits on nodes with room in its zone, but not on its own', () => {
  const nodesOf = [...ZONED, ZONED[1]];
  const scene = new Scene(nodesOf, app('a', 1, 2, { surge: 1 }, mounting('a')), app('b', 3, 1), ...claim('a'));
  const nodes = (b: number[]) => nodesToWaitOn(scene.standing({ a: [1], b }), scene.task('a'));
  expect([nodes([]), nodes([2, 2]), nodes([2, 2, 2])]).toEqual([[2, 3], [2, 3], [3]]);
});

test('what is found first is taken', () => {
  const asked: number[] = [];
  const found = firstFound([1, 2, 3], (item) => {
    asked.push(item);
    return item === 2 ? 'two' : undefined;
  });
  expect([found, asked, firstFound([], () => 1), firstFound([1], () => 0)]).toEqual(['two', [1, 2], undefined, 0]);
});

describe('an update finishes when others first stop what they may', () => {
  const finishes = (way: object, cpu = 2, other: object = {}, pod: object = {}, ...more: object[]) => {
    const scene = new Scene([4, 2], app('a', 1, cpu, way, pod), app('b', 2, 1, other), ...more);
    return finishesWhenOthersLeave(scene.standing({ a: [0], b: [0, 1] }), scene.task('a'),
      interestingSizes(scene.task('a')), [scene.mover('b')]);
  };

  test('and it has room then', () => {
    expect([finishes({ surge: 1 }), finishes({ surge: 1 }, 3), finishes({}, 3)]).toEqual([true, false, true]);
    expect(finishes({ surge: 1 }, 2, { surge: 1 })).toBe(false);
    expect([finishes({ surge: 1 }, 2, { unavailable: 2 }), finishes({ surge: 1 }, 2, { recreate: true })])
      .toEqual([true, true]);
  });

  test('not where its new pod has to come to the node of the old one', () => {
    expect(finishes({ surge: 1 }, 2, { recreate: true }, mounting('a'), ...claim('a'))).toBe(false);
    expect(finishes({ recreate: true }, 2, {}, mounting('a'), ...claim('a'))).toBe(true);
  });
});

test('one that may miss one pod leaves one room, not two', () => {
  const scene = new Scene([4], app('a', 1, 2, { surge: 1 }), app('b', 2, 1, { unavailable: 1 }));
  const left = (unavailable: number) => {
    const mover = { ...scene.mover('b'), bounds: { maxSurge: 0, maxUnavailable: unavailable, recreate: false } };
    return finishesWhenOthersLeave(scene.standing({ a: [0], b: [0, 0] }), scene.task('a'),
      interestingSizes(scene.task('a')), [mover]);
  };
  expect([left(1), left(2)]).toEqual([false, true]);
});
