import { Cluster } from '../../cluster';
import { load, pool, surge, workload } from '../../../test/support/rollout';
import { Placement, SlotBounds } from '../placement';
import { planTransition } from '.';

/** Calls of methods while a tenth of so many workloads, of few shapes, get another image. */
function calls(count: number): { bounds: number; adds: number } {
  const bounds = jest.spyOn(SlotBounds.prototype as unknown as { countGuaranteed: () => number }, 'countGuaranteed');
  const adds = jest.spyOn(Placement.prototype, 'add');
  const of = (tag: string) => Array.from({ length: count }, (_, index) => {
    const image = index % 10 === 0 ? tag : '1';
    const cpu = 1 + (index % 3);
    const containers = [{ name: 'main', image: `main:${image}`, resources: { requests: { cpu } } }];
    return workload('Deployment', `w${index}`, { cpu }, surge(2), { containers });
  });
  const nodes = new Cluster({ pools: [pool('cpu', count, { cpu: '16' })] });
  const before = { model: load(...of('1')), name: 'before', prune: false };
  const { workloads } = planTransition(load(...of('2')), before, nodes);
  expect(workloads.filter(({ change }) => change?.kind === 'updated')).toHaveLength(count / 10);
  const counted = { bounds: bounds.mock.calls.length, adds: adds.mock.calls.length };
  jest.restoreAllMocks();
  return counted;
}

test('bounds are counted once for pods of one shape, and pods are placed in proportion to their number', () => {
  const [small, large] = [calls(40), calls(160)];
  expect(large.bounds).toBeLessThanOrEqual(small.bounds + 5);
  expect(large.adds).toBeLessThanOrEqual(small.adds * 5);
});
