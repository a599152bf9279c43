import { app, beside, claim, mounting, Scene, spread, Way } from '../../../../test/support/scene';
import { blocksAlike } from './blocks-alike';

const surge: Way = { surge: 1 };

function alike(scene: Scene, pods: { [name: string]: number[] } | undefined): boolean {
  const [mover, ...others] = scene.movers;
  return blocksAlike(mover, others, pods && scene.standing(pods));
}

test('it blocks as alone where every other stops a pod first and gives back its room', () => {
  const of = (way: Way, pod: object = {}, pods = { a: [0], b: [1] }) =>
    alike(new Scene([1, 1], app('a', 1, 1, surge), app('b', 1, 1, way, pod)), pods);
  expect([of({}), of({ recreate: true }), of(surge), of({}, beside('a'))]).toEqual([true, true, false, false]);
  const spreads = (b: number[]) => alike(
    new Scene([3, 3], app('a', 1, 1, surge), app('b', 3, 1, {}, spread('b'))), { a: [0], b });
  expect([spreads([0, 1, 1]), spreads([1, 1, 1])]).toEqual([true, false]);
});

test('each of the others, and only where it is known to block', () => {
  const scene = new Scene([2, 1], app('a', 1, 1, surge), app('b', 1, 1), app('c', 1, 1, surge));
  expect(alike(scene, { a: [0], b: [0], c: [1] })).toBe(false);
  expect(alike(new Scene([1, 1], app('a', 1, 1, surge), app('b', 1, 1)), undefined)).toBe(false);
});

describe('where its volume keeps its new pod on another node', () => {
  const held = (pods = 1, way: Way = surge, volume: object[] = claim('a')) => new Scene([1, 2],
    app('a', pods, 1, way, mounting('a')), app('b', 1, 1, surge), ...volume);

  test('nobody can mend that', () => {
    expect(alike(held(), { a: [0], b: [1] })).toBe(true);
    expect(alike(held(), undefined)).toBe(false);
    // No other node takes it, so that others decide.
    expect(alike(held(), { a: [1], b: [0] })).toBe(false);
    expect(alike(held(), { a: [1] })).toBe(true);
  });

  test('but for more pods than one, one that stops first, and volumes of several nodes', () => {
    expect([alike(held(2), { a: [0], b: [1] }), alike(held(1, {}), { a: [0], b: [1] })]).toEqual([false, false]);
    expect(alike(held(1, surge, claim('a', 'zone', 'ReadWriteMany')), { a: [0], b: [1] })).toBe(false);
  });
});
