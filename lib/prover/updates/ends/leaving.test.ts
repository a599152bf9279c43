import { agent, app, priority, ranked, Scene } from '../../../../test/support/scene';
import { workload } from '../../../../test/support/rollout';
import { besideItsOld, isEvicted, leavingAmong, surging } from './leaving';

const leaving = (scene: Scene, nodes = [0, 1]) => leavingAmong(scene.capacity, scene.capacity.tasks, nodes);
const amounts = (scene: Scene, requests: Float64Array) => {
  const cpu = scene.capacity.resources.indexOf('cpu');
  return requests[cpu] / scene.capacity.daemons[0].requests[cpu];
};

test('a DaemonSet that stops pods first leaves its nodes, on those that are looked at', () => {
  const scene = new Scene([4, 4], agent('d', 1));
  expect(leaving(scene).map(({ nodes }) => nodes)).toEqual([[0, 1]]);
  expect(leaving(scene, [1]).map(({ nodes }) => nodes)).toEqual([[1]]);
  expect(leaving(scene, [])).toEqual([]);
});

test('what it takes, at least and at most, and needs is one pod', () => {
  const scene = new Scene([4], agent('d', 1));
  const [{ taken, fewest, most, needs }] = leaving(scene, [0]);
  expect([taken, fewest, most, needs].map((each) => amounts(scene, each))).toEqual([1, 1, 1, 1]);
});

test('one that surges stays, and needs room for two', () => {
  const scene = new Scene([4, 4], agent('d', 1, 1));
  expect(leaving(scene)).toEqual([]);
  const { taken, fewest, most, needs, nodes } = surging(scene.capacity.daemons[0]);
  expect([taken, fewest, most, needs].map((each) => amounts(scene, each))).toEqual([1, 1, 1, 2]);
  expect(nodes).toEqual([0, 1]);
});

test('one that waits for a person stays', () =>
  expect(leaving(new Scene([4, 4], workload('DaemonSet', 'd', { cpu: 1 }, { updateStrategy: { type: 'OnDelete' } }))))
    .toEqual([]));

test('one that may be evicted leaves, however it is updated', () => {
  const scene = (value: number) =>
    new Scene([4, 4], agent('d', 1, 1), app('a', 1, 1, {}, ranked('high')), priority('high', value));
  expect([1, 0, -1].map((value) => leaving(scene(value)).length)).toEqual([1, 0, 0]);
  const { capacity } = scene(1);
  expect([isEvicted(capacity.daemons[0], capacity.tasks), isEvicted(capacity.daemons[0], [])]).toEqual([true, false]);
});

test('one that is asked about and may be evicted still needs room for two while it is replaced with surge', () => {
  const needs = (surge: number, isReplaced: boolean) => {
    const scene = new Scene([4, 4], agent('d', 1, surge), app('a', 1, 1, {}, ranked('high')), priority('high', 1));
    const all = besideItsOld(leaving(scene), scene.capacity.daemons[0], isReplaced);
    return all.map((each) => amounts(scene, each.needs));
  };
  expect([needs(1, true), needs(1, false), needs(0, true)]).toEqual([[2], [1], [1]]);
});
