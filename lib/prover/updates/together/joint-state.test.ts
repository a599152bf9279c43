import { app, claim, mounting, Scene } from '../../../../test/support/scene';
import { JointState } from './joint-state';

const state = (scene: Scene, pods: { [name: string]: number[] }) => new JointState(scene.standing(pods), scene.movers);
const one = (way: object, replicas = 2) => new Scene([4, 4], app('a', replicas, 1, way));

test('an update that may miss a pod stops one, not two', () => {
  const joint = state(one({ unavailable: 1 }), { a: [0, 1] });
  expect(joint.leaving(0)).toEqual([0, 1]);
  joint.do({ mover: 0, node: 0, pods: -1 });
  expect(joint.leaving(0)).toEqual([]);
  expect(joint.makes(0)).toBe(true);
});

test('one that may miss none makes a new pod first, and no second one', () => {
  const joint = state(one({ surge: 1 }), { a: [0, 1] });
  expect(joint.leaving(0)).toEqual([]);
  expect(joint.entering(0)).toEqual([0, 1]);
  joint.do({ mover: 0, node: 1, pods: 1 });
  expect(joint.makes(0)).toBe(false);
  expect(joint.entering(0)).toEqual([]);
  expect(joint.leaving(0)).toEqual([0, 1]);
});

test('Recreate stops all, and makes new ones when none is left', () => {
  const joint = state(one({ recreate: true }), { a: [0, 0] });
  expect([joint.leaving(0), joint.makes(0)]).toEqual([[0], false]);
  joint.do({ mover: 0, node: 0, pods: -1 });
  expect([joint.leaving(0), joint.makes(0)]).toEqual([[0], false]);
  joint.do({ mover: 0, node: 0, pods: -1 });
  expect([joint.leaving(0), joint.makes(0)]).toEqual([[], true]);
});

test('it is done when all old ones are gone and all new ones stand', () => {
  const joint = state(one({ unavailable: 1 }, 1), { a: [0] });
  expect(joint.isDone(0)).toBe(false);
  joint.do({ mover: 0, node: 0, pods: -1 });
  expect(joint.isDone(0)).toBe(false);
  joint.do({ mover: 0, node: 1, pods: 1 });
  expect(joint.isDone(0)).toBe(true);
  expect([joint.leaving(0), joint.makes(0), joint.everyMove()]).toEqual([[], false, []]);
});

test('a surplus of new pods beside the last old one is not the end', () => {
  const joint = state(one({ surge: 1 }, 1), { a: [0] });
  joint.do({ mover: 0, node: 1, pods: 1 });
  expect(joint.isDone(0)).toBe(false);
});

test('a new pod comes only where there is room', () => {
  const scene = new Scene([4, 2], app('a', 1, 2, { surge: 1 }), app('b', 1, 1, { surge: 1 }));
  expect(state(scene, { a: [0], b: [1] }).entering(0)).toEqual([0]);
  expect(state(scene, { a: [0], b: [0] }).entering(0)).toEqual([1]);
});

test('every move is one that some controller or the scheduler may make', () => {
  const scene = new Scene([3, 2], app('a', 1, 2, { surge: 1 }), app('b', 1, 1));
  expect(state(scene, { a: [0], b: [0] }).everyMove()).toEqual([
    { mover: 0, node: 1, pods: 1 }, { mover: 1, node: 0, pods: -1 },
  ]);
});

test('what is undone is as it was', () => {
  const scene = one({ unavailable: 1 });
  const joint = state(scene, { a: [0, 1] });
  const key = () => joint.key([0, 1], [scene.task('a')], (node) => node);
  const before = key();
  joint.do({ mover: 0, node: 0, pods: -1 });
  const between = key();
  joint.do({ mover: 0, node: 1, pods: 1 });
  expect(new Set([before, between, key()]).size).toBe(3);
  joint.undo({ mover: 0, node: 1, pods: 1 });
  expect(key()).toBe(between);
  joint.undo({ mover: 0, node: 0, pods: -1 });
  expect(key()).toBe(before);
  expect(joint.leaving(0)).toEqual([1, 0]);
});

test('states are told apart by node, by revision, and by pods that nobody replaces', () => {
  const scene = new Scene([4, 4], app('a', 1, 1), app('b', 1, 1));
  const mover = scene.mover('a');
  const key = (pods: { [name: string]: number[] }) =>
    new JointState(scene.standing(pods), [mover]).key([0, 1], [mover.task, scene.task('b')], (node) => `n${node}`);
  expect(key({ a: [0], b: [1] })).toBe('n0:1/1,0;n1:0/0,1');
  const replaced = new JointState(scene.standing({ a: [0], b: [1] }), [mover]);
  replaced.do({ mover: 0, node: 0, pods: -1 });
  replaced.do({ mover: 0, node: 0, pods: 1 });
  expect(replaced.key([0, 1], [mover.task, scene.task('b')], (node) => `n${node}`)).toBe('n0:1/0,0;n1:0/0,1');
});

test('nodes that are named alike are exchangeable', () => {
  const scene = new Scene([4, 4], app('a', 1, 1));
  const key = (node: number) => state(scene, { a: [node] }).key([0, 1], [scene.task('a')], () => 'any');
  expect(key(0)).toBe(key(1));
});

test('the placement that it begins from stays as it is', () => {
  const scene = one({ unavailable: 1 });
  const start = scene.standing({ a: [0, 1] });
  new JointState(start, scene.movers).do({ mover: 0, node: 0, pods: -1 });
  expect(scene.nodesIn(start)).toEqual({ a: [0, 1] });
});

test('where a volume is held, a new pod comes to its node', () => {
  const scene = new Scene([4, 4], app('a', 1, 1, { surge: 1 }, mounting('a')), ...claim('a', 'zone'));
  expect(state(scene, { a: [1] }).entering(0)).toEqual([1]);
});

test('a volume stays on the node that its last pod left', () => {
  const scene = new Scene([4, 4], app('a', 1, 1, { recreate: true }, mounting('a')), ...claim('a', 'node'));
  const joint = state(scene, { a: [1] });
  joint.do({ mover: 0, node: 1, pods: -1 });
  expect(joint.entering(0)).toEqual([1]);
});

test('a volume of a zone stays in it', () => {
  const nodes = [{ cpu: 4, zone: 'x' }, { cpu: 4, zone: 'y' }, { cpu: 4, zone: 'y' }];
  const scene = new Scene(nodes, app('a', 1, 1, { recreate: true }, mounting('a')), ...claim('a', 'zone'));
  const joint = state(scene, { a: [1] });
  joint.do({ mover: 0, node: 1, pods: -1 });
  expect(joint.entering(0)).toEqual([1, 2]);
  joint.do({ mover: 0, node: 2, pods: 1 });
  expect(joint.isDone(0)).toBe(true);
});
