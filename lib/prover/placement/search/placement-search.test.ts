import fc from 'fast-check';
import { Cluster, NodePool } from '../../../cluster';
import { Capacity, neighbourhood, Placement, PlacementSearch, searchPlacements, SearchResult } from '..';
import { gpu, load, noSurge, pool, workload } from '../../../../test/support/rollout';
import { runs } from '../../../../test/support/sample';

const HOST = 'kubernetes.io/hostname';
const cpuPool = (name: string, nodes: number, cpu = '8', options: object = {}) =>
  pool(name, nodes, { cpu, extendedResources: {} }, options);
const web = (name: string, requests: object, replicas: number, pod: object = {}) =>
  workload('Deployment', name, requests, noSurge(replicas), pod);
const apartFrom = (...apps: string[]) => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: apps.map((app) => ({
        topologyKey: HOST, labelSelector: { matchLabels: { app } },
      })),
    },
  },
});
const capacityOf = (pools: NodePool[], ...objects: object[]) => new Capacity(load(...objects), new Cluster({ pools }));

/** The pods of each task by node, such as `1,0|0,2` for two tasks on two nodes. */
const shape = ({ capacity, pods }: Placement) =>
  capacity.tasks.map(({ index }) => pods.map((each) => each.get(index) ?? 0).join()).join('|');

function search(
  capacity: Capacity,
  options: Partial<PlacementSearch> = {},
): { result: SearchResult; visited: string[]; left: number } {
  const visited: string[] = [];
  const budget = options.budget ?? { steps: 100_000 };
  const result = searchPlacements({
    capacity,
    tasks: capacity.tasks,
    countOf: ({ most }) => most,
    nodes: capacity.nodes.map((_, node) => node),
    worthwhile: () => true,
    visit: (placement) => {
      visited.push(shape(placement));
      return false;
    },
    ...options, budget,
  });
  return { result, visited, left: budget.steps };
}

/** Every placement, by trying every node for every pod. */
function bruteForce(capacity: Capacity): Set<string> {
  const found = new Set<string>();
  const placement = new Placement(capacity);
  const pods = capacity.tasks.flatMap((task) => Array.from({ length: task.most }, () => task));
  const place = (index: number): void => {
    if (index === pods.length) {
      found.add(shape(placement));
      return;
    }
    capacity.nodes.forEach((_, node) => {
      if (placement.slots(pods[index], node) > 0) {
        placement.add(pods[index], node, 1);
        place(index + 1);
        placement.add(pods[index], node, -1);
      }
    });
  };
  place(0);
  return found;
}

/** The same for all orders of the nodes. */
function upToNodes(text: string): string {
  const rows = text.split('|').map((row) => row.split(','));
  return rows[0].map((_, node) => rows.map((row) => row[node]).join()).sort().join('|');
}

const replicas = fc.integer({ min: 0, max: 3 });
const request = fc.integer({ min: 1, max: 3 });

test('unequal nodes: every placement is visited, and each once', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }),
      replicas,
      replicas,
      request,
      (sizes, many, few, cpu) => {
        const pools = sizes.map((size) =>
          pool(`n${size}`, 1, { cpu: String(size), extendedResources: { 'nvidia.com/gpu': '2' } }),
        );
        const capacity = capacityOf(pools, web('cpu', { cpu }, many), web('gpu', gpu, few));
        const { result, visited } = search(capacity);
        expect(result).toBe('exhausted');
        expect(new Set(visited).size).toBe(visited.length);
        expect(new Set(visited)).toEqual(bruteForce(capacity));
      },
    ),
    { numRuns: runs(200) },
  );
});

test('equal nodes: every placement is visited up to their order, and each once', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), replicas, replicas, request, (nodes, many, few, cpu) => {
    const capacity = capacityOf([pool('gpu', nodes, { cpu: '4' })], web('cpu', { cpu }, many), web('gpu', gpu, few));
    const { visited } = search(capacity);
    expect(new Set(visited.map(upToNodes)).size).toBe(visited.length);
    expect(new Set(visited.map(upToNodes))).toEqual(new Set([...bruteForce(capacity)].map(upToNodes)));
  }), { numRuns: runs(200) });
});

