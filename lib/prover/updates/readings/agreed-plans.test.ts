import { planRollout } from '..';
import { Cluster } from '../../../cluster';
import { load, noSurge, pool, surge, workload } from '../../../../test/support/rollout';
import { agreedPlans } from './agreed-plans';
import { playedOut } from '../words/played-out';
import { Judgement, PlanAtCluster, RolloutPlan, Verdict } from '../words/rollout-plan';
import { PRESUMES } from '../words/rests-on';

const READINGS = {
  names: ['without it', 'with it'] as const,
  why: (each?: { readonly workload: string }) => `it is not told of ${each?.workload ?? 'the cluster'}`,
};
const planOf = (nodes: number, spec: object): RolloutPlan => planRollout(
  load(workload('Deployment', 'web', { cpu: 8 }, spec)), new Cluster({ pools: [pool('p', nodes)] }));

test('what both plans say stays', () => {
  const plan = planOf(2, surge(1));
  expect(agreedPlans(plan, planOf(3, surge(1)), READINGS)).toEqual(plan);
});

test('what they say differently is unknown, with both', () => {
  const { steadyState, workloads: [web] } = agreedPlans(planOf(2, surge(1)), planOf(1, surge(1)), READINGS);
  const why = ['it is not told of Deployment/web', 'proven without it, impossible with it'];
  expect([web.verdict, web.witness]).toEqual(['unknown', why]);
  const unknown = { verdict: 'unknown', witness: why };
  expect([web.alone, web.together]).toEqual([unknown, unknown]);
  expect([web.fits.verdict, steadyState.verdict]).toEqual(['proven', 'proven']);
  expect([web.spareNeeded, web.timeline]).toEqual([undefined, undefined]);
  const none = agreedPlans(planOf(1, noSurge(1)), planOf(1, noSurge(2)), READINGS);
  expect(none.steadyState).toEqual({
    verdict: 'unknown', witness: ['it is not told of the cluster', 'proven without it, impossible with it'],
  });
});

test('what is unknown in the first stays as it is told there', () => {
  const one = planOf(2, surge(1));
  const unknown = { verdict: 'unknown' as const, witness: ['why'] };
  const plan = { ...one, steadyState: unknown, workloads: [{ ...one.workloads[0], alone: unknown }] };
  const agreed = agreedPlans(plan, one, READINGS);
  expect([agreed.steadyState, agreed.workloads[0].alone]).toEqual([unknown, unknown]);
});

describe('playing out', () => {
  const of = (verdict: Verdict, ...witness: string[]): Judgement => ({ verdict, witness });
  const plan = (alone: Judgement, together: Judgement): PlanAtCluster => ({
    alone, together, fits: of('proven'), drain: { ...of('proven'), evictionBlockedBy: [] }, replicas: 1,
  });
  const [web] = load(workload('Deployment', 'web', { cpu: 1 }, surge(1))).workloads;
  const unknown = of('unknown', 'why');

  test('decides what nothing else did, alone or together', () => {
    const asked: unknown[] = [];
    const result = playedOut(plan(unknown, unknown), web, false, (workloadOf, isTogether) => {
      asked.push([workloadOf, isTogether]);
      return of(isTogether ? 'impossible' : 'proven', 'played');
    });
    expect([result.alone, result.together]).toEqual([of('proven', 'played'), of('impossible', 'played')]);
    expect(asked).toEqual([[web, false], [web, true]]);
  });

  test('leaves what is decided, and what is too much', () => {
    const decided = plan(of('proven'), of('possible'));
    expect(playedOut(decided, web, true, () => of('impossible'))).toEqual(decided);
    expect(playedOut(plan(unknown, unknown), web, true, () => undefined)).toEqual(plan(unknown, unknown));
    expect(playedOut(plan(unknown, unknown), web, true, undefined)).toEqual(plan(unknown, unknown));
  });

  test('says what it presumes where a pod may wait, unless it only may hang', () => {
    const said = (verdict: Verdict, mayWait: boolean) =>
      playedOut(plan(unknown, unknown), web, mayWait, () => of(verdict, 'played')).alone.witness;
    expect([said('proven', true), said('impossible', true)]).toEqual([['played', PRESUMES], ['played', PRESUMES]]);
    expect([said('possible', true), said('proven', false)]).toEqual([['played'], ['played']]);
  });
});
