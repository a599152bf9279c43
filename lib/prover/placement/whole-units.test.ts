import fc from 'fast-check';
import { Cluster } from '../../cluster';
import { Capacity, exceedsWholeUnits, searchPlacements } from '.';
import { load, noSurge, pool, workload } from '../../../test/support/rollout';
import { runs } from '../../../test/support/sample';

const nodes = (name: string, count: number, cpu: string) =>
  pool(name, count, { cpu, memory: '64Gi', pods: 20, extendedResources: {} });
const app = (name: string, cpu: number, replicas: number, pod: object = {}) =>
  workload('Deployment', name, { cpu }, noSurge(replicas), pod);
const most = ({ most: pods }: { most: number }) => pods;

test('pods of two and three are too many for as many nodes of three less one', () => {
  const of = (count: number) => new Capacity(
    load(app('two', 2, 3), app('three', 3, 2)), new Cluster({ pools: [nodes('cpu', count, '3')] }));
  expect([4, 5].map((count) => exceedsWholeUnits(of(count), most))).toEqual([true, false]);
});

test('only pods that can go nowhere else are counted', () => {
  const pinned = { nodeSelector: { 'cdk8s-nim/pool': 'small' } };
  const of = (pod: object) => new Capacity(
    load(app('two', 2, 3, pod)), new Cluster({ pools: [nodes('small', 2, '3'), nodes('large', 1, '8')] }));
  expect(exceedsWholeUnits(of({}), most)).toBe(false);
  const small = { cpu: '3', memory: '64Gi', pods: 20, extendedResources: {} };
  const named = new Cluster({
    pools: [pool('small', 2, small, { labels: { 'cdk8s-nim/pool': 'small' } }), nodes('large', 1, '8')],
  });
  expect(exceedsWholeUnits(new Capacity(load(app('two', 2, 3, pinned)), named), most)).toBe(true);
});

test('whatever is too much by whole units has no placement', () => {
  let found = 0;
  const input = fc.record({
    rooms: fc.array(fc.integer({ min: 2, max: 7 }), { minLength: 1, maxLength: 3 }),
    apps: fc.array(fc.record({ cpu: fc.integer({ min: 1, max: 5 }), replicas: fc.integer({ min: 1, max: 3 }) }),
      { minLength: 1, maxLength: 4 }),
  });
  fc.assert(fc.property(input, ({ rooms, apps }) => {
    const capacity = new Capacity(
      load(...apps.map(({ cpu, replicas }, index) => app(`w${index}`, cpu, replicas))),
      new Cluster({ pools: rooms.map((cpu, index) => nodes(`pool${index}`, 1, String(cpu))) }),
    );
    const isHeld = searchPlacements({
      capacity, countOf: most, tasks: capacity.placeable, nodes: capacity.nodes.map((_, node) => node),
      budget: { steps: 1_000_000 }, worthwhile: () => true, visit: () => true,
    }) === 'stopped';
    const isTooMuch = exceedsWholeUnits(capacity, most);
    found += Number(isTooMuch);
    expect(isTooMuch && isHeld).toBe(false);
  }), { numRuns: runs(500) });
  expect(found).toBeGreaterThan(runs(500) / 10);
});
