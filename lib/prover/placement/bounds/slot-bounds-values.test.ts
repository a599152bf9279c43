import { Cluster, NodePool } from '../../../cluster';
import { Capacity, Bystanders, Shortage, SlotBounds } from '..';
import { gpu, load, noSurge, pool, workload } from '../../../../test/support/rollout';
import { extremes } from '../../../../test/support/capacity';

const HOST = 'kubernetes.io/hostname';
const cpuPool = (name: string, nodes: number, cpu: string, options: object = {}) =>
  pool(name, nodes, { cpu, pods: 1000, extendedResources: {} }, options);
const web = (name: string, requests: object, replicas: number, pod: object = {}) =>
  workload('Deployment', name, requests, noSurge(replicas), pod);
const apart = (app: string, topologyKey = HOST) => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: { matchLabels: { app } } }],
    },
  },
});
const onTier = (tier: string) => ({ nodeSelector: { tier } });
const tier = (name: string, nodes: number, cpu: string) => cpuPool(name, nodes, cpu, { labels: { tier: name } });

const capacityOf = (pools: NodePool[], ...objects: object[]) => new Capacity(load(...objects), new Cluster({ pools }));
/** What is guaranteed to the first workload. */
const guaranteed = (pools: NodePool[], ...objects: object[]) => {
  const capacity = capacityOf(pools, ...objects);
  return new SlotBounds(capacity).guaranteed(capacity.tasks[0]);
};

describe('slots that are guaranteed', () => {
  // Where these pods stand worst was found by trying every placement, and no better bound exists.
  test.each<[string, NodePool[], object[], number]>([
    ['nobody else', [cpuPool('n', 2, '8')], [web('w', { cpu: 3 }, 1)], 4],
    [
      'the first slot of a full node costs next to nothing', [cpuPool('n', 1, '6')],
      [web('w', { cpu: 2 }, 1), web('o', { cpu: 1 }, 1)], 2,
    ],
    [
      'the remainder of a node costs nothing', [cpuPool('n', 1, '8')],
      [web('w', { cpu: 3 }, 1), web('o', { cpu: 2 }, 1)], 2,
    ],
    [
      'beyond the remainder a slot is lost', [cpuPool('n', 1, '8')], [web('w', { cpu: 3 }, 1), web('o', { cpu: 1 }, 3)],
      1,
    ],
    [
      'and each further one costs a whole request', [cpuPool('n', 1, '8')],
      [web('w', { cpu: 3 }, 1), web('o', { cpu: 1 }, 6)], 0,
    ],
    ['several nodes, one pod', [cpuPool('n', 3, '2')], [web('w', { cpu: 2 }, 1), web('o', { cpu: 1 }, 1)], 2],
    [
      'several nodes, a pod for each but one', [cpuPool('n', 3, '2')],
      [web('w', { cpu: 2 }, 1), web('o', { cpu: 1 }, 2)], 1,
    ],
    [
      'pods of the others that are too small to fill a node', [cpuPool('n', 2, '5')],
      [web('w', { cpu: 3 }, 1), web('o', { cpu: 1 }, 3)], 1,
    ],
    [
      'others that cannot reach the node', [tier('a', 1, '4'), tier('b', 1, '4')],
      [web('w', { cpu: 2 }, 1, onTier('a')), web('o', { cpu: 4 }, 1, onTier('b'))], 2,
    ],
    [
      'others that reach one of two pools', [tier('a', 1, '4'), tier('b', 1, '4')],
      [web('w', { cpu: 4 }, 1), web('o', { cpu: 1 }, 4, onTier('b'))], 1,
    ],
    ['a resource that the others do not ask for', [pool('gpu', 2)], [web('w', gpu, 1), web('o', { cpu: 8 }, 2)], 2],
    ['a resource that they do', [pool('gpu', 3)], [web('w', gpu, 1), web('o', { ...gpu, cpu: 1 }, 2)], 1],
    [
      'pods are a resource', [pool('few', 1, { pods: 3, extendedResources: {} })], [web('w', {}, 1), web('o', {}, 2)],
      1,
    ],
    [
      'one pod for each node', [cpuPool('n', 3, '8')], [web('w', { cpu: 1 }, 1, apart('w')), web('o', { cpu: 8 }, 1)],
      2,
    ],
    [
      'one pod for each node, and others that fill none', [cpuPool('n', 2, '8')],
      [web('w', { cpu: 1 }, 1, apart('w')), web('o', { cpu: 3 }, 2)], 2,
    ],
  ])('%s', (_, pools, objects, expected) => {
    const capacity = capacityOf(pools, ...objects);
    expect(new SlotBounds(capacity).guaranteed(capacity.tasks[0])).toBe(expected);
    expect(extremes(capacity).least).toBe(expected);
  });

  test('none to a workload that another repels, one in each domain to one that keeps apart in more than a host', () => {
    expect(guaranteed([cpuPool('n', 3, '8')], web('w', { cpu: 1 }, 1, apart('o')), web('o', { cpu: 1 }, 1))).toBe(0);
    expect(
      guaranteed(
        [cpuPool('n', 3, '8', { zones: ['a'] })],
        web('w', { cpu: 1 }, 1, apart('w', 'topology.kubernetes.io/zone')),
      ),
    ).toBe(1);
  });

  test('its own pods are not others, whatever their number', () => {
    expect(guaranteed([cpuPool('n', 2, '4')], web('w', { cpu: 2 }, 4))).toBe(4);
    expect(guaranteed([cpuPool('n', 2, '4')], web('w', { cpu: 2 }, 2), web('twin', { cpu: 2 }, 1))).toBe(3);
  });

  test('on fewer nodes, when the view is narrowed', () => {
    const capacity = capacityOf(
      [tier('a', 3, '2'), tier('b', 2, '2')], web('w', { cpu: 2 }, 1), web('o', { cpu: 1 }, 1, onTier('a')),
    );
    const bounds = new SlotBounds(capacity);
    const [task] = capacity.tasks;
    expect([
      bounds.guaranteed(task), bounds.guaranteed(task, [3, 2]), bounds.guaranteed(task, [2, 2]),
      bounds.guaranteed(task, [0, 2]), bounds.guaranteed(task, [3, 0]),
    ]).toEqual([4, 4, 3, 2, 2]);
  });

  test('for each workload its own number, of the same cluster', () => {
    const capacity = capacityOf([tier('a', 2, '8'), tier('b', 1, '8')],
      web('w', { cpu: 4 }, 1), web('same', { cpu: 4 }, 1), web('small', { cpu: 2 }, 1),
      web('a', { cpu: 4 }, 1, onTier('a')), web('apart', { cpu: 4 }, 1, apart('apart')));
    const bounds = new SlotBounds(capacity);
    const all = capacity.tasks.map((task) => bounds.guaranteed(task));
    expect(all).toEqual(capacity.tasks.map((task) => new SlotBounds(capacity).guaranteed(task)));
    expect(capacity.tasks.map((task) => bounds.guaranteed(task))).toEqual(all);
    expect(new Set(all).size).toBeGreaterThan(2);
  });
});

