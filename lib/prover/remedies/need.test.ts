import { Cluster } from '../../cluster';
import { drain, planned, rollout } from '../../../test/support/remedy-plans';
import { load, pool, surge, workload } from '../../../test/support/rollout';
import { idOf } from './build-remedy';
import { Move } from './moves';
import { needsOf, setsFor } from './need';

const gpu = { 'nvidia.com/gpu': 1 };
const input = {
  model: load(workload('Deployment', 'a', gpu, surge(1)), workload('Deployment', 'b', gpu, surge(1))),
  cluster: new Cluster({ pools: [pool('gpu', 1)] }),
};
const HUNG = { verdict: 'impossible', maxSurge: 1, maxUnavailable: 0 };

test('needs are told of each workload: updates first, then drains, then downtime', () => {
  const plans = [planned({ ...drain('possible'), downtimeSeconds: { least: 1, most: 2 } }),
    planned({ ...HUNG, ...drain('impossible') })];
  expect(needsOf(input, rollout(plans)).map(({ workload: { name }, index, plan, cure }) =>
    [name, index, plan === plans[index], cure])).toEqual([
    ['b', 1, true, 'update'], ['a', 0, true, 'drain'], ['b', 1, true, 'drain'], ['a', 0, true, 'downtime'],
  ]);
  expect(needsOf(input, rollout([planned(), planned()]))).toEqual([]);
});

describe('sets of moves for a need', () => {
  const sets = (more: object, most: number, isCure: (set: readonly Move[]) => boolean = () => false) => {
    const [need] = needsOf(input, rollout([planned(more), planned()]));
    return [...setsFor(input, need, most, isCure)].map((set) => idOf(set));
  };

  test('are single ones first, up to a number', () => {
    const all = sets(HUNG, 100);
    expect([all[0], all.length > 5, sets(HUNG, 3), sets(HUNG, 0)]).toEqual(['recreate', true, all.slice(0, 3), []]);
    expect(all.findIndex((id) => id.includes('+'))).toBeGreaterThan(0);
  });

  test('are none with one that cures already', () => {
    const isCure = (set: readonly Move[]) => idOf(set) === 'more-nodes-1-gpu';
    expect(sets(HUNG, 100, isCure).filter((id) => id.includes('more-nodes-1-gpu+') || id.endsWith('+more-nodes-1-gpu')))
      .toEqual([]);
    expect(sets(HUNG, 100).some((id) => id.includes('more-nodes-1-gpu'))).toBe(true);
  });

  test('turn all that has to be turned', () => {
    const down = { strategy: 'Recreate', maxSurge: 0, maxUnavailable: 1, downtimeSeconds: { least: 1, most: 2 } };
    expect(sets(down, 100).every((id) => id.split('+').includes('surge'))).toBe(true);
    expect(sets(down, 1)).toHaveLength(1);
  });
});
