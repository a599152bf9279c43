import fc from 'fast-check';
import { Cluster } from '../../../cluster';
import { Capacity, searchPlacements, SlotBounds } from '..';
import { load, noSurge, pool, workload } from '../../../../test/support/rollout';
import { shortageText } from '../../updates/words/wording';
import { runs } from '../../../../test/support/sample';

const nodes = (name: string, count: number, cpu: string) =>
  pool(name, count, { cpu, memory: '64Gi', pods: 20, extendedResources: {} });
const app = (name: string, cpu: number, replicas: number, pod: object = {}) =>
  workload('Deployment', name, { cpu }, noSurge(replicas), pod);
const most = ({ most: pods }: { most: number }) => pods;

/** Whether all pods, and further ones of the first task, are counted as too many. */
function isTooMuchFor(capacity: Capacity, further = 0): boolean {
  const bounds = new SlotBounds(capacity);
  return capacity.placeable.some((task, index) =>
    bounds.cannotHold(task, task.most + (index === 0 ? further : 0), { others: 'most' }));
}

test('pods of two and three are too many for as many nodes of three less one', () => {
  const of = (count: number) => new Capacity(
    load(app('two', 2, 3), app('three', 3, 2)), new Cluster({ pools: [nodes('cpu', count, '3')] }));
  expect([4, 5].map((count) => isTooMuchFor(of(count)))).toEqual([true, false]);
});

test('a pod more is too many where the whole units of all nodes are taken, and its shortage is told in them', () => {
  const capacity = new Capacity(
    load(app('two', 2, 2), app('four', 4, 2)), new Cluster({ pools: [nodes('cpu', 2, '7.9')] }));
  const [two] = capacity.tasks;
  expect([0, 1].map((further) => isTooMuchFor(capacity, further))).toEqual([false, true]);
  const shortage = new SlotBounds(capacity).shortage(two, 3, { others: 'most' });
  expect(shortage && shortageText(capacity, two, shortage)).toBe(
    'the workloads that need the nodes of Deployment/two do not all fit: 14 cpu asked, 12 cpu left, in whole pieces of 2 cpu');
});

test('a node that is left out offers none of its units', () => {
  const pools = [nodes('cpu', 3, '7.9'), nodes('small', 1, '1.9')];
  const capacity = new Capacity(load(app('two', 2, 3), app('four', 4, 1)), new Cluster({ pools }));
  const bounds = new SlotBounds(capacity);
  expect([4, 5].map((pods) => bounds.cannotHold(capacity.tasks[0], pods, { others: 'most', without: 0 })))
    .toEqual([false, true]);
});

test('only pods that can go nowhere else are counted', () => {
  const pinned = { nodeSelector: { 'cdk8s-nim/pool': 'small' } };
  const of = (pod: object) => new Capacity(
    load(app('two', 2, 3, pod)), new Cluster({ pools: [nodes('small', 2, '3'), nodes('large', 1, '8')] }));
  expect(isTooMuchFor(of({}))).toBe(false);
  const small = { cpu: '3', memory: '64Gi', pods: 20, extendedResources: {} };
  const named = new Cluster({
    pools: [pool('small', 2, small, { labels: { 'cdk8s-nim/pool': 'small' } }), nodes('large', 1, '8')],
  });
  expect(isTooMuchFor(new Capacity(load(app('two', 2, 3, pinned)), named))).toBe(true);
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
    const isTooMuch = isTooMuchFor(capacity);
    found += Number(isTooMuch);
    expect(isTooMuch && isHeld).toBe(false);
  }), { numRuns: runs(500) });
  expect(found).toBeGreaterThan(runs(500) / 10);
});
