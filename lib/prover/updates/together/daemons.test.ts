import { agent, app, apartFrom, only, priority, ranked, Scene } from '../../../../test/support/scene';
import { Judgement } from '../rollout-plan';
import { judgeDaemonTogether, leavingDaemons, rivalsOf, whereOneLeaves } from './daemons';

type Pods = { [name: string]: number[] };
const PROVEN: Judgement = { verdict: 'proven', witness: [] };
const surge = { surge: 1 };
const names = (tasks: readonly { readonly workload: { readonly name: string } }[]) =>
  tasks.map(({ workload: { name } }) => name);
const daemonOf = ({ capacity }: Scene) => capacity.daemons[0];
const together = (scene: Scene, alone: Judgement, ...starts: Pods[]) => judgeDaemonTogether(
  scene.capacity, daemonOf(scene), alone, starts.map((pods) => scene.standing(pods)));

test('rivals are those that come to its nodes, fit there beside or without it, and that it may not evict', () => {
  const scene = new Scene([4, 4], agent('d', 2, 0, ranked('high')), app('a', 1, 1, {}, ranked('high')), app('b', 1, 1),
    app('c', 1, 4, {}, ranked('high')), app('e', 1, 5, {}, ranked('high')), priority('high', 1));
  expect(names(rivalsOf(scene.capacity, daemonOf(scene)))).toEqual(['a', 'c']);
  expect(names(rivalsOf(scene.capacity, daemonOf(scene), ({ workload }) => workload.name === 'c'))).toEqual(['c']);
  const far = new Scene([4, 4], agent('d', 2, 0, only(0)), app('a', 1, 1, {}, only(1)), app('b', 1, 1, {}, only(0)));
  expect(names(rivalsOf(far.capacity, daemonOf(far)))).toEqual(['b']);
});

test('a pod that may come while it is away takes its room', () => {
  const scene = new Scene([3, 5], agent('d', 2), app('a', 1, 2, surge));
  const { verdict, witness } = together(scene, PROVEN, { a: [1] });
  expect(verdict).toBe('possible');
  expect(witness).toEqual([
    'updated together with Deployment/a: a new pod of it may take the room on node n0-1 that a stopped pod of ' +
      'DaemonSet/d leaves',
  ]);
});

test('nobody takes the room of one that surges', () => {
  const scene = new Scene([4, 4], agent('d', 1, 1), app('a', 2, 2, { recreate: true }));
  expect(together(scene, PROVEN, { a: [0, 1] }).verdict).not.toBe('possible');
});

test.each<[string, Scene, Pods]>([
  ['that miss a pod and have none elsewhere', new Scene([4], agent('d', 2), app('a', 1, 2)), { a: [0] }],
  ['that are too large without it', new Scene([4, 4], agent('d', 1), app('a', 2, 2, surge)), { a: [0, 1] }],
  ['of one to a node', new Scene([4, 4], agent('d', 2), app('a', 2, 2, surge, apartFrom('a'))), { a: [0, 1] }],
])('pods %s do not take its room there', (_, scene, pods) =>
  expect(together(scene, PROVEN, pods).verdict).not.toBe('possible'));

test('nor where others on the node do not come back', () => {
  const scene = (way: object) =>
    new Scene([5, 9], agent('d', 2), app('a', 1, 2, surge), app('b', 1, 2, way), app('c', 3, 1));
  const shown = (way: object) => together(scene(way), PROVEN, { a: [1], b: [0], c: [1, 1, 1] }).verdict;
  expect([shown({ unavailable: 1 }), shown(surge)]).toEqual(['possible', 'unknown']);
});

test('it keeps its room where no whole pods leave less', () => {
  expect(together(new Scene([4, 4], agent('d', 1), app('a', 3, 3, surge)), PROVEN)).toBe(PROVEN);
  expect(together(new Scene([4, 4], agent('d', 2), app('a', 3, 3, surge)), PROVEN).verdict).toBe('unknown');
  // With surge there are two of them.
  expect(together(new Scene([4, 4], agent('d', 2, 1), app('a', 3, 3, surge)), PROVEN).verdict).toBe('unknown');
  expect(together(new Scene([5, 5], agent('d', 1, 1), app('a', 3, 3, surge)), PROVEN)).toBe(PROVEN);
});

test('one that surges needs room for two, though one has room whatever stands there', () => {
  const fourth = (cpu: number) => new Scene([5, 6], agent('d', 1, 1), app('b', 1, 0, { recreate: true }, only(0)),
    app('a', 2, cpu, { unavailable: 1 }, apartFrom('b')));
  const { verdict, witness } = together(fourth(2), PROVEN, { b: [0], a: [1, 1] });
  expect(verdict).toBe('unknown');
  expect(witness[0]).toContain('may take the room that a new pod of DaemonSet/d needs beside the old one');
  expect(together(fourth(1.5), PROVEN, { b: [0], a: [1, 1] })).toBe(PROVEN);
});

test('what is not proven alone is no better together, but for one that surges and finds a second room', () => {
  const open: Judgement = { verdict: 'unknown', witness: ['why'] };
  const never: Judgement = { verdict: 'impossible', witness: ['why'] };
  const scene = (surges: number, way: object) =>
    new Scene([4, 4], agent('d', 1, surges), app('a', 2, 3, way));
  expect(together(scene(0, {}), open)).toBe(open);
  expect(together(scene(0, {}), never)).toBe(never);
  expect(together(scene(1, { unavailable: 1 }), never).witness).toEqual([
    'impossible alone; whether pods that leave while everything is updated make room on each node for its new pod ' +
      'beside the old one is not decided', 'why',
  ]);
  expect(together(scene(1, surge), never)).toBe(never);
  expect(together(new Scene([4, 1], agent('d', 1, 1), app('a', 1, 3, { unavailable: 1 })), never)).toBe(never);
});

test('those leave that stop a pod first, and whose room others may take', () => {
  const leaving = (...objects: object[]) => names(leavingDaemons(new Scene([4, 4], ...objects).capacity));
  expect(leaving(agent('d', 2), app('a', 2, 2, surge))).toEqual(['d']);
  expect(leaving(agent('d', 2, 1), app('a', 2, 2, surge))).toEqual([]);
  expect(leaving(agent('d', 2))).toEqual([]);
  // Two of them, or three with the surge.
  expect([leaving(agent('d', 1), app('a', 3, 1)), leaving(agent('d', 1), app('a', 3, 1, surge))]).toEqual([[], ['d']]);
});

test('a pod of a DaemonSet leaves a node that a task may use', () => {
  const scene = new Scene([4, 4, 4], agent('d', 2, 0, only(0, 1)), app('a', 1, 1, {}, only(1, 2)));
  const cpu = scene.capacity.resources.indexOf('cpu');
  const task = scene.task('a');
  const starts = [scene.standing({ a: [2] })];
  const rooms = [...whereOneLeaves(scene.capacity.daemons, starts, task)].map(({ room }) =>
    room.map((left) => left[cpu] / task.requests[cpu]));
  expect(rooms).toEqual([[2, 4, 3]]);
  expect(starts[0].room.map((left) => left[cpu] / task.requests[cpu])).toEqual([2, 2, 3]);
  const above = new Scene([4], agent('d', 2, 0, ranked('high')), app('a', 1, 1), priority('high', 1));
  expect([...whereOneLeaves(above.capacity.daemons, [above.standing({})], above.task('a'))]).toEqual([]);
});
