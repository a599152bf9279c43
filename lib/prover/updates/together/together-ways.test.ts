import { app, claim, mounting, Scene, spread, Way } from '../../../../test/support/scene';
import { Placement } from '../../placement';
import { Judge, UpdateJudgement } from '../alone/judge';
import { BlockedEnds } from './blocked-ends';
import { CountedEnds } from './counted-ends';
import { BlockedEnd } from './ends-in-common';
import { NEVER_AT_AN_END } from './joint-witness';
import { StuckEnds } from './stuck-ends';
import { TogetherJudge } from './together';

/** Whom an end is found by: from a placement that is known, that is the first of all pods, another of these, or packed. */
interface Finds {
  readonly blocked: string;
  readonly near: string;
  readonly far: string;
  readonly isHopeless: boolean;
  readonly counted: 'proven' | 'impossible';
  /** Ways that are shown to counted ends: `for`, or `against`. */
  readonly shown: readonly string[];
}

const more: Way = { surge: 1 };
/** Of releases with one that is spread not every order is tried. */
const small = (way: Way = more) => app('c', 1, 0.1, way, spread('c'));
const takers = (way: Way = {}, pod: object = {}) =>
  new Scene([3.1, 3.1], app('a', 1, 3, way, pod), app('b', 2, 1), small());
const full = () => new Scene([1.1, 1.1], app('a', 1, 1, more), app('b', 1, 1), small());
/** Its moves are not tried. */
const odd = (way: Way = {}) => new Scene([3, 3], app('a', 1, 3), app('b', 2, 1, way, { schedulerName: 'x' }));

afterEach(() => jest.restoreAllMocks());

/** The first workload, each way by what others find; asked twice, of the same. */
function judged(
  scene: Scene, update: Partial<UpdateJudgement> = {}, finds: Partial<Finds> = {}, steps: [number, number] = [0, 0],
) {
  const judge = new Judge(scene.capacity);
  const [task] = scene.capacity.tasks;
  const [packed, end] = [0, 1].map(() => new Placement(scene.capacity));
  const names = new Map([[update.blocking, 'known'], [packed, 'packed'], [judge.steady.example, 'example']]);
  const calls: string[] = [];
  const found = (what: 'blocked' | 'near' | 'far') => (placement: Placement): BlockedEnd | undefined => {
    const name = names.get(placement) ?? 'other';
    calls.push(`${what} ${name}`);
    return finds[what] === name ? { task, placement: end, from: placement, through: new Set() } : undefined;
  };
  jest.spyOn(BlockedEnds.prototype, 'from').mockImplementation(found('blocked'));
  jest.spyOn(StuckEnds.prototype, 'from').mockImplementation(found('near'));
  jest.spyOn(StuckEnds.prototype, 'farFrom').mockImplementation(found('far'));
  jest.spyOn(StuckEnds.prototype, 'isHopeless').mockReturnValue(finds.isHopeless ?? false);
  jest.spyOn(StuckEnds.prototype, 'giveUp').mockImplementation(() => { calls.push('given up'); });
  jest.spyOn(judge.blocking, 'of').mockImplementation(function* (_, leaves) {
    calls.push(leaves ? 'one leaves' : 'none leaves');
    yield packed;
  });
  jest.spyOn(CountedEnds.prototype, 'verdict').mockReturnValue(finds.counted);
  jest.spyOn(CountedEnds.prototype, 'shown').mockImplementation((_, __, isFor, starts) => {
    calls.push(`${isFor ? 'for' : 'against'}${starts[0] === update.blocking ? ' from known' : ''}`);
    return finds.shown?.includes(isFor ? 'for' : 'against') ? end : undefined;
  });
  const together = new TogetherJudge(scene.capacity, judge);
  const [random, hostile] = steps.map((each) => ({ steps: each }));
  Object.assign(together, { random, hostile });
  const whole: UpdateJudgement = { verdict: 'proven', witness: [], ...update };
  const ask = () => together.judgeTask(task, whole, { ...whole, witness: ['alone'] });
  const { verdict, witness } = ask();
  const all = [...new Set(calls)];
  const left = [random.steps, hostile.steps];
  const again = ask().verdict;
  const more_ = { left, used: [random.steps - left[0], hostile.steps - left[1]].map((each) => each < 0) };
  return { verdict, witness, again, calls: all, ...more_ };
}

/** A placement that shows how it blocks alone. */
const known = (scene: Scene) => ({ blocking: new Placement(scene.capacity) });

