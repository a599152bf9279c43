import {
  agent, app, apartFrom, beside, only, priority, ranked, Scene, SceneNode, spread,
} from '../../../../test/support/scene';
import { workload } from '../../../../test/support/rollout';
import { Daemon, Task } from '../../placement';
import { clashOfDaemon, fitsBeforeDaemons, fitsOfDaemon, hasRoomBeside, mayComeBeforeDaemons } from './daemon-fits';

const daemonOf = ({ capacity }: Scene, name: string): Daemon =>
  capacity.daemons.find((each) => each.workload.name === name)!;
const HIGH = priority('high', 9);
const AFTER = ranked('high');

describe('what keeps the pod of a daemon waiting whatever room there is', () => {
  const clash = (nodes: readonly SceneNode[], name: string, ...objects: object[]) => {
    const scene = new Scene(nodes, ...objects);
    return clashOfDaemon(scene.capacity, daemonOf(scene, name));
  };
  const short = (name: string, node: number) =>
    `the pod of DaemonSet/${name} does not fit on node n${node}-1 (pool n${node}): not enough cpu`;

  test('a node that never holds it comes before one that another daemon fills', () => {
    const objects = [agent('first', 6, 0, only(0)), agent('agent', 4)];
    expect(clash([8, 3], 'agent', ...objects)).toEqual({ verdict: 'impossible', witness: [short('agent', 1)] });
    expect(clash([8, 8], 'agent', ...objects)).toEqual({ verdict: 'possible', witness: [short('agent', 0)] });
    expect(clash([8, 8], 'agent', agent('agent', 4), app('a', 1, 1))).toBeUndefined();
  });

  test('what is not modelled leaves it open', () => {
    const scene = new Scene([8], agent('agent', 1));
    expect(clashOfDaemon(scene.capacity, { ...daemonOf(scene, 'agent'), unmodelled: ['this', 'that'] }))
      .toEqual({ verdict: 'unknown', witness: ['not modelled: this', 'not modelled: that'] });
  });

  test('of two daemons that one node does not hold, either may come second', () => {
    const first = (...objects: object[]) => clash([8, 8], 'first', ...objects);
    const waits = (node: number) => ({
      verdict: 'possible',
      witness: [short('agent', node), 'DaemonSet/first is the one that waits where it comes second'],
    });
    expect(first(agent('first', 6), agent('agent', 4))).toEqual(waits(0));
    expect(first(HIGH, agent('first', 6, 0, AFTER), agent('agent', 4))).toBeUndefined();
    // It is another one that takes the room, on another node, or by what it does not ask.
    expect(first(agent('first', 6, 0, only(0)), agent('second', 6, 0, only(1)), agent('agent', 4, 0, only(1))))
      .toBeUndefined();
    expect(first(agent('first', 0), agent('second', 6), agent('agent', 4))).toBeUndefined();
    expect(first(agent('first', 6), agent('agent', 9))).toBeUndefined();
  });

  test('of two that keep each other off, too', () => {
    const objects = [agent('first', 1), agent('other', 1), agent('agent', 1, 0, apartFrom('first'))];
    expect(clash([8], 'first', ...objects)).toEqual({ verdict: 'possible', witness: [
      'the pods of DaemonSet/agent and DaemonSet/first cannot both run on node n0-1 (pool n0): ' +
        'required anti-affinity over kubernetes.io/hostname',
      'DaemonSet/first is the one that waits where it comes second',
    ] });
    expect(clash([8], 'other', ...objects)).toBeUndefined();
  });

  test('so may a pod of a workload that it keeps off', () => {
    const objects = [agent('other', 1), agent('agent', 1), app('b', 1, 1), app('a', 1, 1, {}, apartFrom('agent'))];
    expect(clash([8], 'agent', ...objects)).toEqual({ verdict: 'possible', witness: [
      'Deployment/a and DaemonSet/agent keep each other off a node: the pod that comes second waits'] });
    expect(clash([8], 'other', ...objects)).toBeUndefined();
  });

  test('one of higher priority may have it evicted, and does where it finds no other node', () => {
    const said = (name: string, replicas: number, pod: object = {}) => clash(
      [8, 8], name, HIGH, agent('other', 1), agent('agent', 1, 0, pod), app('b', 1, 1),
      app('a', replicas, 1, {}, { ...AFTER, ...apartFrom('agent') }));
    const witness = ['Deployment/a and DaemonSet/agent keep each other off a node, and the priority of Deployment/a ' +
      'may have the other evicted, which waits then'];
    expect(said('agent', 1)).toEqual({ verdict: 'possible', witness });
    expect(said('agent', 1, only(0))).toEqual({ verdict: 'unknown', witness });
    expect([said('agent', 0), said('other', 1)]).toEqual([undefined, undefined]);
  });

  test('what it has to stand beside may stand elsewhere', () => {
    expect(clash([8, 8], 'agent', app('a', 1, 1), agent('agent', 1, 0, beside('a')))).toEqual({
      verdict: 'possible',
      witness: ['each pod of DaemonSet/agent has to stand beside pods that its affinity over kubernetes.io/hostname ' +
        'selects, which may stand on other nodes'],
    });
  });
});

