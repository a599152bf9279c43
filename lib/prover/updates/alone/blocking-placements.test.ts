import { Cluster } from '../../../cluster';
import { Capacity, packWithRepairs, Placement, skewHolds, SlotBounds, Task } from '../../placement';
import { BlockingPlacements } from './blocking-placements';
import {
  app, claim, mounting, only, priority, ranked, Scene, SceneNode, spread,
} from '../../../../test/support/scene';
import { load, pool, surge, workload } from '../../../../test/support/rollout';

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

const x = (cpu: number) => ({ cpu, zone: 'x' });
const y = (cpu: number) => ({ cpu, zone: 'y' });

/** What looks for placements, and what is found, told by the nodes of each workload. */
function seeker(nodes: readonly SceneNode[], ...objects: object[]) {
  const scene = new Scene(nodes, ...objects);
  const { capacity } = scene;
  const bounds = new SlotBounds(capacity);
  const seeks = new BlockingPlacements(bounds, packWithRepairs(capacity, ({ most }) => most, { steps: 10_000 }));
  const told = (found: Iterable<Placement>) => [...found].map((placement) => ({
    pods: scene.nodesIn(placement)!,
    open: capacity.nodes.flatMap((_, node) => (placement.slots(scene.task('a'), node) > 0 ? [node] : [])),
  }));
  return {
    scene, bounds, seeks,
    closed: (leaves = false, crowd = bounds) => told(seeks.of(scene.task('a'), leaves, crowd)),
    roomy: () => told(seeks.withRoom(scene.task('a'))),
  };
}

const countsOf = (found: readonly { readonly pods: { readonly [name: string]: readonly number[] } }[]) =>
  found.map(({ pods }) => Object.fromEntries(Object.entries(pods).map(([name, { length }]) => [name, length])));

describe('placements in which no node has room for one pod more', () => {
  test('are found where there are some, with all pods', () => {
    // Two of b close a node for two cores, one closes it beside a.
    const found = seeker([4, 4, 4], app('a', 1, 2), app('b', 5, 1.5)).closed();
    expect(countsOf(found)).toEqual([{ a: 1, b: 5 }]);
    expect(found[0].open).toEqual([]);
    // Nodes that are not its own stay open.
    const own = seeker([4, 4], app('a', 1, 1, {}, only(0)), app('b', 3, 1)).closed();
    expect(own).toEqual([{ pods: { a: [0], b: [0, 0, 0] }, open: [] }]);
  });

  test('are not looked for where all nodes certainly keep room', () => {
    expect(seeker([4, 4, 4], app('a', 1, 2), app('b', 1, 1.5)).closed()).toEqual([]);
    expect(seeker([4], app('a', 2, 1), app('b', 1, 0.5)).closed()).toEqual([]);
    expect(seeker([4], app('a', 3, 1), app('b', 1, 1)).closed()).toHaveLength(1);
    // Others of whom fewer stand leave it.
    const { scene, closed } = seeker([4, 4], app('a', 1, 1), app('b', 7, 1));
    const fewer = new SlotBounds(scene.capacity, ({ most, workload: { name } }) => (name === 'b' ? 1 : most));
    expect([closed(false, fewer), closed().map(({ open }) => open)]).toEqual([[], [[]]]);
  });

  test('are found three times, each time another one, and kept for pods of the same shape', () => {
    const { scene, seeks } = seeker([4, 4, 4], app('a', 1, 2), app('b', 5, 1.5), app('c', 1, 0.25));
    const [a, b] = ['a', 'b'].map((name) => scene.task(name));
    const of = (task: Task) => [...seeks.of(task, false)];
    const [first] = of(a);
    expect(first).toBeDefined();
    expect(of(a)[0]).toBe(first);
    expect([of(a).length, of(a).length]).toEqual([3, 3]);
    // Those of a shape of its own are forgotten when another one is asked about.
    of(b);
    expect(of(a)).not.toContain(first);
  });

  test('of two workloads of one shape are kept', () => {
    const { scene, seeks } = seeker([4, 4, 4], app('a', 1, 2), app('b', 4, 1.5), app('c', 1, 2), app('d', 1, 1));
    const of = (name: string) => [...seeks.of(scene.task(name), false)];
    const [first] = of('a');
    expect(first).toBeDefined();
    of('d');
    expect(of('c')[0]).toBe(first);
    expect(of('a')[0]).toBe(first);
  });

  test('are found for pods that would have others evicted', () => {
    const high = [app('a', 1, 2, {}, ranked('high')), priority('high', 1)];
    const found = seeker([4, 4], ...high, app('b', 1, 0.5), app('c', 3, 1.5, {}, ranked('high'))).closed();
    expect(countsOf(found)).toEqual([{ a: 1, b: 1, c: 3 }]);
  });
});

