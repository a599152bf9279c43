import fc from 'fast-check';
import { Cluster, NodePool } from '../../../cluster';
import { Capacity, pack, PackingStyle, searchPlacements, SlotBounds } from '..';
import { load, noSurge, workload } from '../../../../test/support/rollout';
import { extremes } from '../../../../test/support/capacity';
import { runs } from '../../../../test/support/sample';

const node = fc.record({ cpu: fc.integer({ min: 1, max: 6 }), gpu: fc.integer({ min: 0, max: 3 }) });
const group = fc.record({
  cpu: fc.integer({ min: 0, max: 3 }), gpu: fc.integer({ min: 0, max: 1 }), replicas: fc.integer({ min: 1, max: 3 }),
});
const input = fc.tuple(fc.array(node, { minLength: 1, maxLength: 3 }), fc.array(group, { minLength: 1, maxLength: 3 }));

function capacityOf([nodes, groups]: [
  { cpu: number; gpu: number }[],
  { cpu: number; gpu: number; replicas: number }[],
]): Capacity {
  const pools = nodes.map(
    ({ cpu, gpu }, index) =>
      new NodePool({
        name: `n${index}`,
        nodes: 1,
        allocatable: {
          cpu: String(cpu), memory: '1Gi', pods: 20, extendedResources: { 'nvidia.com/gpu': String(gpu) },
        },
      }),
  );
  const objects = groups.map(({ cpu, gpu, replicas }, index) =>
    workload('Deployment', `w${index}`, { cpu, 'nvidia.com/gpu': gpu }, noSurge(replicas)),
  );
  return new Capacity(load(...objects), new Cluster({ pools }));
}

test('no placement of the others leaves fewer slots than guaranteed', () => {
  fc.assert(fc.property(input, (given) => {
    const capacity = capacityOf(given);
    expect(new SlotBounds(capacity).guaranteed(capacity.tasks[0])).toBeLessThanOrEqual(extremes(capacity).least);
  }), { numRuns: runs(400) });
});

test('bounds with other counts of a task are those that were made with these counts', () => {
  fc.assert(fc.property(input, fc.integer({ min: 0, max: 4 }), fc.nat(), (given, pods, pick) => {
    const { tasks } = capacityOf(given);
    const changed = pick % tasks.length;
    const counts = (task: { index: number; most: number }) => (task.index === changed ? pods : task.most);
    const capacity = capacityOf(given);
    const derived = new SlotBounds(capacity).with(new Map([[capacity.tasks[changed], pods]]));
    const made = new SlotBounds(capacity, counts);
    capacity.tasks.forEach((task) => expect(derived.guaranteed(task)).toBe(made.guaranteed(task)));
    const others = ({ most }: { most: number }) => most;
    capacity.tasks.forEach((task) => {
      const but = new Map([[capacity.tasks[changed], pods]]);
      expect(made.shortage(task, 2, { others, but })).toEqual(made.shortage(task, 2, { others: counts }));
    });
  }), { numRuns: runs(200) });
});

test('what cannot be held is held by no placement', () => {
  fc.assert(fc.property(input, fc.integer({ min: 1, max: 8 }), (given, pods) => {
    const capacity = capacityOf(given);
    if (new SlotBounds(capacity).cannotHold(capacity.tasks[0], pods)) {
      expect(extremes(capacity).most).toBeLessThan(pods);
    }
  }), { numRuns: runs(400) });
});

test('a packing holds every pod that fits some node and overfills none', () => {
  fc.assert(fc.property(input, fc.constantFrom<PackingStyle>('compact', 'even', 'hostile'), (given, style) => {
    const capacity = capacityOf(given);
    const placement = pack(capacity, ({ most }) => most, style);
    placement?.room.forEach((room) => expect(Math.min(...room)).toBeGreaterThanOrEqual(0));
    capacity.placeable.forEach((task) => {
      expect(placement?.pods.reduce((sum, pods) => sum + (pods.get(task.index) ?? 0), 0) ?? task.most).toBe(task.most);
    });
  }), { numRuns: runs(300) });
});

test('greedy packing never succeeds where the search says nothing fits', () => {
  fc.assert(fc.property(input, (given) => {
    const capacity = capacityOf(given);
    const result = searchPlacements({
      capacity, tasks: capacity.placeable, countOf: ({ most }) => most, nodes: capacity.nodes.map((_, index) => index),
      budget: { steps: 100_000 }, worthwhile: () => true, visit: () => true,
    });
    expect(result === 'exhausted' && pack(capacity, ({ most }) => most, 'compact') !== undefined).toBe(false);
  }), { numRuns: runs(300) });
});

test('a search that uses up its budget says so', () => {
  const capacity = capacityOf([
    [
      { cpu: 6, gpu: 3 }, { cpu: 6, gpu: 2 },
    ],
    [{ cpu: 1, gpu: 0, replicas: 3 }],
  ]);
  const search = {
    capacity, tasks: capacity.tasks, countOf: () => 3, nodes: [0, 1], worthwhile: () => true, visit: () => false,
  };
  expect(searchPlacements({ ...search, budget: { steps: 1 } })).toBe('bound reached');
  expect(searchPlacements({ ...search, budget: { steps: 1000 } })).toBe('exhausted');
});

test('equal nodes are tried once, unequal ones apart', () => {
  const count = (pools: NodePool[]) => {
    const capacity = new Capacity(load(workload('Deployment', 'w', { cpu: 1 }, noSurge(3))), new Cluster({ pools }));
    let visits = 0;
    searchPlacements({
      capacity,
      tasks: capacity.tasks,
      countOf: ({ most }) => most,
      nodes: [0, 1],
      budget: { steps: 1000 },
      worthwhile: () => true,
      visit: () => {
        visits++;
        return false;
      },
    });
    return visits;
  };
  const of = (name: string, nodes: number) => new NodePool({ name, nodes, allocatable: { cpu: '3', memory: '1Gi' } });
  expect(count([of('a', 2)])).toBe(2);
  expect(count([of('a', 1), of('b', 1)])).toBe(4);
});
