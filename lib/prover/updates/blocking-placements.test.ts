import { Cluster } from '../../cluster';
import { Capacity, packWithRepairs, Placement, skewHolds, SlotBounds, Task } from '../placement';
import { BlockingPlacements } from './blocking-placements';
import { app, Scene, spread } from '../../../test/support/scene';
import { load, pool, surge, workload } from '../../../test/support/rollout';

test('room for one pod more is found beside the one that holds their volume, where greedy placements leave others over', () => {
  const app = (name: string, cpu: number, memory: number, replicas = 1, pod: object = {}) =>
    workload('Deployment', name, { cpu, memory: `${memory}Gi` }, surge(replicas), pod);
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'own', namespace: 'default' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
  const capacity = new Capacity(
    load(
      claim, app('own', 1, 1, 1, { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'own' } }] }),
      app('a', 3, 2), app('b', 3, 4, 2), app('c', 3, 1), app('d', 2, 2, 2), app('e', 4, 5),
    ),
    new Cluster({ pools: [pool('cpu', 3, { cpu: '8', memory: '8Gi', pods: 50, extendedResources: {} })] }),
  );
  const example = packWithRepairs(capacity, ({ most }) => most, { steps: 10_000 });
  const [own] = capacity.tasks;
  const [placement] = new BlockingPlacements(new SlotBounds(capacity), example).withRoom(own);
  const [home] = placement.places[own.index].keys();
  expect(placement.slotsByRoom(own, home)).toBeGreaterThan(0);
  expect(capacity.tasks.map(({ index }) => [...placement.places[index].values()].reduce((sum, pods) => sum + pods, 0)))
    .toEqual([1, 1, 2, 1, 2, 1]);
});

describe('where pods stand more unevenly than spread lets them come', () => {
  const zones = (...of: string[]) => of.map((zone) => ({ cpu: 4, zone }));
  /** The counts of the first workload by zone, of placements in which none of the zones left to it has room. */
  const found = (nodes: { cpu: number; zone: string }[], replicas: number, others: number, leaves: boolean) => {
    const scene = new Scene(nodes, app('a', replicas, 1, {}, spread('a', 'zone')), app('b', others, 1));
    const { capacity } = scene;
    const example = packWithRepairs(capacity, ({ most }) => most, { steps: 10_000 });
    const all = [...new BlockingPlacements(new SlotBounds(capacity), example).of(scene.task('a'), leaves)];
    const [own, other] = ['a', 'b'].map((name) => scene.task(name));
    return all.filter((placement) => !spreadHolds(placement, own)).map((placement) =>
      capacity.nodes.map((_, node) => [placement.count(own, node), placement.count(other, node)]));
  };
  const spreadHolds = (placement: Placement, task: Task) =>
    task.spreads.every((each) => skewHolds(placement, each));

  test('one of two zones is full of others, and all of the pods are in the other one', () => {
    expect(found(zones('x', 'y'), 2, 4, true)).toEqual([[[0, 4], [2, 0]], [[2, 0], [0, 4]]]);
    // A pod of others too few to fill it.
    expect(found(zones('x', 'y'), 2, 3, true).filter((nodes) => nodes.some(([own, other]) => own === 0 && other === 4)))
      .toEqual([]);
  });

  test('of three zones two are, where it has two pods', () => {
    expect(found(zones('x', 'y', 'z'), 2, 8, true)).toContainEqual([[2, 0], [0, 4], [0, 4]]);
    expect(found(zones('x', 'y', 'z'), 4, 4, false)).toContainEqual([[0, 4], [2, 0], [2, 0]]);
  });
});
