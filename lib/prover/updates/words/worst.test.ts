import { Judgement, PlanAtCluster, Verdict } from './rollout-plan';
import { worse, worst, worstOf } from './worst';

const of = (verdict: Verdict, ...witness: string[]): Judgement => ({ verdict, witness });
const plan = (replicas: number, verdict: Verdict, ...names: string[]): PlanAtCluster => ({
  alone: of(verdict), together: of(verdict), fits: of(verdict), replicas,
  drain: { ...of(verdict), evictionBlockedBy: names },
});
const ORDER: Verdict[] = ['impossible', 'unknown', 'possible', 'proven'];

test('of what must all hold, impossible is worst, then unknown, then possible', () => {
  ORDER.forEach((one, at) => ORDER.slice(at).forEach((two) => {
    expect(worst([of(one), of(two)]).verdict).toBe(one);
    expect(worst([of(two), of(one)]).verdict).toBe(one);
  }));
});

test('of equals the first is told', () =>
  expect(worst([of('possible', 'one'), of('possible', 'two')]).witness).toEqual(['one']));

test('alone and together, that it may hang goes before what is not known', () => {
  expect(worse(of('unknown'), of('possible')).verdict).toBe('possible');
  expect(worse(of('possible'), of('unknown')).verdict).toBe('possible');
  expect(worse(of('impossible'), of('possible')).verdict).toBe('impossible');
  expect(worse(of('proven'), of('unknown')).verdict).toBe('unknown');
  expect(worse(of('proven', 'alone'), of('proven', 'together')).witness).toEqual(['alone']);
});

test('one part is told as it is, several by the worst of each, with all their pods', () => {
  const one = plan(2, 'proven');
  expect(worstOf([one])).toBe(one);
  const both = worstOf([one, { ...plan(3, 'possible', 'pdb'), together: of('unknown'), fits: of('proven') }]);
  expect(both).toEqual({
    alone: of('possible'), together: of('unknown'), fits: of('proven'), replicas: 5,
    drain: { ...of('possible'), evictionBlockedBy: ['pdb'] },
  });
});