test('pods that repel each other: no placement is missed', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 3 }), replicas, replicas, replicas, (nodes, shy, like, plain) => {
    const capacity = capacityOf([cpuPool('cpu', nodes, '3')],
      web('shy', { cpu: 1 }, shy, apartFrom('plain')), web('like', { cpu: 1 }, like), web('plain', {}, plain));
    // `shy` and `like` ask the same, but only one of them closes the node to `plain`.
    expect(new Set(search(capacity).visited.map(upToNodes))).toEqual(new Set([...bruteForce(capacity)].map(upToNodes)));
  }), { numRuns: runs(200) });
});

test('a node that one of its pods closes is not taken for its equal', () => {
  // `shy` and `like` fill a node alike, but `late` may only stand beside `like`.
  const capacity = capacityOf([cpuPool('cpu', 2, '2')],
    web('shy', { cpu: 2 }, 1, apartFrom('late')), web('like', { cpu: 2 }, 1), web('late', {}, 1));
  expect(search(capacity).visited.map(upToNodes)).toEqual(['0,1,1|1,0,0']);
});

test('a node with a pod that draws others is not taken for one that is as full', () => {
  // `host` and `like` ask the same, but `guest` goes only where `host` stands; the others fill two nodes.
  const nearHost = {
    affinity: {
      podAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: HOST, labelSelector: { matchLabels: { app: 'host' } } },
        ],
      },
    },
  };
  const capacity = capacityOf([cpuPool('cpu', 3, '4')],
    web('host', { cpu: 1.5 }, 1), web('guest', { cpu: 1.5 }, 1, nearHost), web('like', { cpu: 1.5 }, 4));
  expect(search(capacity).visited.map(upToNodes)).toEqual(['0,0,2|0,0,2|1,1,0']);
});

test('pods that ask the same and repel nobody are exchanged', () => {
  const three = ['a', 'b', 'c'].map((name) => web(name, { cpu: 1 }, 1));
  expect(search(capacityOf([cpuPool('cpu', 2)], ...three)).visited).toHaveLength(3);
  const apart = ['a', 'b', 'c'].map((name) => web(name, { cpu: 1 }, 1, name === 'a' ? apartFrom('d') : {}));
  expect(search(capacityOf([cpuPool('cpu', 2)], ...apart, web('d', { cpu: 1 }, 0))).visited).toHaveLength(4);
});

test('a state that is reached twice is entered once', () => {
  const three = ['a', 'b', 'c'].map((name) => web(name, { cpu: 1 }, 1));
  expect(search(capacityOf([cpuPool('one', 1), cpuPool('two', 1)], ...three)).visited).toHaveLength(6);
});

test('equal nodes are found in any order', () => {
  const capacity = capacityOf(
    [cpuPool('pair', 2), cpuPool('single', 1)], web('a', { cpu: 1 }, 1), web('b', { cpu: 2 }, 1),
  );
  expect(search(capacity, { nodes: [0, 2, 1] }).visited).toHaveLength(search(capacity).visited.length);
  expect(search(capacity).visited).toHaveLength(5);
});

test('the pods that ask most come first, and nodes take as many as they can before fewer', () => {
  const capacity = capacityOf([cpuPool('cpu', 2, '4')], web('small', { cpu: 1 }, 2), web('large', { cpu: 3 }, 1));
  const order: string[][] = [];
  search(capacity, {
    visit: ({ pods }) => {
      order.push(
        pods.map((each) => [...each].map(([index, count]) => `${count} ${capacity.tasks[index].workload.name}`).join()),
      );
      return false;
    },
  });
  expect(order).toEqual([
    ['1 large,1 small', '1 small'], ['1 large', '2 small'],
  ]);
});

test('only the nodes that are named are used', () => {
  const capacity = capacityOf([cpuPool('cpu', 3)], web('web', { cpu: 1 }, 1));
  expect(search(capacity, { nodes: [2] }).visited).toEqual(['0,0,1']);
  expect(search(capacity, { nodes: [] })).toMatchObject({ result: 'exhausted', visited: [] });
});

test('a visit that is content stops the search, and leaves the placement as it is', () => {
  const capacity = capacityOf([cpuPool('cpu', 2)], web('a', { cpu: 2 }, 1), web('b', { cpu: 1 }, 2));
  let last: Placement | undefined;
  expect(search(capacity, { visit: (placement) => {
    last = placement;
    return true;
  } }).result).toBe('stopped');
  expect(shape(last!)).toBe('1,0|2,0');
});

