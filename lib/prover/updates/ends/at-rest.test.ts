import {
  app, claim, mounting, ofRevision, priority, ranked, Scene, SceneNode, spread,
} from '../../../../test/support/scene';
import { workload } from '../../../../test/support/rollout';
import { mayHaveToWait, roomWithEviction } from './at-rest';

const ZONED = [{ cpu: 4, zone: 'x' }, { cpu: 4, zone: 'y' }];
type Pods = { [name: string]: number[] };

function waits(scene: Scene, pods: Pods, further = 0): boolean {
  const task = scene.task('a');
  return mayHaveToWait(scene.standing(pods), { task, before: task, further });
}

test('a pod waits where no node has room for it', () => {
  const scene = new Scene([3, 2], app('a', 1, 2), app('b', 3, 1));
  expect(waits(scene, { b: [0, 0, 1] })).toBe(true);
  expect(waits(scene, { b: [0, 1] })).toBe(false);
});

test('a pod waits for its volume where the node of that has no room', () => {
  const volume = claim('a', 'node', 'ReadWriteMany');
  const scene = new Scene([4, 4], app('a', 2, 2, {}, mounting('a')), app('b', 3, 1), ...volume);
  expect(waits(scene, { a: [0], b: [0] })).toBe(true);
  expect(waits(scene, { a: [0], b: [1] })).toBe(false);
});

test('where it is not known where the volume is, one place without room is enough', () => {
  const of = (nodes: readonly SceneNode[]) => {
    const scene = new Scene(nodes, app('a', 1, 2, {}, mounting('a')), app('b', 3, 1), ...claim('a'));
    return waits(scene, { b: [0, 0, 0] });
  };
  expect(of(ZONED)).toBe(true);
  expect(of([ZONED[0], ZONED[0]])).toBe(false);
  // The first node could never have held it.
  expect(of([{ cpu: 1, zone: 'x' }, ZONED[1]])).toBe(false);
});

test('each pod of a StatefulSet has a volume of its own, beside those that were there', () => {
  const template = { metadata: { name: 'data' }, spec: { storageClassName: 'node' } };
  const set = workload('StatefulSet', 'a', { cpu: 2 }, { replicas: 3, volumeClaimTemplates: [template] });
  const scene = new Scene([4, 2], set, app('b', 3, 1), ...claim('unused', 'node').slice(0, 1));
  // Two stand on node 0, which holds no third: the missing one was on node 1.
  expect(waits(scene, { a: [0, 0] })).toBe(false);
  expect(waits(scene, { a: [0, 0], b: [1] })).toBe(true);
  expect(waits(scene, { a: [0, 1] })).toBe(false);
  expect(waits(scene, { a: [0, 1], b: [0] })).toBe(true);
  // One of those on node 0 is further, so that the missing one may have been there.
  expect(waits(scene, { a: [0, 0] }, 1)).toBe(true);
});

test('a pod that has others evicted does not wait', () => {
  const scene = new Scene([4], app('a', 1, 3, {}, ranked('high')), app('b', 4, 1), app('c', 2, 1, {}, ranked('high')),
    priority('high', 1));
  expect(waits(scene, { b: [0, 0, 0] })).toBe(false);
  expect(waits(scene, { b: [0, 0], c: [0] })).toBe(false);
  expect(waits(scene, { b: [0, 0], c: [0, 0] })).toBe(true);
  expect(waits(scene, { c: [0, 0] })).toBe(true);
  const counted = new Scene([4], app('a', 1, 3, {}, { ...ranked('high'), ...spread('a') }), app('b', 4, 1),
    priority('high', 1));
  expect(waits(counted, { b: [0, 0, 0] })).toBe(true);
});

test('spread of one revision is kept whatever revision the pods are of', () => {
  const scene = (rest: object = {}) =>
    new Scene(ZONED, app('a', 3, 1, {}, spread('a', 'zone', { ...ofRevision, ...rest })));
  expect(waits(scene(), { a: [0] })).toBe(false);
  // All of them may be of the new one.
  expect(waits(scene(), { a: [0, 1] })).toBe(true);
  expect(waits(scene({ maxSkew: 2 }), { a: [0, 1] })).toBe(false);
  const one = new Scene([ZONED[0], ZONED[0]], app('a', 3, 1, {}, spread('a', 'zone', ofRevision)));
  expect(waits(one, { a: [0, 1] })).toBe(false);
});

test('room with eviction is what lower priorities take, and what is free', () => {
  const scene = new Scene([8], app('a', 1, 1, {}, ranked('high')), app('b', 2, 2), app('c', 1, 1, {}, ranked('high')),
    priority('high', 1));
  const placement = scene.standing({ b: [0, 0], c: [0] });
  const cpu = scene.capacity.resources.indexOf('cpu');
  const room = (name: string) => roomWithEviction(placement, scene.task(name).rank, 0)[cpu];
  expect([room('a'), room('b'), placement.room[0][cpu]].map((amount) => amount / placement.room[0][cpu]))
    .toEqual([7 / 3, 1, 1]);
});
