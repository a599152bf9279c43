import fc from 'fast-check';
import { Cluster } from '../../../cluster';
import { Capacity, closedPlacement, copyOf, pack, packWithRepairs, placeMore, Task } from '..';
import { load, noSurge, pool, workload } from '../../../../test/support/rollout';
import { runs } from '../../../../test/support/sample';

const app = (name: string, requests: object, replicas = 1, pod: object = {}) =>
  workload('Deployment', name, requests, noSurge(replicas), pod);
const nodes = (count: number, cpu: string, memory: string) =>
  pool('cpu', count, { cpu, memory, pods: 50, extendedResources: {} });

const repaired = (capacity: Capacity, steps = 10_000) => packWithRepairs(capacity, ({ most }) => most, { steps });

test('pods step aside where greedy packing leaves one over', () => {
  // Eight cores are 4 + 2 + 2 and 3 + 3 + 2; the fullest node first makes 4 + 3 and 3 + 2 + 2.
  const capacity = new Capacity(
    load(app('four', { cpu: 4 }), app('three', { cpu: 3 }, 2), app('two', { cpu: 2 }, 3)),
    new Cluster({ pools: [nodes(2, '8', '1Gi')] }),
  );
  expect(pack(capacity, ({ most }) => most, 'compact')).toBeUndefined();
  expect(repaired(capacity)!.room.map((room) => room[capacity.resources.indexOf('cpu')])).toEqual([0, 0]);
});

test('whatever it packs is complete, and overfills no node', () => {
  const input = fc.array(fc.record({ cpu: fc.integer({ min: 1, max: 5 }), memory: fc.integer({ min: 1, max: 5 }),
    replicas: fc.integer({ min: 1, max: 3 }), isApart: fc.boolean() }), { minLength: 1, maxLength: 6 });
  fc.assert(fc.property(input, (apps) => {
    const objects = apps.map(({ cpu, memory, replicas, isApart }, index) =>
      app(`w${index}`, { cpu, memory: `${memory}Gi` }, replicas, isApart ? {
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: `w${index}` } } },
            ],
          },
        },
      } : {}));
    const capacity = new Capacity(load(...objects), new Cluster({ pools: [nodes(4, '8', '8Gi')] }));
    const placement = repaired(capacity);
    placement?.room.forEach((room) => expect(Math.min(...room)).toBeGreaterThanOrEqual(0));
    capacity.placeable.forEach((task) => {
      const places = [...placement?.places[task.index].values() ?? []];
      expect(places.reduce((sum, pods) => sum + pods, 0)).toBe(placement ? task.most : 0);
      expect(Math.max(0, ...places)).toBeLessThanOrEqual(task.apart ? 1 : task.most);
    });
  }), { numRuns: runs(500) });
});

test('gives up when its budget ends', () => {
  const capacity = new Capacity(
    load(app('two', { cpu: 4 }, 3)), new Cluster({ pools: [nodes(2, '6', '1Gi')] }),
  );
  expect(repaired(capacity)).toBeUndefined();
});

describe('from a placement that greedy packing does not find', () => {
  const capacity = new Capacity(
    load(app('three', { cpu: 3 }, 2), app('four', { cpu: 4 }), app('two', { cpu: 2 }, 2)),
    new Cluster({ pools: [nodes(2, '8', '1Gi')] }),
  );
  const [three, , two] = capacity.tasks;
  const countOf = ({ most }: Task) => most;

  test('one pod more is placed, as others step aside', () => {
    // Of 16 cores 14 are asked for; 4 + 4 or 3 + 3 on one node leave none for another of two.
    const more = placeMore(repaired(capacity)!, [{ task: two }], { steps: 1_000 })!;
    expect(more.room.map((room) => room[capacity.resources.indexOf('cpu')])).toEqual([0, 0]);
    expect([...more.places[two.index].values()].reduce((sum, pods) => sum + pods, 0)).toBe(3);
    expect(placeMore(copyOf(more), [{ task: three }], { steps: 1_000 })).toBeUndefined();
  });

  test('nodes are closed to a pod', () => {
    const all = capacity.nodesOf(two);
    const closing = {
      capacity, task: two, homes: [all, all], inside: all, countOf, budget: { steps: 1_000 },
      example: repaired(capacity)!,
    };
    expect(closedPlacement(closing)!.places[two.index].size).toBeGreaterThan(0);
    const elsewhere = { ...closing, homes: [all, []], example: repaired(capacity)! };
    expect(closedPlacement(elsewhere)).toBeUndefined();
  });
});
