import { agent, app, apartFrom, only, priority, ranked, Scene } from '../../../../test/support/scene';
import { workload } from '../../../../test/support/rollout';
import { SlotBounds } from '../../placement';
import { evictionNote, hasElasticNeighbour, perhapsEvicts, waitingRival } from './rivals';
import { interestingSizes } from '../needs/size';

const HIGH = priority('high', 1);
const scaler = (name: string) => ({
  apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, minReplicas: 1, maxReplicas: 2 },
});

describe('a rival that waits', () => {
  const rival = (...objects: object[]) => {
    const scene = new Scene([2, 2], ...objects);
    return waitingRival(new SlotBounds(scene.capacity), scene.task('a'));
  };

  test('is one some pods of which can never run, on the same nodes', () => {
    const two = apartFrom('b');
    expect(rival(app('a', 1, 1), app('b', 3, 1, {}, two))).toBe('Deployment/b');
    expect(rival(app('a', 1, 1), app('b', 2, 1, {}, two))).toBeUndefined();
    const far = { affinity: { ...apartFrom('b').affinity, ...only(1).affinity } };
    expect(rival(app('a', 1, 1, {}, only(0)), app('b', 2, 1, {}, far))).toBeUndefined();
    expect(rival(app('a', 3, 1, {}, apartFrom('a')))).toBeUndefined();
  });

  test('is none whom it may evict', () =>
    expect(rival(app('a', 1, 1, {}, ranked('high')), app('b', 3, 1, {}, apartFrom('b')), HIGH)).toBeUndefined());
});

test('pods that come and go are those of an autoscaler, on the same nodes, that it may not evict', () => {
  const elastic = (pod: object, other: object, ...more: object[]) => {
    const scene = new Scene([9, 9], app('a', 1, 1, {}, pod), app('b', 1, 1, {}, other), ...more);
    return hasElasticNeighbour(scene.capacity, scene.task('a'));
  };
  expect([elastic({}, {}, scaler('b')), elastic({}, {}), elastic({}, {}, scaler('a'))]).toEqual([true, false, false]);
  expect(elastic(only(0), only(1), scaler('b'))).toBe(false);
  expect(elastic(ranked('high'), {}, HIGH, scaler('b'))).toBe(false);
  expect(elastic({}, ranked('high'), HIGH, scaler('b'))).toBe(true);
});

test('it perhaps evicts others where its class is not in the input', () => {
  const may = (one: object, two: object, ...more: object[]) => {
    const scene = new Scene([9], app('a', 1, 1, {}, one), app('b', 1, 1, {}, two), ...more);
    return perhapsEvicts(scene.capacity, scene.task('a'));
  };
  expect([may({}, {}), may(ranked('high'), {}, HIGH), may({}, ranked('high'), HIGH)]).toEqual([false, false, false]);
  expect(may(ranked('high'), {})).toBe(true);
});

describe('whose pods an update has evicted', () => {
  const note = (cpu: number, way: object, others: object[], attachment: 'free' | 'node' = 'free') => {
    const scene = new Scene([cpu], app('a', 1, 2, way, ranked('high')), ...others, HIGH);
    const task = scene.task('a');
    return evictionNote(new SlotBounds(scene.capacity), task, interestingSizes(task), attachment);
  };
  const surge = { surge: 1 };

  test('is told where there is no room without', () => {
    expect(note(4, surge, [app('b', 1, 1)])).toEqual([
      'where no room is free it evicts pods of lower priority: Deployment/b',
    ]);
    expect([note(5, surge, [app('b', 1, 1)]), note(4, {}, [app('b', 1, 1)]), note(4, surge, [])]).toEqual([[], [], []]);
    expect(note(4, surge, [app('b', 1, 1)], 'node')).toEqual([]);
    expect(note(4, surge, [app('b', 1, 1, {}, ranked('high'))])).toEqual([]);
  });

  test('names DaemonSets too, and no more than five', () => {
    expect(note(4, surge, [agent('d', 1)])).toEqual([
      'where no room is free it evicts pods of lower priority: DaemonSet/d',
    ]);
    const many = ['b', 'c', 'e', 'f', 'g', 'h'].map((name) => app(name, 1, 1));
    expect(note(9, surge, many)).toEqual([
      'where no room is free it evicts pods of lower priority: Deployment/b, Deployment/c, Deployment/e, ' +
        'Deployment/f, Deployment/g',
    ]);
  });

  test('and which nobody makes again', () => {
    const bare = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bare' }, spec: {
      containers: [{ name: 'main', image: 'main:1', resources: { requests: { cpu: 1 } } }],
    } };
    expect(note(4, surge, [bare])).toEqual([
      'where no room is free it evicts pods of lower priority: Pod/bare', 'nobody makes Pod/bare again',
    ]);
    expect(note(4, surge, [workload('ReplicaSet', 'r', { cpu: 1 }, { replicas: 1 })])).toEqual([
      'where no room is free it evicts pods of lower priority: ReplicaSet/r',
    ]);
  });
});
