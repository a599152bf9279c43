import { workload } from '../../../../test/support/rollout';
import { agent, app, claim, mounting, only, priority, ranked, Scene } from '../../../../test/support/scene';
import { SlotBounds } from '../../placement';
import { UpdateBounds } from '../../../kubernetes/arithmetic';
import { EndResult } from '../ends/find-end';
import { CountedEnds } from './counted-ends';
import { Release } from '../needs/movers';

const surge = { surge: 1 };
const counted = ({ capacity }: Scene) => new CountedEnds(capacity, new SlotBounds(capacity));
const verdict = (scene: Scene, name = 'a') => counted(scene).verdict(scene.release(name), scene.task(name));

test('what all ends agree on', () => {
  expect(verdict(new Scene([2, 2], app('a', 2, 1, surge), app('b', 1, 1)))).toBe('proven');
  // Each may be finished, or wait, where all nodes are full.
  expect(verdict(new Scene([1, 1], app('a', 1, 1, surge), app('b', 1, 1, surge)))).toBeUndefined();
  // b's pods may take the room that a's leaves, or not.
  expect(verdict(new Scene([3, 3], app('a', 1, 3), app('b', 2, 1)))).toBeUndefined();
});

test('the ends that are counted are placements of pods', () => {
  const scene = new Scene([3, 3], app('a', 1, 3), app('b', 2, 1));
  const ends = counted(scene);
  const [hung, finished] = [
    ends.hung(scene.release('a'), scene.task('a')), ends.finished(scene.release('a'), scene.task('a')),
  ];
  expect(typeof hung === 'object' && scene.nodesIn(hung)).toEqual({ b: [0, 1] });
  expect(typeof finished === 'object' && scene.nodesIn(finished)?.a).toHaveLength(1);
});

test('nothing is counted of pods that may wait for a volume, or of too many', () => {
  expect(verdict(new Scene([2, 2], app('a', 1, 1, surge, mounting('a')), ...claim('a')))).toBeUndefined();
  const many = (pods: number) => verdict(new Scene([99], app('a', pods, 1)));
  expect([many(40), many(41)]).toEqual(['proven', undefined]);
  const nodes = (count: number) => verdict(new Scene(new Array<number>(count).fill(1), app('a', 1, 1)));
  expect([nodes(24), nodes(25)]).toEqual(['proven', undefined]);
});

test('nor of one that nobody replaces', () => {
  const scene = new Scene([2, 2], app('a', 1, 1), app('b', 1, 1));
  const release = { ...scene.release('a'), movers: [scene.mover('b')] };
  expect(counted(scene).verdict(release, scene.task('a'))).toBeUndefined();
  expect(counted(scene).shown(release, scene.task('a'), true, [scene.standing({ a: [0], b: [1] })])).toBeUndefined();
});

test('ways show ends of both sorts', () => {
  const scene = new Scene([3, 3], app('a', 1, 3), app('b', 2, 1));
  const start = scene.standing({ a: [0], b: [1, 1] });
  const shown = (isFor: boolean) =>
    scene.nodesIn(counted(scene).shown(scene.release('a'), scene.task('a'), isFor, [start]));
  expect(shown(false)).toEqual({ b: [0, 1] });
  expect(shown(true)?.a).toHaveLength(1);
  const roomy = new Scene([4, 4], app('a', 1, 3), app('b', 2, 1));
  expect(counted(roomy).shown(roomy.release('a'), roomy.task('a'), false, [])).toBeUndefined();
});

test('a DaemonSet has its room in every end where none leaves it without', () => {
  const sure = (cpu: number, ...objects: object[]) => {
    const scene = new Scene([cpu, cpu], ...objects);
    return counted(scene).isSureOfDaemon(scene.capacity.daemons[0]);
  };
  expect(sure(4, agent('d', 1), app('a', 2, 2))).toBe(false);
  expect(sure(5, agent('d', 1), app('a', 2, 2))).toBe(true);
  expect(sure(3, agent('d', 1, 1), app('a', 1, 2, { recreate: true }))).toBe(false);
  expect(sure(4, agent('d', 1, 1), app('a', 1, 2, { recreate: true }))).toBe(true);
});

test('none unfinished is a proof, and none finished the contrary', () => {
  const scene = new Scene([2], app('a', 1, 1));
  const end = scene.standing({});
  const of = (hung: EndResult | undefined, finished: EndResult | undefined) => {
    const ends = counted(scene);
    jest.spyOn(ends, 'hung').mockReturnValue(hung);
    jest.spyOn(ends, 'finished').mockReturnValue(finished);
    return ends.verdict(scene.release('a'), scene.task('a'));
  };
  expect([of('none', end), of('none', 'bound reached'), of(end, 'none'), of('bound reached', 'none')])
    .toEqual(['proven', 'proven', 'impossible', 'impossible']);
  expect([of('none', 'none'), of(end, end), of('bound reached', end), of(end, 'bound reached'), of(undefined, end)])
    .toEqual([undefined, undefined, undefined, undefined, undefined]);
});

