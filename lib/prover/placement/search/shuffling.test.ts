import { Cluster } from '../../../cluster';
import { load, noSurge, pool, workload } from '../../../../test/support/rollout';
import { Capacity, pack, Placement, shuffle, skewHolds } from '..';
import { seeded } from './seeded';

const apart = (name: string) => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: name } } },
      ],
    },
  },
});
const even = (name: string) => ({
  topologySpreadConstraints: [{
    maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: { app: name } },
  }],
});

/** Three zones of two nodes each, and workloads of many shapes: none, some that keep apart, some that spread. */
function fleet(seed: number): Capacity {
  const below = seeded(seed);
  const pools = ['a', 'b', 'c'].map((zone) => pool(`cpu-${zone}`, 2, { cpu: '16', memory: '64Gi', extendedResources: {} }, {
    labels: { 'topology.kubernetes.io/zone': zone },
  }));
  const objects = Array.from({ length: 14 }, (_, index) => {
    const [name, cpu] = [`w${index}`, 1 + below(4)];
    const pod = [{}, {}, apart(name), even(name)][below(4)];
    return workload('Deployment', name, { cpu, memory: `${cpu * [1, 2, 4, 8][below(4)]}Gi` }, noSurge(1 + below(3)), pod);
  });
  return new Capacity(load(...objects), new Cluster({ pools }));
}

function shuffled(capacity: Capacity, from: Placement, tries = 60_000) {
  const [task] = capacity.tasks;
  const nodes = capacity.nodes.map((_, node) => node);
  return shuffle({
    capacity, task, from, nodes, inside: capacity.nodesOf(task), budget: { steps: tries },
    limits: { mostMoved: () => Infinity },
  });
}

test('every pod stays, has room, keeps apart and spread as it has to, and no more nodes are open than is told', () => {
  let closed = 0;
  for (let seed = 0; seed < 60; seed++) {
    const capacity = fleet(seed);
    const from = pack(capacity, ({ most }) => most, 'even');
    if (from) {
      const { placement, open } = shuffled(capacity, from, 5_000);
      const again = new Placement(capacity);
      for (const task of capacity.tasks) {
        const places = [...placement.places[task.index]];
        expect(places.reduce((sum, [, pods]) => sum + pods, 0)).toBe(task.most);
        expect(places.every(([node, pods]) =>
          capacity.nodesOf(task).includes(node) && (!task.apart || pods === 1))).toBe(true);
        expect(task.spreads.every((spread) => skewHolds(placement, spread))).toBe(true);
        places.forEach(([node, pods]) => again.add(task, node, pods));
      }
      expect(placement.room).toEqual(again.room);
      expect(Math.min(...placement.room.flatMap((room) => [...room]))).toBeGreaterThanOrEqual(0);
      const [task] = capacity.tasks;
      const isOpen = (node: number) =>
        placement.slotsByRoom(task, node) > 0 && !(task.apart && placement.count(task, node) > 0);
      expect(capacity.nodesOf(task).filter(isOpen).length).toBe(open);
      closed += Number(open === 0);
    }
  }
  expect(closed).toBeGreaterThan(5);
});

test('pods with much memory close some nodes, and those with many cores the others', () => {
  const many = (name: string, cpu: number, memory: string, replicas: number) =>
    workload('Deployment', name, { cpu, memory }, noSurge(replicas));
  const capacity = new Capacity(
    load(
      many('small', 1, '1Gi', 1), many('cores', 1, '1Gi', 14), many('memory', 1, '7Gi', 8), many('both', 1, '4Gi', 4),
    ),
    new Cluster({ pools: [pool('cpu', 3, { cpu: '10', memory: '40Gi', extendedResources: {} })] }),
  );
  const from = pack(capacity, ({ most }) => most, 'even')!;
  const before = capacity.nodes.filter((_, node) => from.slotsByRoom(capacity.tasks[0], node) > 0).length;
  expect([before > 0, shuffled(capacity, from).open]).toEqual([true, 0]);
});

test('nothing moves but what may, and no more often than is given', () => {
  const capacity = fleet(3);
  const from = pack(capacity, ({ most }) => most, 'even')!;
  const [task] = capacity.tasks;
  const nodes = capacity.nodes.map((_, node) => node);
  const of = (steps: number, most: number) =>
    shuffle({ capacity, task, from, nodes, inside: nodes, budget: { steps }, limits: { mostMoved: () => most } })
      .placement.places;
  expect([of(1_000, 0), of(0, Infinity)]).toEqual([from.places, from.places]);
});

test('further tries are taken where few of many nodes are open, and only as long as they close more', () => {
  const many = (name: string, cpu: number, memory: string, replicas: number) =>
    workload('Deployment', name, { cpu, memory }, noSurge(replicas));
  const fleetOf = (cores: number) => new Capacity(
    load(
      many('small', 1, '1Gi', 1), many('cores', 1, '1Gi', cores), many('memory', 1, '7Gi', 80),
      many('both', 1, '4Gi', 40),
    ),
    new Cluster({ pools: [pool('cpu', 30, { cpu: '10', memory: '40Gi', extendedResources: {} })] }),
  );
  const of = (cores: number, steps: number, more = 1_000_000) => {
    const capacity = fleetOf(cores);
    const [task] = capacity.tasks;
    const nodes = capacity.nodes.map((_, node) => node);
    const further = { steps: more };
    const from = pack(capacity, ({ most }) => most, 'even')!;
    const { open } = shuffle({
      capacity, task, from, nodes, inside: nodes, budget: { steps }, limits: { mostMoved: () => Infinity }, further,
    });
    return { open, taken: more - further.steps };
  };
  expect([of(137, 10_000, 0).open, of(137, 10_000).open]).toEqual([1, 0]);
  expect([of(138, 14_000, 0).open, of(138, 14_000)]).toEqual([2, { open: 1, taken: 360_000 }]);
  expect(of(138, 11_000)).toEqual({ open: 1, taken: 180_000 });
  expect(of(137, 11_000)).toEqual({ open: 9, taken: 0 });
});
