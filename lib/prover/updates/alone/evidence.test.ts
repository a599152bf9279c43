import { app, only, priority, ranked, Scene, spread } from '../../../../test/support/scene';
import { SlotBounds } from '../../placement';
import { candidates, endingsFrom } from './evidence';
import { interestingSizes } from '../needs/size';
import { SteadyState } from '../steady/steady-state';

type Pods = { [name: string]: number[] };
const ZONED = [{ cpu: 4, zone: 'x' }, { cpu: 4, zone: 'y' }];
const surge = { surge: 1 };

const from = (scene: Scene, pods: Pods) => {
  const task = scene.task('a');
  return endingsFrom(scene.standing(pods), task, interestingSizes(task), task.claims.attachment);
};

test('from one placement an update finishes, or blocks', () => {
  const scene = new Scene([4, 2], app('a', 1, 2, surge), app('b', 1, 2));
  expect(from(scene, { a: [0], b: [1] })).toEqual({ finishes: true, blocks: false });
  expect(from(scene, { a: [0], b: [0] })).toEqual({ finishes: true, blocks: false });
  const full = new Scene([2, 2], app('a', 1, 2, surge), app('b', 1, 2));
  expect(from(full, { a: [0], b: [1] })).toEqual({ finishes: false, blocks: true });
});

test('of several sizes one may block and another one finish', () => {
  const scaler = {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'a' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' }, minReplicas: 1, maxReplicas: 2 },
  };
  expect(from(new Scene([2], app('a', 1, 1, surge), scaler), {})).toEqual({ finishes: true, blocks: true });
});

test('where its own places matter its moves are tried from where its pods stand', () => {
  const scene = new Scene(ZONED, app('a', 2, 2, surge, spread('a', 'zone')), app('b', 1, 4));
  // One zone is full: the other one takes no more than there are.
  expect(from(scene, { a: [1, 1], b: [0] })).toEqual({ finishes: false, blocks: true });
  const free = new Scene(ZONED, app('a', 2, 1, surge, spread('a', 'zone')), app('b', 1, 1));
  expect(from(free, { a: [0, 1], b: [0] })).toEqual({ finishes: true, blocks: false });
  expect(from(free, { a: [0], b: [0] })).toEqual({ finishes: false, blocks: false });
});

test('pods that it may evict are not in its way', () => {
  const scene = new Scene(ZONED, app('a', 2, 2, surge, { ...spread('a', 'zone'), ...ranked('high') }), app('b', 1, 2),
    priority('high', 1));
  expect(from(scene, { a: [0, 1], b: [0] })).toEqual({ finishes: true, blocks: false });
});

describe('candidates', () => {
  const all = (scene: Scene, steps = 1_000_000) => {
    const budget = { steps };
    const steady = new SteadyState(scene.capacity, new SlotBounds(scene.capacity), { steps: 1000 });
    const task = scene.task('a');
    const found = [...candidates(scene.capacity, steady, task, task.most, budget)];
    return { found, used: steps - budget.steps };
  };

  test('are placements of everything, some of which fill the nodes of the workload', () => {
    const scene = new Scene([4, 4], app('a', 1, 2, {}, only(0)), app('b', 2, 2));
    const ends = all(scene).found.map((placement) => scene.nodesIn(placement));
    ends.forEach((end) => expect([end?.a, end?.b?.length]).toEqual([[0], 2]));
    expect(ends.some((end) => end?.b.includes(0))).toBe(true);
    expect(ends.some((end) => end?.b.every((node) => node === 1))).toBe(true);
  });

  test('look at each domain that decides', () => {
    const plain = all(new Scene(ZONED, app('a', 2, 1), app('b', 1, 1)));
    const spreads = all(new Scene(ZONED, app('a', 2, 1, {}, spread('a', 'zone')), app('b', 1, 1)));
    const byHost = all(new Scene(ZONED, app('a', 2, 1, {}, spread('a', 'host')), app('b', 1, 1)));
    expect(spreads.used).toBeGreaterThan(plain.used);
    expect(byHost.used).toBe(plain.used);
    // Three styles, once for all nodes, and twice others that may be elsewhere.
    expect(plain.used).toBe(5 * 2 * 2);
    expect(spreads.used).toBe((5 + 2 * 6 + 2) * 2 * 2);
  });

  test('end with their steps', () => {
    const scene = new Scene([4, 4], app('a', 1, 1), app('b', 1, 1));
    expect([all(scene, 4).found.length, all(scene, 5).found.length, all(scene, 9).found.length]).toEqual([0, 1, 2]);
  });
});
