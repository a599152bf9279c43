import { drain, planned, rollout } from '../../../test/support/remedy-plans';
import { Verdict } from '../updates';
import { Move } from './moves';
import { isCured, isCuredAlone, isCuredBy, isNowhereWorse, isWorse, neededCures } from './verify';

const down = { downtimeSeconds: { least: 1, most: 5 } };
const alone = (verdict: Verdict) => ({ alone: { verdict, witness: [] } });

test.each<[object, string[]]>([
  [{}, []],
  [{ verdict: 'impossible' }, ['update']],
  [{ verdict: 'possible' }, ['update']],
  [{ verdict: 'unknown' }, []],
  [drain('impossible'), ['drain']],
  [drain('possible'), ['drain']],
  [drain('unknown'), []],
  [drain('proven', 'PodDisruptionBudget/a'), ['drain']],
  [drain('unknown', 'PodDisruptionBudget/a'), ['drain']],
  [down, ['downtime']],
  [{ downtimeSeconds: { least: 0, most: undefined } }, ['downtime']],
  [{ ...down, kind: 'StatefulSet' }, []],
  [{ ...down, strategy: 'none' }, []],
  [{ ...down, verdict: 'unknown' }, []],
  [{ ...down, verdict: 'possible', ...drain('possible') }, ['update', 'drain']],
])('%j needs %j', (plan, cures) => expect(neededCures(planned(plan))).toEqual(cures));

test('what was wrong is cured where it is proven, and nothing less', () => {
  const cured = (cure: 'update' | 'drain' | 'downtime', plan: object) => isCured(cure, planned(plan));
  expect([cured('update', {}), cured('update', { verdict: 'possible' }), cured('update', { ...down })])
    .toEqual([true, false, true]);
  expect([cured('drain', {}), cured('drain', drain('unknown')), cured('drain', drain('proven', 'budget'))])
    .toEqual([true, false, false]);
  expect([cured('downtime', {}), cured('downtime', down), cured('downtime', { verdict: 'unknown' })])
    .toEqual([true, false, false]);
});

test('a drain that other pods mend is cured where the update is that brings them in', () => {
  const move = (dimension: Move['dimension']) => ({ dimension }) as Move;
  const stuck = planned({ verdict: 'possible' });
  expect([isCuredBy('drain', [move('volume')], stuck), isCuredBy('drain', [move('budget')], stuck),
    isCuredBy('drain', [move('volume')], planned()), isCuredBy('drain', [], planned(drain('possible'))),
    isCuredBy('update', [move('volume')], stuck), isCuredBy('update', [move('volume')], planned())])
    .toEqual([false, true, true, false, false, true]);
});

test('an update is cured alone where it is proven by itself, was not, and is not beside others', () => {
  const [before, after] = [planned({ verdict: 'impossible', ...alone('impossible') }),
    planned({ verdict: 'possible' })];
  expect(isCuredAlone('update', before, after)).toBe(true);
  expect(isCuredAlone('drain', before, after)).toBe(false);
  expect(isCuredAlone('update', planned({ verdict: 'possible' }), after)).toBe(false);
  expect(isCuredAlone('update', before, planned({ verdict: 'possible', ...alone('possible') }))).toBe(false);
  expect(isCuredAlone('update', before, planned())).toBe(false);
});

const WORTH: readonly Verdict[] = ['impossible', 'possible', 'unknown', 'proven'];

test('worse is what is certain to be less: possible and unknown are of one worth', () => {
  const worth = (verdict: Verdict) => ({ impossible: 0, possible: 1, unknown: 1, proven: 2 })[verdict];
  const kinds: ((verdict: Verdict) => object)[] = [
    (verdict) => ({ verdict }), (verdict) => ({ fits: { verdict, witness: [] } }), (verdict) => drain(verdict),
  ];
  WORTH.forEach((one) => WORTH.forEach((two) => kinds.forEach((kind) =>
    expect(isWorse(planned(kind(one)), planned(kind(two)))).toBe(worth(two) < worth(one)))));
});

test('so is one more budget that refuses a drain', () => {
  const [none, one, two] = [[], ['a'], ['a', 'b']].map((budgets) => planned(drain('proven', ...budgets)));
  expect([isWorse(none, one), isWorse(one, two), isWorse(one, one), isWorse(two, one)])
    .toEqual([true, true, false, false]);
});

test('nothing is worse where no workload is, no more pods are uncounted, and all may run', () => {
  const before = rollout([planned(), planned({ verdict: 'possible' })], { uncounted: ['a'] });
  const steady = (verdict: Verdict) => ({ steadyState: { verdict, witness: [] } });
  const after = (more: object, workloads = before.workloads) =>
    isNowhereWorse(before, rollout([...workloads], { uncounted: ['a'], ...more }));
  expect([after({}), after({ uncounted: [] }), after({ uncounted: ['a', 'b'] })]).toEqual([true, true, false]);
  expect([after(steady('possible')), after(steady('impossible'))]).toEqual([false, false]);
  expect(after({}, [planned({ verdict: 'unknown' }), planned()])).toBe(false);
  expect(after({}, [planned(), planned({ verdict: 'impossible' })])).toBe(false);
  expect(after({}, [planned(), planned()])).toBe(true);
  expect(after({}, [planned()])).toBe(false);
  expect(isNowhereWorse(rollout([], steady('possible')), rollout([], steady('unknown')))).toBe(true);
});
