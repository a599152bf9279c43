import { app, apartFrom, beside, Scene } from '../../../../test/support/scene';
import { exchanged, isUnnoticed } from './exchange';

const swapped = (scene: Scene, pods: { [name: string]: number[] }) => {
  const placement = scene.standing(pods);
  const result = exchanged(placement, scene.task('a'), scene.task('b'));
  expect(scene.nodesIn(placement)).toEqual(pods);
  return scene.nodesIn(result);
};

test('two workloads take each other\'s places', () => {
  const scene = new Scene([4, 4, 4], app('a', 2, 1), app('b', 2, 1));
  expect(swapped(scene, { a: [0, 0], b: [0, 1] })).toEqual({ a: [0, 1], b: [0, 0] });
  expect(swapped(scene, { a: [0, 1], b: [2, 2] })).toEqual({ a: [2, 2], b: [0, 1] });
});

test('not where pods that keep apart would meet, and not where others look for them', () => {
  const apart = new Scene([4, 4], app('a', 2, 1), app('b', 2, 1, {}, apartFrom('b')));
  expect(swapped(apart, { a: [0, 0], b: [0, 1] })).toBeUndefined();
  expect(swapped(apart, { a: [0, 1], b: [0, 1] })).toEqual({ a: [0, 1], b: [0, 1] });
  const seen = new Scene([4, 4], app('a', 1, 1), app('b', 1, 1), app('c', 1, 1, {}, beside('a')));
  expect(swapped(seen, { a: [0], b: [1], c: [0] })).toBeUndefined();
});

test('whom others keep off, or who looks for others, is noticed', () => {
  const scene = new Scene([{ cpu: 4, zone: 'x' }],
    app('a', 1, 1), app('b', 1, 1, {}, apartFrom('c')), app('c', 1, 1), app('d', 1, 1, {}, beside('a')),
    app('e', 2, 1, {}, apartFrom('e')), app('f', 2, 1, {}, apartFrom('f', 'zone')));
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  expect(names.filter((name) => isUnnoticed(scene.standing({}), scene.task(name)))).toEqual(['e']);
});