describe('whether a pod of the daemon runs on each node whoever came first', () => {
  const fits = (nodes: readonly SceneNode[], name: string, ...objects: object[]) => {
    const scene = new Scene(nodes, ...objects);
    return fitsOfDaemon(scene.capacity, daemonOf(scene, name));
  };
  const PROVEN = { verdict: 'proven', witness: [] };

  test('what keeps it waiting comes first', () =>
    expect(fits([3], 'agent', agent('agent', 4)).verdict).toBe('impossible'));

  test('pods that fit only where they come before it take its room', () => {
    const large = (replicas = 1, pod: object = {}) => app('a', replicas, 7, {}, pod);
    expect(fits([8, 8], 'agent', agent('agent', 2), large())).toEqual({ verdict: 'possible', witness: [
      'Deployment/a fits only where its pod comes before that of DaemonSet/agent, which waits then'] });
    expect(fits([8, 8], 'agent', agent('agent', 2), large(0))).toEqual(PROVEN);
    expect(fits([8, 8], 'agent', HIGH, agent('agent', 2, 0, AFTER), large())).toEqual(PROVEN);
    const apart = [agent('agent', 2, 0, only(0)), agent('other', 2, 0, only(1)), large(1, only(1))];
    expect([fits([8, 8], 'agent', ...apart), fits([8, 8], 'other', ...apart).verdict]).toEqual([PROVEN, 'possible']);
    // Those that no node holds, come when they may, take nothing.
    expect(fits([8], 'agent', agent('agent', 2), app('a', 1, 9))).toEqual(PROVEN);
  });

  test('so may whole pods of others, on a node that keeps none of it', () => {
    const full = (node: number) => ({ verdict: 'possible', witness: [
      `where other pods come first, node n${node}-1 may be full for the pod of DaemonSet/agent; a higher priority ` +
        'would have them evicted'] });
    const small = (cpu: number, replicas = 4, pod: object = {}) => app('a', replicas, cpu, {}, pod);
    expect(fits([9, 8], 'agent', agent('agent', 1), small(2.4))).toEqual(full(1));
    expect(fits([8, 9], 'agent', agent('agent', 1), small(2.4))).toEqual(full(0));
    expect(fits([8, 8], 'agent', HIGH, agent('agent', 1, 0, AFTER), small(2.4))).toEqual(PROVEN);
    // Whole pods leave two of eight.
    expect(fits([8, 8], 'agent', agent('agent', 2), small(3))).toEqual(PROVEN);
    expect(fits([8, 8], 'agent', agent('agent', 1), agent('other', 1.5), small(3)).verdict).toBe('possible');
    expect(fits([8, 8], 'agent', agent('agent', 1), small(2.4, 2))).toEqual(PROVEN);
    expect(fits([8, 9], 'agent', agent('agent', 1, 0, only(1)), agent('other', 1, 0, only(0)), small(2.4, 4, only(0))))
      .toEqual(PROVEN);
  });
});

