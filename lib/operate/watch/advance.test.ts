import { Obstacle } from '../obstacles';
import { Assessment } from './assessment';
import { Budget } from './budget';
import { advance, HEALING_MILLISECONDS, Progress } from './progress';

const WEB = { kind: 'Deployment', namespace: 'a', name: 'web' };
const budget = (more: Partial<Budget> = {}): Budget => ({
  totalSeconds: 10, isRenewed: false, source: '', ofPhase: () => undefined, ...more,
});
const look = (more: Partial<Assessment> = {}): Assessment => ({
  workload: WEB, isComplete: false, phase: 'loading', available: 0, wanted: 1, budget: budget(), mark: 'a', ...more,
});
const hindrance = (healing: Obstacle['healing'], code: Obstacle['code'] = 'quota'): Obstacle =>
  ({ code, cause: 'no', evidence: [], healing, next: [] });
const first = (more: Partial<Assessment> = {}): Progress => advance(undefined, look(more), 1_000);

test('a first look begins all times, whatever the cluster says', () => {
  expect(advance(undefined, look({ madeAt: 10, since: 20 }), 1_000))
    .toMatchObject({ began: 1_000, phaseBegan: 1_000, progressed: 1_000, seen: 1_000, outcome: 'waiting' });
});

test('it begins them when the cluster says, where that is asked for, and never in time to come', () => {
  expect(advance(undefined, look({ madeAt: 10, since: 20 }), 1_000, true)).toMatchObject({ began: 10, phaseBegan: 20 });
  expect(advance(undefined, look({ madeAt: 2_000 }), 1_000, true)).toMatchObject({ began: 1_000, phaseBegan: 1_000 });
});

test('a phase that goes on keeps its beginning, and another begins now', () => {
  expect(advance(first(), look({ since: 5 }), 3_000, true)).toMatchObject({ began: 1_000, phaseBegan: 1_000 });
  expect(advance(first(), look({ phase: 'ready', since: 5 }), 3_000, true)).toMatchObject({ phaseBegan: 3_000 });
});

test('time never runs back, and what has failed stays so', () => {
  expect(advance(first(), look(), 500).seen).toBe(1_000);
  const failed = advance(first(), look({ obstacle: hindrance('never') }), 2_000);
  expect(failed.outcome).toBe('failed');
  expect(advance(failed, look({ isComplete: true }), 3_000)).toEqual({ ...failed, seen: 3_000 });
});

test('it is late after its budget, which a progress renews where it may', () => {
  const at = (each: Progress, next: Assessment, now: number) => advance(each, next, now).outcome;
  expect([at(first(), look(), 11_000), at(first(), look(), 11_001)]).toEqual(['waiting', 'timed out']);
  expect(at(first(), look({ mark: 'b' }), 11_001)).toBe('timed out');
  const renewed = look({ budget: budget({ isRenewed: true }) });
  expect(at(advance(first(), { ...renewed, mark: 'b' }, 9_000), { ...renewed, mark: 'b' }, 19_000)).toBe('waiting');
  expect(at(advance(first(), { ...renewed, mark: 'b' }, 9_000), { ...renewed, mark: 'b' }, 19_001)).toBe('timed out');
});

test('a budget that counts from a phase says nothing of those before, and none bounds nothing', () => {
  const from = (phase: Assessment['phase']) =>
    advance(first(), look({ phase, budget: budget({ countsFrom: 'loading' }) }), 99_000).outcome;
  expect([from('started'), from('loading'), from('ready')]).toEqual(['waiting', 'timed out', 'timed out']);
  expect(advance(first(), look({ budget: budget({ totalSeconds: undefined }) }), 99_000).outcome).toBe('waiting');
});

describe('what has to come from outside', () => {
  const outside = look({ obstacle: hindrance('from outside'), budget: budget({ totalSeconds: 9_999 }) });
  const begun = advance(undefined, outside, 1_000);
  const after = (next: Assessment, before = begun) => advance(before, next, 1_000 + HEALING_MILLISECONDS);

  test('is waited for as long as nothing else changes', () => {
    expect(begun).toMatchObject({ obstructed: 1_000, outcome: 'waiting' });
    expect(advance(begun, outside, 999 + HEALING_MILLISECONDS).outcome).toBe('waiting');
    expect(after(outside)).toMatchObject({ obstructed: 1_000, outcome: 'failed' });
  });

  test('begins anew with a progress, another obstacle, another healing, or after none', () => {
    const anew = { obstructed: 1_000 + HEALING_MILLISECONDS, outcome: 'waiting' };
    expect(after({ ...outside, mark: 'b' })).toMatchObject(anew);
    expect(after({ ...outside, obstacle: hindrance('from outside', 'volume') })).toMatchObject(anew);
    expect(after(outside, advance(undefined, { ...outside, obstacle: hindrance('by itself') }, 1_000)))
      .toMatchObject(anew);
    expect(after(outside, advance(undefined, { ...outside, obstacle: undefined }, 1_000))).toMatchObject(anew);
  });

  test('is forgotten when nothing hinders', () => {
    expect(after({ ...outside, obstacle: undefined }).obstructed).toBeUndefined();
  });
});

test('what heals by itself never fails, and what is complete is done whatever hinders', () => {
  const itself = look({ obstacle: hindrance('by itself'), budget: budget({ totalSeconds: undefined }) });
  expect(advance(advance(undefined, itself, 0), itself, 9_999_999).outcome).toBe('waiting');
  expect(advance(undefined, look({ isComplete: true, obstacle: hindrance('never') }), 0).outcome).toBe('done');
});
