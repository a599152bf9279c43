import { app, Scene, Way } from '../../../../test/support/scene';
import { Placement } from '../../placement';
import { shownEnd } from './shown-end';
import { Walk } from './walk';
import { Walker } from './walker';

/** b may leave the room that a needs, or take it while a is away. */
const scene = new Scene([3, 3], app('a', 1, 3), app('b', 2, 1));
const walkers = scene.movers.map(({ task, bounds: { maxSurge, maxUnavailable } }): Walker => ({
  old: task, fresh: task, from: task.most, to: task.most, discipline: 'roll', wantedFirst: task.most,
  surge: maxSurge, unavailable: maxUnavailable,
}));
const shown = (isFor: boolean, aims: readonly Placement[], starts: readonly Placement[], resting: number[] = []) =>
  scene.nodesIn(shownEnd({
    about: 0, isFor, aims, starts,
    cast: {
      capacity: scene.capacity, walkers: walkers.filter((_, at) => !resting.includes(at)),
      resting: resting.map((at) => scene.capacity.tasks[at]),
    },
    pods: scene.capacity.tasks.map((task) => [task, task.most] as const),
  }));
const together = scene.standing({ a: [0], b: [1, 1] });

test('an end that is aimed at is reached from a start near it', () => {
  expect(shown(false, [scene.standing({ b: [0, 1] })], [])).toEqual({ b: [0, 1] });
  expect(shown(true, [together], [])).toEqual({ a: [0], b: [1, 1] });
});

test('also from a start that is known, without anything to aim at', () => {
  const end = shown(true, [], [together]);
  expect(end?.a).toHaveLength(1);
  expect(shown(true, [], [])).toBeUndefined();
});

test('fails where none is, as nobody else moves', () =>
  expect(shown(false, [scene.standing({ b: [0, 1] })], [together], [1])).toBeUndefined());

describe('starts of ways', () => {
  afterEach(() => jest.restoreAllMocks());

  /** Where pods of `a` and `b` stand before the first step, of each way that is tried; none shows anything. */
  function starts(way: Way, aims: Placement[], known: Placement[] = [], recreate = false): string[] {
    const made = new Scene([3, 3, 3, 3], app('a', 2, 1, way), app('b', 1, 1));
    const told = new Map<Walk, string>();
    jest.spyOn(Walk.prototype, 'steps').mockImplementation(function (this: Walk) {
      told.set(this, JSON.stringify(made.nodesIn(this.placement)));
      return [];
    });
    jest.spyOn(Walk.prototype, 'isCertain').mockReturnValue(false);
    jest.spyOn(Walk.prototype, 'isThrough').mockReturnValue(false);
    const [{ task, bounds }] = made.movers;
    const walker: Walker = {
      old: task, fresh: task, from: 2, to: 2, discipline: recreate ? 'recreate' : 'roll', wantedFirst: 2,
      surge: bounds.maxSurge, unavailable: bounds.maxUnavailable,
    };
    const copy = (placement: Placement) => made.standing(wide.nodesIn(placement)!);
    const end = shownEnd({
      about: 0, isFor: true, aims: aims.map(copy), starts: known.map(copy),
      cast: { capacity: made.capacity, walkers: [walker], resting: [made.task('b')] },
      pods: made.capacity.tasks.map((each) => [each, each.most] as const),
    });
    expect(end).toBeUndefined();
    return [...told.values()];
  }
  const wide = new Scene([9, 9, 9, 9], app('a', 2, 1), app('b', 1, 1));
  const aim = wide.standing({ a: [1, 2], b: [3] });
  const near = JSON.stringify({ a: [1, 2], b: [3] });

  test('are six near each aim, three ways from each, and those that are known, first and without any aim', () => {
    const known = wide.standing({ a: [0, 0], b: [0] });
    const at = JSON.stringify({ a: [0, 0], b: [0] });
    const six = new Array<string>(18).fill(near);
    expect(starts({}, [aim], [known])).toEqual([...six, at, at, at, at, at, at]);
    expect(starts({}, [aim, aim], [known])).toEqual([...six, at, at, at, ...six, at, at, at]);
    expect(starts({}, [], [known])).toEqual([at, at, at]);
  });

  test('are elsewhere, every second one, for pods that come before the old ones go', () => {
    const isNear = (each: string[]) => each.filter((_, at) => at % 3 === 0).map((start) => start === near);
    const surging = isNear(starts({ surge: 1 }, [aim]));
    expect([surging[0], surging[2], surging[4]]).toEqual([true, true, true]);
    expect(surging.filter((each) => !each).length).toBeGreaterThan(0);
    expect(isNear(starts({ surge: 1 }, [aim], [], true))).toEqual(new Array<boolean>(6).fill(true));
    // Those that nobody replaces stand where they should.
    expect(starts({ surge: 1 }, [aim]).every((start) => JSON.parse(start).b[0] === 3)).toBe(true);
  });
});