describe('whether all pods fit where they come before those of DaemonSets', () => {
  const before = (
    nodes: readonly SceneNode[], objects: readonly object[], own: (task: Task) => Partial<Task> = () => ({}),
  ) => {
    const scene = new Scene(nodes, ...objects);
    const task = scene.task('a');
    return fitsBeforeDaemons(scene.capacity, { ...task, ...own(task) });
  };
  const pods = (replicas: number, cpu = 7, pod: object = {}) => [agent('agent', 2), app('a', replicas, cpu, {}, pod)];

  test('as many as the nodes hold without these', () => {
    expect([1, 2, 3].map((replicas) => before([8, 8], pods(replicas)))).toEqual([true, true, false]);
    expect([1, 2].map((replicas) => before([8, 8], pods(replicas, 7, only(0))))).toEqual([true, false]);
  });

  test('not where that makes no difference', () => {
    expect(before([8, 8], pods(1, 6))).toBe(false);
    expect(before([8, 8], [HIGH, agent('agent', 2, 0, AFTER), app('a', 1, 7)])).toBe(false);
    expect(before([8, 8], [agent('agent', 2, 0, only(1)), app('a', 1, 7, {}, only(0))])).toBe(false);
  });

  test('one of higher priority keeps its room', () => {
    const both = (cpu: number) => before(
      [8], [HIGH, agent('high', 2, 0, AFTER), agent('low', 2), app('a', 1, cpu)]);
    expect([both(6), both(7)]).toEqual([true, false]);
  });

  test('not where nothing lets them run', () =>
    expect(before([8, 8], pods(1), () => ({ refusal: 'why' }))).toBe(false));

  test('on one node where a volume holds them there, and one alone where it is for one pod', () => {
    const held = (attachment: 'node' | 'pod', replicas: number) => before(
      [8, 8], pods(replicas, 3.5), ({ claims }) => ({ claims: { ...claims, attachment } }));
    expect([1, 2, 3].map((replicas) => held('node', replicas))).toEqual([true, true, false]);
    expect([1, 2].map((replicas) => held('pod', replicas))).toEqual([true, false]);
  });

  test('one in each domain where they keep apart', () => {
    const [x, y] = ['x', 'y'].map((zone) => ({ cpu: 8, zone }));
    const apart = (nodes: readonly SceneNode[], key: 'host' | 'zone', ...counts: number[]) =>
      counts.map((replicas) => before(nodes, pods(replicas, 3.5, apartFrom('a', key))));
    expect(apart([8, 8], 'host', 1, 2, 3)).toEqual([true, true, false]);
    expect(apart([x, y], 'zone', 1, 2, 3)).toEqual([true, true, false]);
    expect(apart([x, x], 'zone', 1, 2)).toEqual([true, false]);
    expect(apart([8, 8], 'zone', 2)).toEqual([true]);
    expect(apart([x, { cpu: 3, zone: 'y' }], 'zone', 2)).toEqual([false]);
  });

  test('as their spread lets them', () => {
    const x = { cpu: 8, zone: 'x' };
    expect(before([8, 8], pods(2, 7, spread('a')))).toBe(true);
    expect(before([x, x], pods(2, 7, spread('a', 'zone')))).toBe(true);
    expect(before([x, x], pods(2, 7, spread('a', 'zone', { minDomains: 2 })))).toBe(false);
    // A single one comes first.
    expect(before([x, x], pods(1, 7, spread('a', 'zone', { minDomains: 2 })))).toBe(true);
    // The daemon of higher priority leaves six of the smaller node.
    const both = (cpu: number) => before([8, 10], [
      HIGH, agent('high', 2, 0, AFTER), agent('low', 2), app('a', 2, cpu, {}, spread('a'))]);
    expect([both(6), both(8)]).toEqual([true, false]);
  });
});

