import { Cluster, NodePool } from '../../../cluster';
import { Capacity, pack, PackingStyle } from '..';
import { gpu, load, noSurge, pool, workload } from '../../../../test/support/rollout';

const web = (name: string, requests: object, replicas = 1, pod: object = {}) =>
  workload('Deployment', name, requests, noSurge(replicas), pod);
const cpuPool = (name: string, nodes: number, cpu: string, options: object = {}) =>
  pool(name, nodes, { cpu, extendedResources: {} }, options);

/** Which pods stand on each node, in the order in which they were placed. */
function packed(
  style: PackingStyle,
  pools: NodePool[],
  ...objects: object[]
): (readonly [string, number])[][] | undefined {
  const capacity = new Capacity(load(...objects), new Cluster({ pools }));
  return pack(capacity, ({ most }) => most, style)?.pods
    .map((pods) => [...pods].map(([index, count]) => [capacity.tasks[index].workload.name, count] as const));
}

describe('what is placed first', () => {
  test('the workload that fewer nodes admit', () => {
    const picky = web('picky', { cpu: 1 }, 1, { nodeSelector: { tier: 'x' } });
    const pools = [cpuPool('plain', 1, '8'), cpuPool('x', 2, '8', { labels: { tier: 'x' } })];
    expect(packed('compact', pools, web('free', { cpu: 4 }, 4), picky)![1][0]).toEqual(['picky', 1]);
  });

  test('then the one that asks for the largest share of the largest node', () => {
    const [order] = packed(
      'compact', [pool('gpu', 1)], web('cpu', { cpu: 4 }), web('memory', { memory: '20Gi' }),
      web('gpu', { ...gpu, cpu: 1 }), web('small', { cpu: 1 }),
    )!;
    expect(order.map(([name]) => name)).toEqual(['gpu', 'memory', 'cpu', 'small']);
  });

  test('the share is one of the largest node, not of any', () => {
    // 4 of 16 cores are less than 10 of 32 GiB, though they are twice what the small node has.
    const pools = [cpuPool('large', 1, '16'), cpuPool('small', 1, '2')];
    const [order] = packed('compact', pools, web('cpu', { cpu: 4 }), web('memory', { memory: '10Gi' }))!;
    expect(order.map(([name]) => name)).toEqual(['memory', 'cpu']);
  });

  test('then the one that was declared first', () => {
    expect(
      packed(
        'compact', [cpuPool('cpu', 1, '8')], web('b', { cpu: 1 }), web('a', { cpu: 1 }), web('c', { cpu: 1 }),
      )![0].map(([name]) => name),
    ).toEqual(['b', 'a', 'c']);
  });

  test('a resource that nodes have without end is no reason', () => {
    const order = packed(
      'compact',
      [cpuPool('cpu', 1, '8')],
      web('disk', { 'cpu': 1, 'ephemeral-storage': '1Ti' }),
      web('cpu', { cpu: 2 }),
    )![0];
    expect(order.map(([name]) => name)).toEqual(['cpu', 'disk']);
  });
});