describe('an end in which it waits is looked for', () => {
  const STEADY = ['blocked example', 'blocked other', 'near example', 'near other', 'far example'];

  test('from what is known, near and far, then from what is packed', () => {
    const scene = takers();
    const { verdict, witness, calls } = judged(scene, known(scene));
    expect(witness).toEqual([
      'proven alone; not every order of steps was tried updated together with Deployment/b, Deployment/c',
    ]);
    expect([verdict, calls]).toEqual(['unknown', ['blocked known', ...STEADY.slice(0, 2), 'near known',
      ...STEADY.slice(2), 'one leaves', 'blocked packed', 'near packed', 'given up', 'against from known']]);
  });

  test.each<[string, Partial<Finds>]>([
    ['blocked known', { blocked: 'known' }], ['blocked example', { blocked: 'example' }],
    ['near known', { near: 'known' }], ['near other', { near: 'other' }], ['far example', { far: 'example' }],
    ['blocked packed', { blocked: 'packed' }], ['near packed', { near: 'packed' }],
  ])('until it is found: %s', (last, finds) => {
    const scene = takers();
    const { verdict, witness, calls } = judged(scene, known(scene), finds);
    expect([verdict, witness.slice(0, 2), calls.at(-1)]).toEqual(['possible', [
      'updated together with Deployment/b, Deployment/c, others may take the room that it leaves',
      'it waits for ever when the pods stand like this:',
    ], last]);
  });

  test('not far from there where that is hopeless', () =>
    expect(judged(takers(), {}, { isHopeless: true, far: 'example' }).verdict).toBe('unknown'));

  test('nor from what is packed, where there is room wherever others stand', () => {
    expect(judged(takers(), { wherever: true }).calls).toEqual([...STEADY, 'given up', 'against']);
    const spreads = takers({}, spread('a'));
    expect(judged(spreads, { wherever: true }).calls).toEqual(expect.arrayContaining(['one leaves', 'far packed']));
    expect(judged(spreads, {}, { far: 'packed' }).verdict).toBe('possible');
    expect(judged(takers(), {}, { far: 'packed' }).verdict).toBe('unknown');
  });

  test('beside all old pods of one that may miss none', () =>
    expect(judged(takers(more)).calls).toContain('none leaves'));

  test('not at all where it is known to block whatever others do', () => {
    const scene = new Scene([1.1, 1.1], app('a', 1, 1, more), app('b', 1, 1), small({}));
    const { calls, left } = judged(scene, { verdict: 'possible', ...known(scene) }, {}, [99, 99]);
    expect([calls, left]).toEqual([[], [99, 99]]);
  });
});

describe('ways are run', () => {
  test('by chance once for a release, and against one each time', () => {
    const { verdict, again, left, used } = judged(takers(), {}, {}, [9_000, 0]);
    expect([verdict, again, left[0] < 9_000, used]).toEqual(['unknown', 'unknown', true, [false, false]]);
  });

  test('against it, until one ends so', () => {
    const { verdict, left, used } = judged(takers(), {}, {}, [0, 9_000]);
    expect([verdict, left[1] < 9_000, used]).toEqual(['possible', true, [false, false]]);
    const scene = takers();
    const start = { blocking: scene.standing({ a: [0], b: [1, 1], c: [0] }) };
    expect(judged(scene, start, {}, [0, 9_000]).verdict).toBe('possible');
  });

  test('not where both is known', () =>
    expect(judged(takers(), {}, { blocked: 'example' }, [99, 99]).left).toEqual([99, 99]));
});

describe('that it may finish', () => {
  test('is shown alone, or where others leave', () => {
    expect(judged(full(), { verdict: 'impossible' }, { blocked: 'example' })).toMatchObject({
      verdict: 'possible', witness: ['it finishes only where another update frees room at the right time', 'alone'],
    });
    const kept = () => new Scene([2.1], app('a', 1, 1, more, mounting('a')), app('b', 1, 1), small(), ...claim('a'));
    const finishing = new Placement(kept().capacity);
    const verdicts = [{ verdict: 'possible' }, { verdict: 'possible', finishing }, { verdict: 'impossible', finishing },
      { verdict: 'proven' }] as const;
    expect(verdicts.map((update) => judged(kept(), update, { blocked: 'example' }).verdict))
      .toEqual(['unknown', 'possible', 'unknown', 'possible']);
  });
});

test('every order shows what no way does', () => {
  const scene = new Scene([3, 3], app('a', 1, 3), app('b', 2, 1));
  expect(judged(scene, {}, {}).verdict).toBe('possible');
  const many = new Scene([9, 9], app('a', 1, 8), app('b', 8, 1));
  expect([judged(many, {}, {}).verdict, judged(new Scene([9, 9], app('a', 1, 9), app('b', 9, 1)), {}, {}).verdict])
    .toEqual(['possible', 'unknown']);
});

describe('counted ends decide what is open', () => {
  const LEFT = 'the moves of Deployment/b beside others are not tried one by one';

  test('for or against it', () => {
    expect([undefined, 'proven', 'impossible'].map((counted: any) => judged(odd(), {}, { counted }).witness.at(-1)))
      .toEqual([LEFT, undefined, NEVER_AT_AN_END]);
    expect(judged(odd(), {}, { counted: 'impossible' }).verdict).toBe('impossible');
    expect(judged(odd(), { verdict: 'unknown' }, { counted: 'impossible' }).verdict).toBe('unknown');
  });

  test('by ways of both sorts, but for what is known', () => {
    const finishing = new Placement(odd().capacity);
    const found = (update: Partial<UpdateJudgement>, ...shown: string[]) => {
      const { verdict, calls } = judged(odd(), update, { shown });
      return [verdict, ...calls];
    };
    expect(found({}, 'against')).toEqual(['possible', 'against']);
    expect(found({}, 'for')).toEqual(['unknown', 'against']);
    expect(found({ verdict: 'possible' }, 'against')).toEqual(['unknown', 'against', 'for']);
    expect(found({ verdict: 'possible' }, 'against', 'for')).toEqual(['possible', 'against', 'for']);
    expect(found({ verdict: 'possible', finishing }, 'against')).toEqual(['possible', 'against']);
    expect(found({ verdict: 'impossible', finishing }, 'against')).toEqual(['unknown', 'against', 'for']);
    const scene = odd(more);
    expect(judged(scene, known(scene)).calls).toEqual(['against from known']);
  });
});