describe('whether others may come before those of DaemonSets', () => {
  const may = (nodes: readonly SceneNode[], ...objects: object[]) => {
    const scene = new Scene(nodes, ...objects);
    return mayComeBeforeDaemons(scene.capacity, scene.task('a'));
  };
  const LARGE = app('b', 3, 2);
  const AGENT = agent('agent', 0.5);

  test('where whole pods of theirs leave less than the daemons of a node ask', () => {
    expect([may([3, 4], AGENT, app('a', 2, 0.5), LARGE), may([3, 4], app('a', 2, 0.5), LARGE)]).toEqual([true, false]);
    expect(may([3, 4], AGENT, app('a', 2, 0.5), app('b', 1, 2))).toBe(false);
    expect(may([3, 4], AGENT, app('a', 2, 0.5), app('b', 0, 2))).toBe(false);
    expect(may([3], AGENT, agent('other', 1), app('a', 1, 0.5), app('b', 1, 2))).toBe(true);
    expect(may([3], AGENT, agent('other', 0.5), app('a', 1, 0.5), app('b', 1, 2))).toBe(false);
  });

  test('on nodes of its own that are theirs too, its own pods left aside', () => {
    expect(may([3, 4], AGENT, app('a', 2, 0.5, {}, only(0)), LARGE)).toBe(false);
    expect(may([3, 4], AGENT, app('a', 2, 0.5), app('b', 1, 2, {}, only(0)))).toBe(false);
    expect(may([4], AGENT, app('a', 3, 2))).toBe(false);
  });

  test('one at most where they keep apart', () =>
    expect(may([4, 4], AGENT, app('a', 2, 0.5), app('b', 2, 2, {}, apartFrom('b')))).toBe(false));

  test('unless the daemons outrank all of them', () => {
    const high = [HIGH, agent('agent', 0.5, 0, AFTER), app('a', 2, 0.5)];
    expect([may([4], ...high, LARGE), may([4], ...high, app('b', 3, 2, {}, AFTER))]).toEqual([false, true]);
    expect(may([4], ...high, app('b', 1, 1), app('c', 1, 3, {}, AFTER))).toBe(true);
    // Only the one of low priority has to fear for its room.
    expect(may([4], ...high, agent('low', 0), LARGE)).toBe(false);
  });
});

describe('room beside all pods that may stand on a node together', () => {
  const room = (nodes: readonly SceneNode[], needs: number, ...objects: object[]) => {
    const scene = new Scene(nodes, ...objects);
    const { capacity } = scene;
    const asked = Float64Array.from(capacity.resources, (name) => (name === 'cpu' ? needs : 0));
    return hasRoomBeside(capacity, daemonOf(scene, 'agent'), 0, capacity.room[0], asked);
  };
  const AGENT = agent('agent', 2);

  test('all of them are counted', () => {
    expect([0, 1].map((needs) => room([8], needs, AGENT, app('a', 3, 2)))).toEqual([true, false]);
    expect([0, 1].map((needs) => room([8, 8], needs, AGENT, app('a', 3, 1), app('b', 1, 3)))).toEqual([true, false]);
  });

  test('one of those that keep apart, none of those that stand elsewhere, nowhere, or have to make room', () => {
    expect(room([8, 8], 0, AGENT, app('a', 2, 4, {}, apartFrom('a')))).toBe(true);
    expect(room([8, 8], 6, AGENT, app('a', 2, 2, {}, only(1)))).toBe(true);
    expect(room([8], 6, AGENT, app('a', 1, 7))).toBe(true);
    expect(room([8], 6, HIGH, agent('agent', 2, 0, AFTER), app('a', 3, 2))).toBe(true);
  });

  test('of what the daemon asks', () => {
    const hungry = workload('Deployment', 'a', { cpu: 1, memory: '20Gi' }, { replicas: 2 });
    expect(room([8, 8], 0, AGENT, hungry)).toBe(true);
    expect(room([8, 8], 0, workload('DaemonSet', 'agent', { memory: '1Gi' }), hungry)).toBe(false);
  });
});