describe('where it is placed', () => {
  const [small, large] = [cpuPool('small', 1, '4'), cpuPool('large', 1, '8')];
  const two = web('web', { cpu: 1 }, 2);

  test.each<[PackingStyle, [string, number][][]]>([
    ['compact', [[], [['web', 2]]]],
    ['even', [[['web', 1]], [['web', 1]]]],
    ['hostile', [[['web', 1]], [['web', 1]]]],
  ])('%s: two pods on a large and a small node', (style, expected) => {
    expect(packed(style, [large, small], two)).toEqual(expected);
  });

  test.each<[PackingStyle, number]>([
    ['compact', 1], ['even', 0], ['hostile', 0],
  ])('%s: one pod on the node with less or more room', (style, node) => {
    const where = (pools: NodePool[]) =>
      packed(style, pools, web('web', { cpu: 1 }))!.findIndex(({ length }) => length > 0);
    expect([where([large, small]), where([small, large])]).toEqual([node, 1 - node]);
  });

  test.each<[PackingStyle, number]>([
    ['compact', 1], ['even', 0], ['hostile', 0],
  ])('%s: room for pods counts, where nothing else is asked', (style, node) => {
    const many = pool('many', 1, { pods: 50, extendedResources: {} });
    const few = pool('few', 1, { pods: 10, extendedResources: {} });
    const where = (pools: NodePool[]) => packed(style, pools, web('web', {}))!.findIndex(({ length }) => length > 0);
    expect([where([many, few]), where([few, many])]).toEqual([node, 1 - node]);
  });

  test('room is counted in pods of the workload', () => {
    // 16 cores and 8 GiB hold eight of these pods, 8 cores and 32 GiB as many; 16 + 8 and 8 + 32 of each kind alone.
    const pools = [
      pool('cpu', 1, { cpu: '16', memory: '8Gi', extendedResources: {} }),
      pool('memory', 1, { cpu: '8', memory: '32Gi', extendedResources: {} }),
    ];
    const where = (requests: object) =>
      packed('compact', pools, web('web', requests))!.findIndex(({ length }) => length > 0);
    expect([
      where({ cpu: 1, memory: '1Gi' }), where({ cpu: '100m', memory: '1Gi' }), where({ cpu: 1 }),
      where({ memory: '1Gi' }),
    ]).toEqual([0, 1, 1, 0]);
  });

  test('room without end is not counted', () => {
    const disk = pool('disk', 1, { cpu: '4', extendedResources: {}, ephemeralStorage: '100Gi' } as object);
    expect(
      packed('compact', [large, disk], web('web', { 'cpu': 1, 'ephemeral-storage': '1Gi' }))!.map(
        ({ length }) => length,
      ),
    ).toEqual([1, 0]);
  });

  test.each<[PackingStyle, number]>([
    ['compact', 1], ['even', 0], ['hostile', 0],
  ])('%s: a node with or without GPUs for a pod that asks for none', (style, node) => {
    const where = (...pools: NodePool[]) =>
      packed(style, pools, web('web', { cpu: 1 }), web('nim', gpu, 0))!.findIndex(({ length }) => length > 0);
    expect(where(pool('gpu', 1, { cpu: '9' }), cpuPool('cpu', 1, '8'))).toBe(node);
    // More or less room does not weigh against it.
    expect(where(pool('gpu', 1, { cpu: '8' }), cpuPool('cpu', 1, '9'))).toBe(style === 'even' ? 1 : node);
  });

  test('a pod that asks for a GPU does not avoid it', () => {
    const pools = [pool('large', 1, { cpu: '16' }), pool('small', 1)];
    expect(packed('compact', pools, web('nim', { ...gpu, cpu: 1 }))!.map(({ length }) => length)).toEqual([0, 1]);
  });

  test('spreading goes round the nodes, as often as it must', () => {
    expect(packed('even', [cpuPool('cpu', 3, '2')], web('web', { cpu: 1 }, 5))!.map(([each]) => each[1])).toEqual([
      2, 2, 1,
    ]);
  });
});

test('pods that are left over are no packing', () => {
  expect(packed('compact', [cpuPool('cpu', 2, '2')], web('web', { cpu: 1 }, 5))).toBeUndefined();
  expect(packed('even', [cpuPool('cpu', 2, '2')], web('web', { cpu: 1 }, 5))).toBeUndefined();
  expect(packed('compact', [cpuPool('cpu', 2, '2')], web('web', { cpu: 1 }, 4))!.map(([each]) => each)).toEqual([
    ['web', 2], ['web', 2],
  ]);
});

test('a workload without pods needs no node', () => {
  expect(packed('compact', [cpuPool('cpu', 1, '2')], web('none', { cpu: 9 }, 0))).toEqual([[]]);
});
