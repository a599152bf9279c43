import { Cluster } from '../../cluster';
import { Capacity, packWithRepairs, SlotBounds } from '../placement';
import { BlockingPlacements } from './blocking-placements';
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
