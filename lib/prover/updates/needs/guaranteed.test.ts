import { app, beside, claim, Scene, SceneNode, spread } from '../../../../test/support/scene';
import { workload } from '../../../../test/support/rollout';
import { SlotBounds } from '../../placement';
import { Attachment } from './endings';
import { isGuaranteed, isGuaranteedInEachZone } from './guaranteed';
import { interestingSizes } from './size';

const ZONED = [{ cpu: 4, zone: 'x' }, { cpu: 4, zone: 'y' }];

function isSure(nodes: readonly SceneNode[], objects: readonly object[], attachment?: Attachment): boolean {
  const scene = new Scene(nodes, ...objects);
  const task = scene.task('a');
  return isGuaranteed(
    new SlotBounds(scene.capacity), task, interestingSizes(task), attachment ?? task.claims.attachment);
}

test('every placement of others leaves room for all pods, and one more where none may be missing', () => {
  const left = (cpu: number, way: object) => isSure([cpu], [app('a', 2, 1, way), app('b', 1, 2)]);
  expect([left(3, {}), left(4, {}), left(4, { surge: 1 }), left(5, { surge: 1 })]).toEqual([false, true, false, true]);
});

test('counting aims at as many pods as have to stand, and no more', () => {
  // One pod and two of the others close two nodes of three; with a second one no count excludes the third.
  const scene = new Scene([5, 5, 5], app('a', 2, 3), app('b', 3, 2));
  expect(new SlotBounds(scene.capacity).guaranteed(scene.task('a'))).toBe(1);
  expect(isSure([5, 5, 5], [app('a', 2, 3), app('b', 3, 2)])).toBe(true);
  expect(isSure([5, 5, 5], [app('a', 2, 3), app('b', 4, 2)])).toBe(false);
});

test('what is not modelled is not guaranteed', () =>
  expect(isSure([9], [app('a', 1, 1, {}, { schedulerName: 'other' })])).toBe(false));

test('pods that a volume ties are not, where there are two', () => {
  const pods = (replicas: number) => [app('a', replicas, 1)];
  expect([isSure([9], pods(1), 'node'), isSure([9], pods(2), 'node'), isSure([9], pods(2), 'pod')])
    .toEqual([true, false, false]);
});

test('pods that come beside others are not', () =>
  expect(isSure([9], [app('a', 1, 1, {}, beside('b')), app('b', 1, 1)])).toBe(false));

test('those that come beside their own kind are where each domain has room', () => {
  const own = (nodes: readonly SceneNode[], key: 'host' | 'zone', rest: object = {}) =>
    isSure(nodes, [app('a', 2, 1, { surge: 1 }, { ...beside('a', key), ...rest })]);
  expect([own([3, 3], 'host'), own([3, 2], 'host'), own([3, 0], 'host')]).toEqual([true, false, true]);
  expect([own(ZONED, 'zone'), own([...ZONED, { cpu: 2, zone: 'z' }], 'zone')]).toEqual([true, false]);
  expect(own([9, 9], 'host', spread('a'))).toBe(false);
  expect(isSure([9], [app('a', 2, 1, {}, beside('a'))], 'pod')).toBe(false);
  expect(isSure([9], [app('a', 2, 1, {}, beside('a'))], 'node')).toBe(true);
  expect(isSure(ZONED, [app('a', 2, 1, {}, beside('a', 'zone'))], 'node')).toBe(false);
});

test('pods whose volume stays on their node are not, and of a zone where each has room', () => {
  const template = (stays: string) => [
    workload('StatefulSet', 'a', { cpu: 2 }, {
      replicas: 2, volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { storageClassName: stays } }],
    }),
  ];
  const classes = [claim('x', 'zone')[0], claim('x', 'node')[0]];
  expect(isSure(ZONED, [...template('node'), ...classes])).toBe(false);
  expect(isSure(ZONED, [...template('zone'), ...classes])).toBe(true);
  expect(isSure(ZONED, [...template('zone'), ...classes, app('b', 1, 1)])).toBe(false);
});

test('each zone has to be sure of as many as may have begun there', () => {
  const each = (nodes: readonly SceneNode[], ...more: object[]) => {
    const scene = new Scene(nodes, app('a', 2, 2), ...more);
    return isGuaranteedInEachZone(new SlotBounds(scene.capacity), scene.task('a'));
  };
  expect([each(ZONED), each(ZONED, app('b', 1, 1))]).toEqual([true, false]);
  // Only one can have begun there.
  expect(each([ZONED[0], { cpu: 3, zone: 'y' }], app('b', 1, 2))).toBe(false);
  expect(each([{ cpu: 9, zone: 'x' }, { cpu: 9, zone: 'y' }], app('b', 1, 5))).toBe(true);
  expect(each([ZONED[0], ZONED[0]], app('b', 4, 2))).toBe(true);
});

test('spread has to leave room in the domains that take one more', () => {
  const spreads = (nodes: readonly SceneNode[]) =>
    isSure(nodes, [app('a', 2, 1, {}, spread('a', 'zone')), app('b', 1, 3)]);
  expect([spreads(ZONED), spreads([{ cpu: 3, zone: 'x' }, { cpu: 9, zone: 'y' }])]).toEqual([true, false]);
});
