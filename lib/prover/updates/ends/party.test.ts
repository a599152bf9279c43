import {
  agent, app, apartFrom, claim, mounting, priority, ranked, Scene,
} from '../../../../test/support/scene';
import { workload } from '../../../../test/support/rollout';
import { Leaving, leavingAmong } from './leaving';
import {
  isVictim, mayWaitForVolume, Party, restartedParty, restingParty, unlessRefused, upTo, whyNotCounted,
} from './party';

/** So many pods as stand; one that waits is an asterisk. */
const said = ({ hung, finished, any }: Party) => [hung, finished, any].map((stands) =>
  stands.map(({ pods, waiting }) => `${pods.map(([, count]) => count).join()}${waiting ? '*' : ''}`).join(' '));
const scaler = (least: number, most: number) => ({
  apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'a' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' }, minReplicas: least, maxReplicas: most,
  },
});

test('whole numbers include both ends', () =>
  expect([upTo(1, 3), upTo(2, 2), upTo(3, 2)]).toEqual([[1, 2, 3], [2], []]));

test.each<[string, object, boolean, string[]]>([
  ['one that may miss a pod', { unavailable: 1 }, false, ['2*', '3', '3 2*']],
  ['one that may miss none', { surge: 1 }, false, ['3*', '3', '3']],
  ['Recreate', { recreate: true }, false, ['0* 1* 2*', '3', '3 0* 1* 2*']],
  ['one not all of whose pods may run', { surge: 1 }, true, ['0* 1* 2* 3*', '3', '3 0* 1* 2*']],
])('ends of a restart of %s', (_, way, mayWait, ends) =>
  expect(said(restartedParty(new Scene([4], app('a', 3, 1, way)).mover('a'), mayWait))).toEqual(ends));

test('at each size that an autoscaler may choose a restart may end', () => {
  const scene = new Scene([9], app('a', 2, 1, { unavailable: 1 }), scaler(2, 3));
  expect(said(restartedParty(scene.mover('a'), false))).toEqual(['1* 2*', '2 3', '2 3 1*']);
});

test('where pods may wait for their volume, no end of a restart is told', () => {
  const scene = new Scene([4], app('a', 1, 1, { surge: 1 }, mounting('a')), ...claim('a'));
  expect(said(restartedParty(scene.mover('a'), false))).toEqual(['', '', '1 2']);
});

test('pods that nobody replaces stand, or wait where they may be short', () => {
  const task = new Scene([4], app('a', 3, 1)).task('a');
  const ends = (least: number, most: number, mayWait: boolean) => said(restingParty(task, least, most, mayWait))[2];
  expect([ends(3, 3, false), ends(2, 3, false), ends(2, 3, true)]).toEqual(['3', '2 3', '0* 1* 2 3']);
  expect(said(restingParty(task, 3, 3, false))).toEqual(['', '3', '3']);
});

test('those that wait for a person may be of two revisions, within the bounds of their update', () => {
  const strategy = { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } };
  const paused = workload('Deployment', 'a', { cpu: 1 }, { replicas: 2, paused: true, strategy });
  expect(said(restingParty(new Scene([4], paused).task('a'), 2, 2, false))[2]).toBe('1 2 3');
});

test('where a quota may refuse pods, none waits', () => {
  const party = restingParty(new Scene([4], app('a', 2, 1)).task('a'), 2, 2, true);
  expect([false, true].map((mayBeRefused) => said(unlessRefused(party, mayBeRefused))[2]))
    .toEqual(['0* 1* 2', '0 1 2']);
});

test('pods wait for a volume that one node holds where there may be two', () => {
  const waits = (pods: number, surge: number, ...more: object[]) =>
    mayWaitForVolume(new Scene([4, 4], app('a', 2, 1, {}, mounting('a')), ...more).task('a'), pods, surge);
  const zonal = claim('a');
  expect([waits(1, 0, ...zonal), waits(2, 0, ...zonal), waits(1, 1, ...zonal)]).toEqual([false, true, true]);
  expect(waits(2, 1, ...claim('a', 'node'))).toBe(false);
  expect(waits(2, 1, ...claim('a', 'node', 'ReadWriteMany'))).toBe(false);
  // Its access mode is not in the input.
  expect(waits(1, 0)).toBe(true);
  expect(waits(1, 0, ...claim('a', 'node', 'ReadWriteMany'), app('b', 1, 1, {}, mounting('a')))).toBe(true);
});

test('pods are victims of any that is above them, a DaemonSet too', () => {
  const scene = new Scene([4], app('a', 1, 1), app('b', 1, 1, {}, ranked('high')), agent('d', 1, 0, ranked('top')),
    priority('high', 1), priority('top', 2));
  const { tasks, daemons } = scene.capacity;
  const [a, b] = [scene.task('a'), scene.task('b')];
  expect([isVictim(a, tasks, []), isVictim(a, [a], daemons), isVictim(b, tasks, []), isVictim(b, [a], daemons)])
    .toEqual([true, true, false, true]);
});

describe('what is counted', () => {
  const why = (objects: object[], leaving: readonly Leaving[] = []) =>
    whyNotCounted(new Scene([4, 4], app('a', 2, 1), ...objects).capacity.tasks, leaving);

  test('is every plain workload', () => expect(why([app('b', 1, 1, {}, apartFrom('a'))])).toBeUndefined());

  test('fails for what is not modelled, and names it', () =>
    expect(why([app('b', 1, 1, {}, { schedulerName: 'other' })])).toBe('Deployment/b is not counted'));

  test('fails where two DaemonSets leave one node', () => {
    const { capacity } = new Scene([4, 4], app('a', 2, 1), agent('c', 1), agent('d', 1));
    const leaving = leavingAmong(capacity, capacity.tasks, [0, 1]);
    expect(whyNotCounted(capacity.tasks, leaving)).toBe('two DaemonSets leave one node');
    expect(whyNotCounted(capacity.tasks, leaving.slice(1))).toBeUndefined();
  });

  test('fails for pods that a DaemonSet keeps off the nodes that it leaves', () => {
    const { capacity } = new Scene([4, 4], app('a', 2, 1, {}, apartFrom('d')), agent('d', 1));
    const leaving = leavingAmong(capacity, capacity.tasks, [0, 1]);
    expect([whyNotCounted(capacity.tasks, leaving), whyNotCounted(capacity.tasks, [])])
      .toEqual(['Deployment/a is not counted', undefined]);
  });
});
