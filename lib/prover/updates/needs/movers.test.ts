import {
  agent, app, apartFrom, beside, claim, mounting, ofRevision, priority, ranked, Scene, spread,
} from '../../../../test/support/scene';
import { workload } from '../../../../test/support/rollout';
import {
  boundsOf, canTryEveryOrder, heldForEver, isKeptByVolumes, keptThroughout, releaseAround, takesBack, whyRanked,
} from './movers';

const ZONED = [{ cpu: 4, zone: 'x' }, { cpu: 4, zone: 'y' }];
const alone = (way: object, replicas = 3, pod: object = {}, ...more: object[]) =>
  new Scene([4, 4], app('a', replicas, 1, way, pod), ...more).task('a');

test.each<[string, object, number, number]>([
  ['one that may miss a pod', { unavailable: 1 }, 2, 0],
  ['one that may miss two', { unavailable: 2 }, 1, 0],
  ['one that may miss more than it has', { unavailable: 9 }, 0, 0],
  ['one that may miss none', { surge: 2 }, 3, 0],
  ['Recreate', { recreate: true }, 0, 0],
])('%s keeps pods throughout, and holds no further ones for ever', (_, way, kept, held) => {
  expect([keptThroughout(alone(way)), heldForEver(alone(way))]).toEqual([kept, held]);
});

test('no pod is kept and none held of a workload without pods, and it does not move', () => {
  const none = alone({ surge: 1 }, 0);
  expect([keptThroughout(none), heldForEver(none), boundsOf(none)]).toEqual([0, 0, undefined]);
});

test('bare ReplicaSets keep all their pods', () => {
  const scene = new Scene([4], workload('ReplicaSet', 'a', { cpu: 1 }, { replicas: 2 }));
  expect([keptThroughout(scene.task('a')), boundsOf(scene.task('a'))]).toEqual([2, undefined]);
});

test('pods whose volume one node holds may wait elsewhere, as many as the surge allows', () => {
  const held = (way: object, ...rest: object[]) => heldForEver(alone(way, 1, mounting('a'), ...rest));
  expect(held({ surge: 2 }, ...claim('a'))).toBe(2);
  expect(held({ surge: 2 }, ...claim('a', 'zone', 'ReadWriteMany'))).toBe(0);
  expect(held({ unavailable: 1 }, ...claim('a'))).toBe(0);
  // None stays that holds it.
  expect(held({ surge: 1, unavailable: 1 }, ...claim('a'))).toBe(0);
  expect(heldForEver(alone({ surge: 1, unavailable: 1 }, 2, mounting('a'), ...claim('a')))).toBe(1);
  // Whether one node holds it is not in the input.
  expect(held({ surge: 2 })).toBe(2);
});

test('those that spread refuses in the zone of their volume wait on no node', () => {
  const held = (skew: number, pods = 1) => heldForEver(new Scene(ZONED,
    app('a', pods, 1, { surge: 1 }, { ...mounting('a'), ...spread('a', 'zone', { maxSkew: skew }) }), ...claim('a'),
  ).task('a'));
  expect([held(1), held(2), held(2, 2), held(3, 2)]).toEqual([0, 1, 0, 1]);
  const byHost = new Scene(ZONED, app('a', 1, 1, { surge: 1 }, { ...mounting('a'), ...spread('a') }), ...claim('a'));
  expect(heldForEver(byHost.task('a'))).toBe(1);
});

test('OnDelete waits for a person, and does not move', () => {
  const byHand = { replicas: 2, updateStrategy: { type: 'OnDelete' } };
  const scene = new Scene([4], workload('StatefulSet', 'a', { cpu: 1 }, byHand));
  expect(boundsOf(scene.task('a'))).toBeUndefined();
});

test('a release is of all that may meet on a node, in the order of the input', () => {
  const bare = workload('ReplicaSet', 'c', { cpu: 1 }, { replicas: 1 });
  const scene = new Scene([4, 4], app('a', 1, 1), app('b', 1, 1), bare);
  const { movers, tasks, nodes, untried } = releaseAround(scene.capacity, scene.task('b'));
  expect(movers.map(({ task }) => task.workload.name)).toEqual(['a', 'b']);
  expect(tasks.map(({ workload: { name } }) => name)).toEqual(['a', 'b', 'c']);
  expect([nodes, untried]).toEqual([[0, 1], undefined]);
});

