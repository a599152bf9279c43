import { Cluster } from '../../../cluster';
import { load, noSurge, pool, workload } from '../../../../test/support/rollout';
import { Capacity, pack, Placement, refilled, skewHolds } from '..';
import { seeded } from './seeded';

const term = (name: string) => ({ labelSelector: { matchLabels: { app: name } } });
const apart = (name: string) => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', ...term(name) }],
    },
  },
});
const even = (name: string) => ({
  topologySpreadConstraints: [{
    maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule', ...term(name),
  }],
});

/** Nodes in three zones, four fifths full of workloads of many shapes: some keep apart, some spread. */
function fleet(seed: number): Capacity {
  const below = seeded(seed);
  const pools = ['a', 'b', 'c'].map((zone) =>
    pool(`cpu-${zone}`, 4, { cpu: '16', memory: '60Gi', extendedResources: {} }, {
      labels: { 'topology.kubernetes.io/zone': zone },
    }));
  const objects = Array.from({ length: 33 }, (_, index) => {
    const [name, cpu] = [`w${index}`, [1, 1, 2, 3][below(4)]];
    const pod = [{}, {}, {}, {}, apart(name), even(name)][below(6)];
    return workload('Deployment', name, { cpu, memory: `${cpu * [1, 2, 4, 6][below(4)]}Gi` }, noSurge(1 + below(4)), pod);
  });
  const large = workload('Deployment', 'large', { cpu: 4, memory: '8Gi' }, noSurge(1));
  return new Capacity(load(large, ...objects), new Cluster({ pools }));
}

function refill(capacity: Capacity, from: Placement, mostMoved = Infinity): Placement | undefined {
  const [task] = capacity.tasks;
  const nodes = capacity.nodes.map((_, node) => node);
  return refilled({
    capacity, task, from, nodes, inside: nodes, budget: { steps: 0 }, limits: { mostMoved: () => mostMoved },
  })?.placement;
}

const openOn = (capacity: Capacity, placement: Placement) =>
  capacity.nodes.filter((_, node) => placement.slotsByRoom(capacity.tasks[0], node) > 0).length;

test('every pod stays, has room, keeps apart and spread as it has to, and fewer nodes are open', () => {
  let closed = 0;
  for (let seed = 0; seed < 20; seed++) {
    const capacity = fleet(seed);
    const from = pack(capacity, ({ most }) => most, 'even');
    const placement = from && refill(capacity, from);
    if (placement) {
      const again = new Placement(capacity);
      for (const task of capacity.tasks) {
        const places = [...placement.places[task.index]];
        expect(places.reduce((sum, [, pods]) => sum + pods, 0)).toBe(task.most);
        expect(places.every(([, pods]) => !task.apart || pods === 1)).toBe(true);
        expect(task.spreads.every((spread) => skewHolds(placement, spread))).toBe(true);
        places.forEach(([node, pods]) => again.add(task, node, pods));
      }
      expect(placement.room).toEqual(again.room);
      expect(Math.min(...placement.room.flatMap((room) => [...room]))).toBeGreaterThanOrEqual(0);
      expect(openOn(capacity, placement)).toBeLessThan(openOn(capacity, from));
      closed += Number(openOn(capacity, placement) === 0);
    }
  }
  expect(closed).toBeGreaterThan(2);
});

const many = (name: string, cpu: number, memory: string, replicas: number) =>
  workload('Deployment', name, { cpu, memory }, noSurge(replicas));

test('some nodes are filled by their cores, and the others by their memory', () => {
  const capacity = new Capacity(
    load(many('small', 1, '1Gi', 2), many('cores', 2, '1Gi', 124), many('memory', 1, '8Gi', 125)),
    new Cluster({ pools: [pool('cpu', 50, { cpu: '10', memory: '40Gi', extendedResources: {} })] }),
  );
  const from = pack(capacity, ({ most }) => most, 'even')!;
  expect(openOn(capacity, from)).toBeGreaterThan(20);
  expect(openOn(capacity, refill(capacity, from)!)).toBeLessThan(3);
});

test('nothing is filled anew where not all pods may move', () => {
  const capacity = fleet(3);
  expect(refill(capacity, pack(capacity, ({ most }) => most, 'even')!, 5)).toBeUndefined();
});
