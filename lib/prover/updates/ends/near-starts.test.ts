import { app, only, Scene } from '../../../../test/support/scene';
import { seeded } from '../../placement';
import { shuffled, startNear } from './near-starts';

const SEEDS = [0, 1, 2, 3, 4];
type Wish = [name: string, pods: number, at: number[]];

const near = (scene: Scene, wishes: Wish[], seed = 0) => scene.nodesIn(startNear(scene.capacity,
  wishes.map(([name, pods, at]) => ({ task: scene.task(name), pods, at })), seed));

test('pods stand where they wish, if they find room there', () => {
  const scene = new Scene([2, 2], app('a', 2, 1), app('b', 1, 1));
  expect(near(scene, [['a', 2, [1, 1]], ['b', 1, [0]]])).toEqual({ a: [1, 1], b: [0] });
});

test('those that find none stand elsewhere', () => {
  const scene = new Scene([2, 2], app('a', 2, 1), app('b', 1, 1));
  SEEDS.forEach((seed) => expect(near(scene, [['a', 2, [1, 1]], ['b', 1, [1]]], seed)).toEqual({ a: [1, 1], b: [0] }));
});

test('those without a wish stand anywhere, and no more of them than there are', () => {
  const scene = new Scene([1, 1], app('a', 2, 1));
  expect(near(scene, [['a', 2, []]])).toEqual({ a: [0, 1] });
  expect(near(scene, [['a', 1, [0, 1]]])).toEqual({ a: [0] });
});

test('one or two others make room', () => {
  const one = new Scene([2, 1], app('a', 1, 2), app('b', 1, 1));
  SEEDS.forEach((seed) => expect(near(one, [['b', 1, [0]], ['a', 1, []]], seed)).toEqual({ a: [0], b: [1] }));
  const two = new Scene([2, 1, 1], app('a', 1, 2), app('b', 2, 1));
  SEEDS.forEach((seed) => expect(near(two, [['b', 2, [0, 0]], ['a', 1, []]], seed)).toEqual({ a: [0], b: [1, 2] }));
});

test('fails where they cannot', () => {
  const closed = new Scene([2, 1], app('a', 1, 2), app('b', 1, 1, {}, only(0)));
  expect(near(closed, [['b', 1, [0]], ['a', 1, []]])).toBeUndefined();
  const three = new Scene([3, 1, 1, 1], app('a', 1, 3), app('b', 3, 1));
  expect(near(three, [['b', 3, [0, 0, 0]], ['a', 1, []]])).toBeUndefined();
  const full = new Scene([2, 1], app('a', 1, 2), app('b', 2, 1));
  expect(near(full, [['b', 2, [0, 0]], ['a', 1, []]])).toBeUndefined();
});

test('shuffling keeps everything, in another order for another seed', () => {
  const items = [0, 1, 2, 3, 4, 5];
  const orders = SEEDS.map((seed) => shuffled(items, seeded(seed)));
  orders.forEach((order) => expect([...order].sort()).toEqual(items));
  expect(new Set(orders.map((order) => order.join())).size).toBeGreaterThan(1);
  expect(shuffled(items, () => 0)).toEqual([1, 2, 3, 4, 5, 0]);
  expect(shuffled(items, (count) => count - 1)).toEqual(items);
});
