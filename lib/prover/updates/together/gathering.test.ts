import { app, claim, mounting, Scene } from '../../../../test/support/scene';
import { Gathering } from './gathering';

type Pods = { [name: string]: number[] };
const surge = { surge: 1 };
const waiter = (name: string, cpu: number) => [app(name, 1, cpu, surge, mounting(name)), ...claim(name)];

function gathered(scene: Scene, pods: Pods) {
  const names = (tasks: Iterable<Scene['capacity']['tasks'][number]>) =>
    [...tasks].map(({ workload: { name } }) => name);
  const from = scene.standing(pods);
  const { placement, waiting, missing } = new Gathering(scene.capacity, scene.movers).beside(from, scene.task('a'));
  expect(scene.nodesIn(from)).toEqual(pods);
  expect(placement.room.every((left) => left.every((amount) => amount >= 0))).toBe(true);
  return { pods: scene.nodesIn(placement), waiting: names(waiting), missing: names(missing) };
}

test('where nobody waits for a volume, pods stay as they stand', () =>
  expect(gathered(new Scene([4, 4], app('a', 1, 2), app('b', 1, 1)), { a: [0], b: [1] }))
    .toEqual({ pods: { a: [0], b: [1] }, waiting: [], missing: [] }));

test('one that waits stands on another node, beside its old pod', () => {
  const scene = new Scene([4, 4], app('a', 1, 2), ...waiter('b', 2));
  expect(gathered(scene, { a: [0], b: [1] })).toEqual({ pods: { a: [0], b: [0, 1] }, waiting: ['b'], missing: [] });
});

test('others make room for it where they can', () => {
  const scene = new Scene([4, 4, 1], app('a', 1, 2), ...waiter('b', 2), app('c', 1, 1));
  expect(gathered(scene, { a: [0], b: [1], c: [0] }))
    .toMatchObject({ pods: { a: [0], b: [0, 1] }, waiting: ['b'], missing: [] });
});

test('or are gone, if they may be', () => {
  const pods = { a: [0], b: [1], c: [0, 1] };
  const scene = (way: object) => new Scene([4, 4], app('a', 1, 2), ...waiter('b', 2), app('c', 2, 2, way));
  expect(gathered(scene({ recreate: true }), pods)).toMatchObject({ waiting: ['b'], missing: ['c'] });
  expect(gathered(scene({ unavailable: 1 }), pods)).toMatchObject({ waiting: ['b'], missing: ['c'] });
  expect(gathered(scene(surge), pods)).toEqual({ pods, waiting: [], missing: [] });
});

test('no more are gone than may be missing', () => {
  const pods = { a: [0], b: [1], c: [2, 2] };
  const scene = (way: object) => new Scene([3, 3, 6], app('a', 1, 3), ...waiter('b', 3), app('c', 2, 3, way));
  expect(gathered(scene({ unavailable: 1 }), pods)).toMatchObject({ waiting: ['b'], missing: ['c'] });
  const two = new Scene([3, 3, 3], app('a', 1, 3), ...waiter('b', 3), app('c', 2, 1, { unavailable: 1 }));
  expect(gathered(two, { a: [0], b: [1], c: [2, 2] }).missing.length).toBeLessThan(2);
});

test('one may be away if it may be missing, and no volume keeps it', () => {
  const away = (way: object, pod: object = {}, ...more: object[]) => {
    const scene = new Scene([{ cpu: 4, zone: 'x' }, { cpu: 4, zone: 'y' }], app('a', 2, 1, way, pod), ...more);
    return new Gathering(scene.capacity, scene.movers).mayBeAway(scene.task('a'));
  };
  expect([away({ unavailable: 1 }), away(surge), away({ recreate: true })]).toEqual([true, false, true]);
  expect([away({ recreate: true }, mounting('a'), ...claim('a')), away({}, mounting('a'), ...claim('a', 'node'))])
    .toEqual([false, false]);
  const none = new Scene([4], app('a', 1, 1));
  expect(new Gathering(none.capacity, []).mayBeAway(none.task('a'))).toBe(false);
});

describe('for all that may meet', () => {
  const shared = (scene: Scene, pods: Pods, victims: readonly string[]) => {
    const gathering = new Gathering(scene.capacity, scene.movers);
    const from = scene.standing(pods);
    const found = victims.map((name) => gathering.forAll(from, scene.task(name)));
    expect(scene.nodesIn(from)).toEqual(pods);
    return found.map((each) => each && {
      pods: scene.nodesIn(each.placement), waiting: [...each.waiting].map(({ workload: { name } }) => name),
    });
  };

  test('others wait, and the one in question does not', () => {
    const scene = new Scene([5, 5], app('a', 1, 2), ...waiter('b', 2), ...waiter('c', 1).slice(0, 1),
      ...claim('c').slice(1));
    expect(shared(scene, { a: [0], b: [1], c: [1] }, ['a', 'b', 'c'])).toEqual([
      { pods: { a: [1], b: [0, 1], c: [0, 1] }, waiting: ['b', 'c'] },
      { pods: { a: [1], b: [1], c: [0, 1] }, waiting: ['c'] },
      { pods: { a: [1], b: [0, 1], c: [1] }, waiting: ['b'] },
    ]);
  });

  test('nothing is shared where nobody waits, or where not all find room', () => {
    expect(shared(new Scene([4, 4], app('a', 1, 2)), { a: [0] }, ['a'])).toEqual([undefined]);
    const full = new Scene([4, 4], app('a', 1, 2), ...waiter('b', 2), app('c', 2, 2, { recreate: true }));
    expect(shared(full, { a: [0], b: [1], c: [0, 1] }, ['a', 'c'])).toEqual([undefined, undefined]);
  });
});