test.each<[string, object, object[]]>([
  ['affinity', beside('b'), []],
  ['spread of one revision', spread('a', 'host', ofRevision), []],
  ['anti-affinity of one revision', apartFrom('a', 'host', ofRevision), []],
  ['a claim that is not in the input', mounting('a'), []],
  ['what is not modelled', { schedulerName: 'other' }, []],
])('fails to run ways of pods with %s, and names them', (_, pod, more) => {
  const scene = new Scene([4, 4], app('a', 2, 1, {}, pod), app('b', 1, 1), ...more);
  expect(scene.release('b').untried).toBe('the moves of Deployment/a beside others are not tried one by one');
});

test.each<[string, object, object[]]>([
  ['spread', spread('a'), []],
  ['anti-affinity', apartFrom('a'), []],
  ['a claim of their own', mounting('a'), claim('a', 'node')],
])('ways of pods with %s are run', (_, pod, more) => {
  expect(new Scene([4, 4], app('a', 2, 1, {}, pod), app('b', 1, 1), ...more).release('b').untried).toBeUndefined();
});

test('fails to run ways of pods that evict each other, whichever may', () => {
  const scene = (high: number) =>
    new Scene([4], app('a', 1, 1, {}, ranked('high')), app('b', 1, 1), priority('high', high));
  const why = 'pods of different priorities evict each other while they are replaced';
  expect([1, 0, -1].map((value) => scene(value).release('a').untried)).toEqual([why, undefined, why]);
  expect(whyRanked(scene(1).capacity.tasks)).toBe(why);
  expect(whyRanked([scene(1).task('a')])).toBeUndefined();
});

test('volumes keep pods on their node, or in their zone where there are several', () => {
  const isKept = (stays: 'zone' | 'node', nodes: ConstructorParameters<typeof Scene>[0]) => {
    const scene = new Scene(nodes, app('a', 1, 1, {}, mounting('a')), ...claim('a', stays));
    return isKeptByVolumes(scene.capacity, scene.task('a'));
  };
  expect([isKept('node', [4, 4]), isKept('zone', ZONED), isKept('zone', [ZONED[0], ZONED[0]])])
    .toEqual([true, true, false]);
  const free = new Scene(ZONED, app('a', 1, 1));
  expect(isKeptByVolumes(free.capacity, free.task('a'))).toBe(false);
});

test('every order can be tried unless spread, volumes or sizes leave something open', () => {
  const tries = (pod: object, way: object, ...more: object[]) => {
    const scene = new Scene(ZONED, app('a', 1, 1, way, pod), ...more);
    const { tasks, movers } = scene.release('a');
    return canTryEveryOrder(scene.capacity, tasks, movers);
  };
  const scaler = {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'a' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' }, minReplicas: 1, maxReplicas: 2 },
  };
  expect(tries({}, {})).toBe(true);
  expect(tries({}, {}, scaler)).toBe(false);
  expect(tries(spread('a'), {})).toBe(false);
  expect(tries(mounting('a'), {}, ...claim('a'))).toBe(false);
  expect(tries(mounting('a'), {}, ...claim('a', 'node'))).toBe(false);
});

test('a pod that one node holds is tried where it has no second one beside it', () => {
  const tries = (replicas: number, way: object) => {
    const scene = new Scene([ZONED[0], ZONED[0]], app('a', replicas, 1, way, mounting('a')), ...claim('a'));
    const { tasks, movers } = scene.release('a');
    return canTryEveryOrder(scene.capacity, tasks, movers);
  };
  expect([tries(1, {}), tries(1, { surge: 1 }), tries(2, {})]).toEqual([true, false, false]);
});

test('pods take back their places where spread would let them come there, and affinity asks for nobody', () => {
  const scene =
    new Scene(ZONED, app('a', 2, 1, {}, spread('a', 'zone')), app('b', 1, 1, {}, beside('a')), app('c', 1, 1));
  const even = scene.standing({ a: [0, 1], b: [0], c: [1] });
  const uneven = scene.standing({ a: [0, 0] });
  expect([even, uneven].map((placement) => takesBack(placement, scene.task('a')))).toEqual([true, false]);
  expect([takesBack(even, scene.task('b')), takesBack(even, scene.task('c'))]).toEqual([false, true]);
  const counted = new Scene(ZONED, app('a', 1, 1, {}, spread('a', 'zone', { labelSelector: {} })), app('b', 1, 1));
  expect(takesBack(counted.standing({ a: [0], b: [1] }), counted.task('a'))).toBe(false);
});

test('DaemonSets are no tasks of a release', () =>
  expect(new Scene([4], agent('d', 1), app('a', 1, 1)).release('a').tasks.map(({ workload: { name } }) => name))
    .toEqual(['a']));
