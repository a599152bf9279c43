import { workload } from '../../../../test/support/rollout';
import { agent, app, apartFrom, only, priority, ranked, Scene, Way } from '../../../../test/support/scene';
import { Judgement } from '../words/rollout-plan';
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
  const { verdict, witness } = together(scene(1, { unavailable: 1 }), never);
  expect(verdict).toBe('unknown');
  expect(witness).toEqual([
    'impossible alone; whether pods that leave while everything is updated make room on each node for its new pod ' +
      'beside the old one is not decided', 'why',
  ]);
  expect(together(scene(1, surge), never)).toBe(never);
  expect(together(new Scene([4, 1], agent('d', 1, 1), app('a', 1, 3, { unavailable: 1 })), never)).toBe(never);
});

describe('one that surges and never has room for two', () => {
  const never: Judgement = { verdict: 'impossible', witness: ['why'] };
  const beside = (...others: object[]) =>
    together(new Scene([4, 4], agent('d', 2, 1), priority('high', 1), ...others), never);

  test('may have its old pod evicted by what is updated with it', () => {
    const { verdict, witness } = beside(app('a', 2, 1, surge, ranked('high')));
    expect(verdict).toBe('unknown');
    expect(witness).toEqual([
      'impossible alone; whether a new pod comes to each node after Deployment/a has had the old one evicted is not ' +
        'decided',
      'why',
    ]);
    expect(beside(agent('e', 1, 1, ranked('high'))).verdict).toBe('unknown');
  });

  test('waits for ever where nobody on its nodes has it evicted', () => {
    expect(beside(app('a', 2, 1, surge))).toBe(never);
    expect(beside(workload('Deployment', 'a', { cpu: 1 }, { replicas: 2, paused: true }, ranked('high')))).toBe(never);
    const elsewhere = new Scene([4, 4], agent('d', 2, 1, only(0)), priority('high', 1),
      app('a', 1, 1, surge, { ...ranked('high'), ...only(1) }), agent('e', 1, 1, { ...ranked('high'), ...only(1) }));
    expect(together(elsewhere, never)).toBe(never);
    const large = new Scene([4, 1], agent('d', 2, 1), priority('high', 1), app('a', 1, 1, surge, ranked('high')));
    expect(together(large, never)).toBe(never);
  });

  test('finds a second room where others are evicted that miss no pod themselves', () => {
    const scene = (high: object) => new Scene([4], agent('d', 2, 1, ranked('top')), priority('top', 2),
      priority('high', 1), app('b', 1, 2, surge), app('a', 1, 0, surge, high));
    expect(together(scene(ranked('high')), never).verdict).toBe('unknown');
    expect(together(scene({}), never)).toBe(never);
  });
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

const paused = (name: string, replicas: number, cpu: number) =>
  workload('Deployment', name, { cpu }, { replicas, paused: true });

test('those that wait for a person are no rivals, and one that may use a single of its nodes is', () => {
  const scene = new Scene([4, 4], agent('d', 2), paused('a', 1, 1), app('b', 1, 1, {}, only(1)));
  expect(names(rivalsOf(scene.capacity, daemonOf(scene)))).toEqual(['b']);
});

test('why it is open says what the new pod needs', () => {
  const why = (surges: number) =>
    together(new Scene([4, 4], agent('d', 2, surges), app('a', 3, 3, surge)), PROVEN).witness;
  const words = (what: string) => ['proven alone; whether pods that are updated meanwhile, such as those of ' +
    `Deployment/a, may take the room that ${what} is not decided (a higher priority would have them evicted)`];
  expect([why(0), why(1)]).toEqual([
    words('a stopped pod of DaemonSet/d leaves'), words('a new pod of DaemonSet/d needs beside the old one'),
  ]);
});

describe('another DaemonSet', () => {
  const never: Judgement = { verdict: 'impossible', witness: ['why'] };
  const second = (nodes: number[], other: object) =>
    together(new Scene(nodes, agent('d', 1, 1), other, app('a', 1, 0.5, surge)), never).verdict;

  test('that leaves makes a second room for one that surges, on each of its nodes', () => {
    expect([second([3], agent('e', 2)), second([3], agent('e', 2, 1))]).toEqual(['unknown', 'impossible']);
    expect([second([3, 3], agent('e', 2)), second([3, 1.5], agent('e', 2, 0, only(0)))])
      .toEqual(['unknown', 'impossible']);
    // What it leaves is not enough.
    expect(second([1.6], agent('e', 0.3))).toBe('impossible');
    expect(second([2], agent('e', 1))).toBe('unknown');
  });

  test('of which one node keeps no room leaves', () => {
    const leaving = (nodes: number[], ...more: object[]) =>
      names(leavingDaemons(new Scene(nodes, agent('d', 2), app('a', 2, 2, surge), ...more).capacity));
    expect([leaving([4, 9]), leaving([9, 9]), leaving([4, 9], paused('b', 1, 1))]).toEqual([['d'], [], ['d']]);
  });

  test('that a person replaces does not leave', () => {
    const byHand = workload('DaemonSet', 'd', { cpu: 2 }, { updateStrategy: { type: 'OnDelete' } });
    expect(names(leavingDaemons(new Scene([4, 4], byHand, app('a', 2, 2, surge)).capacity))).toEqual([]);
  });
});

test('those that may not come there, or that it may have evicted, take no room', () => {
  const kept = (pod: object, ...more: object[]) =>
    together(new Scene([4, 8], agent('d', 2, 0, ranked('high')), app('a', 2, 3, surge, pod), priority('high', 1),
      ...more), PROVEN) === PROVEN;
  expect([kept(only(1)), kept({}), kept(ranked('high'))]).toEqual([true, true, false]);
});

describe('its room is taken by one', () => {
  const taken = (scene: Scene, pods: Pods) => together(scene, PROVEN, pods).verdict === 'possible';

  test('that comes from elsewhere, or beside its old pod', () => {
    const scene = (way: Way) => new Scene([6, 9], agent('d', 2), app('a', 2, 2, way), app('c', 4, 1, {}, only(1)));
    const [one, more] = [{ unavailable: 1 }, { surge: 1, unavailable: 1 }];
    expect([taken(scene(one), { a: [0, 1] }), taken(scene(one), { a: [0, 0] }), taken(scene(more), { a: [0, 0] })])
      .toEqual([false, false, true]);
    const full = (pods: number[]) =>
      taken(new Scene([4, 9], agent('d', 2), app('a', 2, 2), app('c', 4, 1)), { a: pods });
    expect([full([0, 1]), full([0, 0])]).toEqual([true, false]);
  });

  test('that finds no other room there, and needs no more', () => {
    const scene = (cpu: number) => new Scene([5, 9], agent('d', 2), app('a', 1, cpu, surge), app('b', 2, 2));
    const pods = { a: [1], b: [0] };
    expect([taken(scene(1), pods), taken(scene(1.5), pods), taken(scene(3), pods), taken(scene(3.5), pods)])
      .toEqual([false, true, true, false]);
  });

  test('whom others do not keep off, and that is not apart from a pod there', () => {
    const scene = (pod: object) =>
      new Scene([4.5, 9], agent('d', 2), app('a', 2, 2, {}, pod), app('b', 1, 0.1), app('c', 2, 2));
    const pods = { a: [0, 1], b: [0] };
    expect([{}, apartFrom('b'), apartFrom('a')].map((pod) => taken(scene(pod), pods))).toEqual([true, false, false]);
  });

  test('beside pods that nobody replaces', () => {
    const scene = new Scene([4, 9], agent('d', 2), app('a', 1, 2, surge), paused('b', 1, 1), app('c', 2, 2));
    expect(taken(scene, { a: [1], b: [0] })).toBe(true);
  });
});