test('slots of an empty node: none where the pod is not let in, one where two may not meet', () => {
  const capacity = capacityOf(
    [tier('a', 2, '8'), tier('b', 1, '5')], web('any', { cpu: 2 }, 1), web('a', { cpu: 2 }, 1, onTier('a')),
    web('apart', { cpu: 2 }, 1, apart('apart')), web('huge', { cpu: 9 }, 1),
  );
  const bounds = new SlotBounds(capacity);
  expect(capacity.tasks.map((task) => bounds.emptySlots(task))).toEqual([[4, 2], [4, 0], [1, 1], [0, 0]]);
});

describe('what certainly does not fit', () => {
  const job = (name: string, cpu: number, pods: number) => ({
    apiVersion: 'batch/v1', kind: 'Job', metadata: { name },
    spec: { parallelism: pods, completions: pods, template: { metadata: { labels: { app: name } },
      spec: { restartPolicy: 'Never', containers: [{ name: 'main', resources: { requests: { cpu } } }] } } },
  });
  const shortage = (
    pools: NodePool[],
    objects: object[],
    pods: number,
    bystanders?: Bystanders,
  ): (Shortage & { of?: string }) | undefined => {
    const capacity = capacityOf(pools, ...objects);
    const bounds = new SlotBounds(capacity);
    const found = bounds.shortage(capacity.tasks[0], pods, bystanders);
    expect(bounds.cannotHold(capacity.tasks[0], pods, bystanders)).toBe(found !== undefined);
    return found && { ...found, ...found.resource !== undefined && { of: capacity.resources[found.resource] } };
  };
  const two = [cpuPool('n', 2, '8')];

  test('nothing, up to the last core', () => {
    expect(shortage(two, [web('w', { cpu: 4 }, 4)], 4)).toBeUndefined();
    expect(shortage(two, [web('w', { cpu: 4 }, 4)], 5)).toMatchObject({ of: 'cpu', asked: 20000, offered: 16000 });
  });

  test('room on single nodes, where there is enough in total', () => {
    expect(shortage(two, [web('w', { cpu: 5 }, 3)], 3)).toEqual({ asked: 3, offered: 2 });
    expect(shortage(two, [web('w', { cpu: 1 }, 3, apart('w'))], 3)).toEqual({ asked: 3, offered: 2 });
  });

  test('the resource that is short most comes first', () => {
    const nodes = [pool('gpu', 2)];
    expect(shortage(nodes, [web('w', { ...gpu, cpu: 8 }, 1)], 3)!.of).toBe('nvidia.com/gpu');
    expect(shortage(nodes, [web('w', { ...gpu, cpu: 8 }, 1), web('o', { cpu: 4 }, 1)], 3)).toMatchObject({
      of: 'cpu', asked: 28000, offered: 16000,
    });
    expect(shortage(nodes, [web('w', { cpu: 8, ...gpu }, 1), web('o', gpu, 1)], 3)).toMatchObject({
      of: 'nvidia.com/gpu', asked: 4, offered: 2,
    });
  });

  test('others count that have nowhere else to go', () => {
    const pools = [tier('a', 1, '8'), tier('b', 1, '8')];
    const others = [
      web('a', { cpu: 2 }, 1, onTier('a')), web('b', { cpu: 2 }, 1, onTier('b')), web('any', { cpu: 2 }, 1),
    ];
    expect(shortage(pools, [web('w', { cpu: 2 }, 4, onTier('a')), ...others], 4)).toMatchObject({
      of: 'cpu', asked: 10000, offered: 8000,
    });
    expect(shortage(pools, [web('w', { cpu: 2 }, 3, onTier('a')), ...others], 3)).toBeUndefined();
    expect(shortage(pools, [web('w', { cpu: 2 }, 6), ...others], 6)).toMatchObject({ asked: 18000, offered: 16000 });
    expect(shortage(pools, [web('w', { cpu: 2 }, 5), ...others], 5)).toBeUndefined();
  });

  test('jobs that rest take no room, unless they are asked to', () => {
    const objects = [web('w', { cpu: 4 }, 3), job('train', 4, 2)];
    expect(shortage(two, objects, 3)).toBeUndefined();
    expect(shortage(two, objects, 3, { others: 'least' })).toBeUndefined();
    expect(shortage(two, objects, 3, { others: 'most' })).toMatchObject({ asked: 20000, offered: 16000 });
  });

  test('nobody takes room when the others are absent', () => {
    expect(shortage(two, [web('w', { cpu: 4 }, 3), web('o', { cpu: 4 }, 3)], 3)).toMatchObject({ asked: 24000 });
    expect(shortage(two, [web('w', { cpu: 4 }, 3), web('o', { cpu: 4 }, 3)], 3, { others: 'absent' })).toBeUndefined();
  });

  test('a node may be left out', () => {
    expect(shortage(two, [web('w', { cpu: 4 }, 3)], 3, { without: 1 })).toMatchObject({
      of: 'cpu', asked: 12000, offered: 8000,
    });
    expect(shortage(two, [web('w', { cpu: 4 }, 2)], 2, { without: 0 })).toBeUndefined();
    expect(shortage([two[0]], [web('w', { cpu: 4 }, 1, { nodeName: 'n-1' })], 1, { without: 0 })).toEqual({
      asked: 1, offered: 0,
    });
    expect(shortage([two[0]], [web('w', { cpu: 4 }, 1, { nodeName: 'n-1' })], 0, { without: 0 })).toBeUndefined();
  });

  test('nodes whose daemons differ are not counted one by one', () => {
    // The second daemon finds no room on the small node, so that the nodes of the pool are no longer equal.
    const daemons = [workload('DaemonSet', 'large', { cpu: 5 }), workload('DaemonSet', 'small', { cpu: 4 })];
    expect(shortage(two, [web('w', { cpu: 2 }, 2), ...daemons], 2)).toBeUndefined();
  });
});