describe('the nodes that have to be closed', () => {
  test('are those of the zone of a volume, once its pod has left', () => {
    const held = [app('a', 1, 1, {}, mounting('v')), ...claim('v'), app('b', 3, 1)];
    const found = seeker([x(4), y(4)], ...held).closed(true);
    expect(found.map(({ pods }) => pods)).toEqual([{ a: [0], b: [0, 0, 0] }, { a: [1], b: [1, 1, 1] }]);
    // Both zones, where it may go anywhere.
    expect(seeker([x(4), y(4)], ...held).closed(false)).toEqual([]);
  });

  test('are the fewest first, and not all of many', () => {
    const held = [app('a', 1, 1, {}, mounting('v')), ...claim('v')];
    const [first] = seeker([x(4), x(4), y(4)], ...held, app('b', 8, 1)).closed(true);
    expect(first.pods.a).toEqual([2]);
    const zones = Array.from({ length: 8 }, (_, index) => ({ cpu: 2, zone: `z${index}` }));
    expect(seeker(zones, ...held, app('b', 1, 1)).closed(true).map(({ pods }) => pods))
      .toEqual([0, 1, 2, 3, 4, 5].map((node) => ({ a: [node], b: [node] })));
  });

  test('are all of a single domain', () => {
    const found = seeker([x(2), x(2)], app('a', 2, 1, {}, spread('a', 'zone')), app('b', 2, 1)).closed();
    expect([countsOf(found), found.map(({ open }) => open)]).toEqual([[{ a: 2, b: 2 }], [[]]]);
  });

  test('are those of the domains that take one more', () => {
    const zones = [x(4), y(4)];
    const spreads = (replicas: number, others: number, leaves: boolean, rest: object = {}) =>
      seeker(zones, app('a', replicas, 1, {}, spread('a', 'zone', rest)), app('b', others, 1)).closed(leaves)
        .filter(({ open }) => leaves || open.length === 0)
        .map(({ pods: { a, b } }) => `${a.join('')} ${b.join('')}`);
    // The third one has to come to the zone with one of them.
    expect(spreads(3, 3, false)).toEqual(expect.arrayContaining(['001 111', '011 000']));
    expect(spreads(3, 2, false)).toEqual([]);
    // With an even number each zone takes one more.
    expect(spreads(2, 6, false)).toEqual(expect.arrayContaining(['01 000111']));
    // One has left the zone with one: its successor has to come there.
    expect(spreads(3, 3, true)).toEqual(expect.arrayContaining(['001 111', '011 000']));
    expect(spreads(3, 4, false, { maxSkew: 2 })).toEqual(expect.arrayContaining(['000 1111', '111 0000']));
  });

  test('are not told where spread has too many ways', () => {
    const count = (nodes: readonly SceneNode[], replicas: number, key: 'host' | 'zone', others = 40) =>
      seeker(nodes, app('a', replicas, 1, {}, spread('a', key, { maxSkew: 20 })), app('b', others, 1)).closed().length;
    const zones = (much: number) => Array.from({ length: much }, (_, index) => ({ cpu: 6, zone: `z${index}` }));
    expect([count(zones(8), 8, 'zone') > 0, count(zones(9), 8, 'zone', 46)]).toEqual([true, 0]);
    expect([count([x(20), y(20)], 12, 'zone', 28) > 0, count([x(20), y(20)], 13, 'zone', 27)]).toEqual([true, 0]);
    expect([count([4, 4], 1, 'host', 7), count([4, 4], 1, 'zone', 7)]).toEqual([0, 0]);
  });
});

describe('placements with room for one pod more', () => {
  test('are found where there are some, with all pods', () => {
    const found = seeker([4, 4, 4], app('a', 1, 4), app('b', 4, 1)).roomy();
    expect(countsOf(found)).toEqual([{ a: 1, b: 4 }]);
    expect(found[0].open).toHaveLength(1);
    expect(seeker([4, 4], app('a', 1, 4), app('b', 4, 1)).roomy()).toEqual([]);
    expect(seeker([4, 4], app('a', 2, 2), app('b', 1, 2)).roomy().map(({ open }) => open.length)).toEqual([1]);
  });

  test('have it on the node of the others that hold a volume', () => {
    const held = (nodes: readonly SceneNode[], others: number) =>
      seeker(nodes, app('a', 1, 2, {}, mounting('v')), ...claim('v'), app('b', others, 1)).roomy();
    const found = held([4, 4], 4);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ pods: { a: [home], b }, open }) => open.includes(home) && !b.includes(home))).toBe(true);
    expect(new Set(found.map(({ pods: { a: [home] } }) => home))).toEqual(new Set([0, 1]));
    expect(held([4, 4], 5)).toEqual([]);
    // Where they stand already is asked first, however many nodes there are.
    expect(held([...new Array<number>(7).fill(1.5), 4], 7).map(({ pods: { a } }) => a)).toEqual([[7]]);
    expect(held([3, 3], 1)).toEqual([]);
  });
});