describe('what is counted and walked', () => {
  const close = (...more: object[]) => new Scene([3.5, 3.5], app('a', 1, 3), app('b', 2, 1), ...more);
  const PODS = { a: [0], b: [1, 1] };
  /** The verdict, and whether an end is shown in which `a` waits. */
  function asked(scene: Scene, pods: { [name: string]: number[] } = PODS, release: Release = scene.release('a')) {
    const [ends, task] = [counted(scene), scene.task('a')];
    const hung = ends.hung(release, task);
    return [typeof hung === 'object' ? 'hung' : hung,
      ends.shown(release, task, false, [scene.standing(pods)]) ? 'shown' : undefined];
  }
  const small = (name: string, more: object = {}) => workload('ReplicaSet', name, { cpu: 0.1 }, { replicas: 1 }, more);

  test('is a release of few pods on few nodes', () => {
    const beside = (pods: number) =>
      asked(close(app('c', pods, 0.01)), { ...PODS, c: new Array<number>(pods).fill(0) });
    expect([beside(37), beside(38)]).toEqual([['hung', 'shown'], [undefined, undefined]]);
    const nodes = (count: number) =>
      asked(new Scene([3, 3, ...new Array<number>(count - 2).fill(0.5)], app('a', 1, 3), app('b', 2, 1)));
    expect([nodes(24), nodes(25)]).toEqual([['hung', 'shown'], [undefined, undefined]]);
  });

  test('replaces pods one by one', () => {
    const of = (bounds: Partial<UpdateBounds>) => {
      const scene = close();
      const { movers: [a, b], ...rest } = scene.release('a');
      return asked(scene, PODS, { ...rest, movers: [a, { ...b, bounds: { ...b.bounds, ...bounds } }] });
    };
    expect([of({}), of({ requiredSurge: 2 }), of({ borrows: true })])
      .toEqual([['hung', 'shown'], [undefined, undefined], [undefined, undefined]]);
  });

  test('has nothing that is not modelled, is not known, or waits for a person', () => {
    const third = (pod: object) => asked(close(app('c', 1, 0.1, {}, pod)), { ...PODS, c: [0] });
    expect([third({ schedulerName: 'x' }), third(mounting('c'))])
      .toEqual([[undefined, undefined], ['hung', undefined]]);
    const paused = workload('Deployment', 'c', { cpu: 0.1 }, { replicas: 1, paused: true });
    expect(asked(close(paused), { ...PODS, c: [0] })).toEqual(['hung', undefined]);
  });

  test('has none evicted whose volume keeps it in a zone and whom nobody replaces', () => {
    const of = (rank: string, pod: object) => asked(close(app('h', 1, 0.1, {}, ranked(rank)), small('c', pod),
      ...claim('c'), priority('high', 2), priority('low', 0)), { ...PODS, h: [0], c: [0] });
    expect([of('high', mounting('c')), of('high', {}), of('low', mounting('c'))])
      .toEqual([['hung', undefined], ['hung', 'shown'], ['hung', 'shown']]);
  });
});

test('of pods that may wait from the beginning, or be evicted, there may be fewer', () => {
  const hung = (nodes: number[], ...objects: object[]) => {
    const scene = new Scene(nodes, app('a', 1, 1, surge, only(1)), ...objects);
    const end = counted(scene).hung({ ...scene.release('a'), movers: scene.movers, tasks: scene.capacity.tasks,
      nodes: [0, 1] }, scene.task('a'));
    return typeof end === 'object' ? scene.nodesIn(end) : end;
  };
  expect(hung([2, 1], app('b', 3, 1, surge, only(0)))).toEqual({ a: [1], b: [0, 0] });
  expect(hung([2, 1], app('b', 2, 1, surge, only(0)), app('h', 1, 2, {}, { ...ranked('high'), ...only(0) }),
    priority('high', 1))).toEqual({ a: [1], h: [0] });
  const none = new Scene([2], app('a', 3, 1, surge));
  expect(counted(none).hung(none.release('a'), none.task('a'))).toBeUndefined();
});

test('a quota is asked of those that move', () => {
  const still = workload('ReplicaSet', 'c', { cpu: 1 }, { replicas: 1 });
  const scene = new Scene([9], app('a', 1, 1), app('b', 1, 1), still);
  const asked: string[] = [];
  const ends = new CountedEnds(scene.capacity, new SlotBounds(scene.capacity), ({ name }) => {
    asked.push(name);
    return false;
  });
  expect(ends.verdict(scene.release('a'), scene.task('a'))).toBe('proven');
  expect([...new Set(asked)].sort()).toEqual(['a', 'b']);
});

test('all searches share their steps', () => {
  const scene = new Scene([3, 3], app('a', 1, 3), app('b', 2, 1));
  const steps = { steps: 1_000 };
  const ends = counted(scene);
  Object.assign(ends, { steps });
  ends.hung(scene.release('a'), scene.task('a'));
  expect([steps.steps < 1_000, steps.steps > 900]).toEqual([true, true]);
  steps.steps = 0;
  expect(ends.hung(scene.release('a'), scene.task('a'))).toBe('bound reached');
  expect(steps.steps).toBe(0);
});