test('a branch that is not worthwhile is cut, and the rest goes on', () => {
  const capacity = capacityOf([cpuPool('one', 1), cpuPool('two', 1)], web('a', { cpu: 2 }, 1), web('b', { cpu: 1 }, 1));
  const [a] = capacity.tasks;
  expect(search(capacity, { worthwhile: () => false })).toMatchObject({ result: 'exhausted', visited: [] });
  expect(search(capacity, { worthwhile: (placement) => placement.count(a, 0) === 0 }).visited).toEqual([
    '0,1|1,0', '0,1|0,1',
  ]);
});

test('workloads without pods, and none at all, have one placement', () => {
  const capacity = capacityOf([cpuPool('cpu', 2)], web('none', { cpu: 1 }, 0));
  expect(search(capacity)).toMatchObject({ result: 'exhausted', visited: ['0,0'] });
  expect(search(capacity, { tasks: [] })).toMatchObject({ result: 'exhausted', visited: ['0,0'] });
});

test('each choice of a node costs a step, and a search that has none left says so', () => {
  const capacity = capacityOf([cpuPool('cpu', 2)], web('web', { cpu: 1 }, 1));
  expect(search(capacity, { budget: { steps: 2 } })).toMatchObject({ result: 'exhausted', left: 0 });
  expect(search(capacity, { budget: { steps: 1 } })).toMatchObject({
    result: 'bound reached', visited: ['1,0'], left: -1,
  });
  expect(search(capacity, { budget: { steps: 0 } })).toMatchObject({ result: 'bound reached', visited: [] });
});

test('a search too deep to end is not begun, and workloads without pods do not make it deeper', () => {
  const capacity = capacityOf([cpuPool('cpu', 1001)], web('a', { cpu: 1 }, 1), web('b', { cpu: 1 }, 1));
  const nodes = (count: number) => capacity.nodes.slice(0, count).map((_, node) => node);
  const first = { visit: () => true };
  expect(search(capacity, { ...first, nodes: nodes(1000) }).result).toBe('stopped');
  expect(search(capacity, { ...first, nodes: nodes(1001), budget: { steps: 9 } })).toMatchObject({
    result: 'bound reached', left: 9,
  });
  expect(search(capacity, { ...first, nodes: nodes(1001), countOf: ({ index }) => index }).result).toBe('stopped');
});

describe('what can influence where a workload fits', () => {
  const labelled = (name: string) => cpuPool(name, 1, '8', { labels: { tier: name } });
  const on = (name: string, tiers: string[], pods = 1, pod: object = {}) => web(name, { cpu: 1 }, pods, {
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [
      { matchExpressions: [{ key: 'tier', operator: 'In', values: tiers }] }] } }, ...pod },
  });
  const near = (...objects: object[]) => {
    const capacity = capacityOf(['a', 'b', 'c', 'd'].map(labelled), ...objects);
    const { tasks, nodes } = neighbourhood(capacity, capacity.tasks[0]);
    return [tasks.map(({ workload: { name } }) => name), nodes.map((node) => capacity.nodes[node].pool)];
  };

  test('nobody, on its own nodes, when no other uses them', () => {
    expect(near(on('target', ['a']), on('other', ['b']))).toEqual([[], ['a']]);
  });

  test('those that use its nodes, and those that use theirs', () => {
    const chain = [on('far', ['d']), on('third', ['c', 'b']), on('second', ['a', 'b'])];
    expect(near(on('target', ['a']), ...chain)).toEqual([['third', 'second'], ['a', 'b', 'c']]);
  });

  test('but none that has no pods', () => {
    expect(near(on('target', ['a']), on('none', ['a', 'b'], 0), on('beyond', ['b']))).toEqual([[], ['a']]);
  });

  test.each([
    ['it', apartFrom('far'), {}],
    ['one of them', {}, apartFrom('far')],
  ])('those whom it does not meet, when %s repels them', (_, own, its) => {
    const objects = [
      on('target', ['a'], 1, (own as { affinity?: object }).affinity),
      on('second', ['a'], 1, (its as { affinity?: object }).affinity),
    ];
    expect(near(...objects, on('far', ['d']), on('none', ['b'], 0))).toEqual([
      ['second', 'far'], ['a', 'd'],
    ]);
  });

  test('but not when two that it never meets repel each other', () => {
    expect(near(on('target', ['a']), on('second', ['c'], 1, apartFrom('far').affinity), on('far', ['d']))).toEqual([
      [], ['a'],
    ]);
  });
});
