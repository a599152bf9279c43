import { planRollout } from '..';
import { Cluster } from '../../../cluster';
import { load, pool, surge, workload } from '../../../../test/support/rollout';
import { Merge, mergedAnew, mergedPlans } from './merged-plans';

const planOf = (nodes: number) => planRollout(
  load(workload('Deployment', 'web', { cpu: 8 }, surge(1))), new Cluster({ pools: [pool('p', nodes)] }));
const [one, two] = [planOf(1), planOf(2)];
const both: Merge = (first, second, of) =>
  ({ verdict: second.verdict, witness: [first.verdict, second.verdict, of?.workload ?? 'all'] });

test('every judgement is made of those of both plans, and all else is of the first', () => {
  const { steadyState, workloads: [web] } = mergedPlans(one, two, both);
  expect(steadyState.witness).toEqual(['proven', 'proven', 'all']);
  expect([web, web.alone, web.together, web.fits, web.drain].map(({ witness }) => witness.slice(0, 2).join(' ')))
    .toEqual(['impossible proven', 'impossible proven', 'impossible proven', 'proven proven',
      `${one.workloads[0].drain.verdict} ${two.workloads[0].drain.verdict}`]);
  expect(web.alone.witness[2]).toBe('Deployment/web');
  expect([web.drain.evictionBlockedBy, web.timeline]).toEqual([[], one.workloads[0].timeline]);
});

test('what was found for a verdict goes where it is another one', () => {
  expect(one.workloads[0].timeline).toBeDefined();
  expect(mergedAnew(one, two, both).workloads[0]).toMatchObject({ spareNeeded: undefined, timeline: undefined });
  expect(mergedAnew(one, two, (first) => first).workloads[0].timeline).toEqual(one.workloads[0].timeline);
});
