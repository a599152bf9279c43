import { app, Scene } from '../../../../test/support/scene';
import { JointState } from './joint-state';
import { EndsOf, runAgainst, runAtRandom, tryRelease } from './runs';

const SEEDS = [0, 1, 2, 3, 4, 5, 6, 7];
const enough = () => ({ steps: 10_000 });

/** b's pods may take the room that a's leaves, as may both of c's. */
const close = () => new Scene([3, 3], app('a', 1, 3), app('b', 2, 1));
const START = { a: [0], b: [1, 1] };

/** A way against a workload. */
function against(
  scene: Scene, name: string, ends: EndsOf, pods: { [name: string]: number[] } = START, budget = enough(),
): void {
  const release = scene.release(name);
  const mover = release.movers.find(({ task }) => task === scene.task(name))!;
  runAgainst(release, scene.standing(pods), mover, budget, ends);
}

function seen(scene: Scene, name: string, run: (ends: EndsOf) => void) {
  const ends = new EndsOf(scene.movers);
  run(ends);
  const { finishing, blocking } = ends.of(scene.task(name));
  return { finishing: scene.nodesIn(finishing), blocking: scene.nodesIn(blocking) };
}

test('a way against an update lets others take its room', () => {
  const scene = close();
  const { finishing, blocking } = seen(scene, 'a', (ends) => against(scene, 'a', ends));
  expect([finishing, blocking]).toEqual([undefined, { b: [0, 1] }]);
});

test('and lets it finish where they cannot', () => {
  const roomy = new Scene([4, 4], app('a', 1, 3), app('b', 2, 1));
  const { blocking, finishing } = seen(roomy, 'a', (ends) => against(roomy, 'a', ends));
  expect([blocking, finishing?.a?.length]).toEqual([undefined, 1]);
  const gone = new Scene([3, 3], app('a', 1, 3), app('b', 2, 1, { recreate: true }));
  expect(seen(gone, 'b', (ends) => against(gone, 'b', ends)).blocking).toBeUndefined();
});

test('ways by chance end both ways, each the same for the same seed', () => {
  const scene = close();
  const run = (seeds: readonly number[]) => seen(scene, 'a', (ends) => seeds.forEach((seed) =>
    runAtRandom(scene.release('a'), scene.standing(START), seed, enough(), ends)));
  const all = run(SEEDS);
  expect(all.finishing?.a).toHaveLength(1);
  expect(all.blocking?.a).toBeUndefined();
  expect(run(SEEDS)).toEqual(all);
  // Each shows one of both.
  SEEDS.forEach((seed) => expect(Object.values(run([seed])).filter((end) => end !== undefined)).toHaveLength(1));
});

test('a way that does not end within its steps shows nothing', () => {
  const scene = close();
  const ends = new EndsOf(scene.movers);
  const budget = { steps: 1 };
  runAtRandom(scene.release('a'), scene.standing(START), 0, budget, ends);
  against(scene, 'a', ends, START, budget);
  expect(scene.movers.map(({ task }) => ends.of(task))).toEqual([{}, {}]);
  expect(budget.steps).toBeLessThan(1);
});

test('every order shows all ends that there are', () => {
  const scene = close();
  const tried = (made: Scene, budget = enough()) => {
    const ends = new EndsOf(made.movers);
    const isTried = tryRelease(made.release('a'), made.capacity, budget, ends);
    return [isTried, ...made.movers.flatMap(({ task }) => {
      const { finishing, blocking } = ends.of(task);
      return [finishing !== undefined, blocking !== undefined];
    })];
  };
  expect(tried(scene)).toEqual([true, true, true, true, false]);
  expect(tried(new Scene([4, 4], app('a', 1, 3), app('b', 2, 1)))).toEqual([true, true, false, true, false]);
  expect(tried(new Scene([1, 1], app('a', 1, 1, { surge: 1 }), app('b', 1, 1, { surge: 1 }))))
    .toEqual([true, false, true, false, true]);
  expect(tried(scene, { steps: 2 })[0]).toBe(false);
});

test('nothing more is asked when each is known to end both ways', () => {
  const scene = close();
  const ends = new EndsOf(scene.movers);
  const [a, b] = scene.movers.map(({ task }) => ends.of(task));
  const placement = scene.standing(START);
  expect(ends.isComplete).toBe(false);
  Object.assign(a, { finishing: placement, blocking: placement });
  Object.assign(b, { finishing: placement });
  expect(ends.isComplete).toBe(false);
  Object.assign(b, { blocking: placement });
  expect(ends.isComplete).toBe(true);
});

test('what is shown first stays', () => {
  const scene = close();
  const ends = new EndsOf(scene.movers);
  against(scene, 'a', ends);
  const { blocking } = ends.of(scene.task('a'));
  against(scene, 'a', ends, { a: [1], b: [0, 0] });
  expect(ends.of(scene.task('a')).blocking).toBe(blocking);
});

describe('the way against an update', () => {
  afterEach(() => jest.restoreAllMocks());

  function moves(scene: Scene, pods: { [name: string]: number[] }, budget = enough()): string {
    const taken: string[] = [];
    const move = JointState.prototype.do;
    jest.spyOn(JointState.prototype, 'do').mockImplementation(function (this: JointState, each) {
      taken.push(`${this.movers[each.mover].task.workload.name}${each.pods === 1 ? '+' : '-'}${each.node}`);
      move.call(this, each);
    });
    against(scene, 'a', new EndsOf(scene.movers), pods, budget);
    jest.restoreAllMocks();
    return taken.join(' ');
  }

  test('begins with it, has others come where they take most of its room, and lets it come last', () => {
    expect(moves(close(), START)).toBe('a-0 b-1 b+0 b-1 b+1');
    expect(moves(new Scene([4, 4], app('a', 1, 3), app('b', 2, 1)), START)).toBe('a-0 b-1 b+1 b-1 b+1 a+0');
    const comer = app('c', 1, 1, { surge: 1 });
    // The last node has room for two of it with and without one pod more.
    expect(moves(new Scene([2, 3, 9], app('a', 1, 3), app('b', 2, 1), comer), { a: [1], b: [2, 2], c: [0] }))
      .toBe('a-1 c+1 b-2 b+0 b-2 b+2 c-0 a+2');
    expect(moves(new Scene([3, 3, 3], app('a', 2, 3), app('b', 2, 1), comer), { a: [0, 1], b: [2, 2], c: [2] }))
      .toBe('a-0 c+0 b-2 b+0 b-2 b+0 c-2 a+2 a-1 a+1');
  });

  test('counts the nodes that it looks at', () => {
    const budget = enough();
    moves(close(), START, budget);
    expect(budget.steps).toBe(9_994);
  });
});
