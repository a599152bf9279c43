import { AlikeGroups } from './alike-groups';
import { Capacity } from '../capacity';
import { destroyedByResource, Losses } from './losses';
import { RivalDemand } from './rival-demand';
import { Task } from '../tasks/task';
import { seeded } from '../search/seeded';
import { capacityOf, cpuApp, nodesOf, taskNamed, taskOf } from '../../../../test/support/capacity';

const most = ({ most: pods }: Task) => pods;
const zones = (count: number, cpu = 8) => nodesOf('cpu', count, cpu, { zones: ['a', 'b'] });

describe('groups that offer the same', () => {
  const roomOf = (capacity: Capacity) => (group: number) => capacity.roomOfGroup(group);

  test('are counted as the first of them, if there are nodes and slots', () => {
    const capacity = capacityOf([zones(4), nodesOf('small', 1, 4)], cpuApp('web', 1));
    const alike = new AlikeGroups(capacity, roomOf(capacity));
    expect(alike.view([2, 2, 1], [8, 8, 4])).toEqual({ sizes: [4, 0, 1], slots: [8, 0, 4], told: '4,0,1' });
    expect(alike.view([0, 2, 1], [8, 8, 4])).toEqual({ sizes: [2, 0, 1], slots: [8, 0, 4], told: '2,0,1' });
    expect(alike.view([2, 2, 1], [0, 8, 0])).toEqual({ sizes: [2, 0, 0], slots: [8, 0, 0], told: '2,0,0' });
    expect([alike.told(0) === alike.told(1), alike.told(0) === alike.told(2)]).toEqual([true, false]);
  });

  test('are looked at once for the same lists', () => {
    const capacity = capacityOf([zones(4)], cpuApp('web', 1));
    const alike = new AlikeGroups(capacity, roomOf(capacity));
    const [sizes, slots] = [[2, 2], [8, 8]];
    expect(alike.view(sizes, slots)).toBe(alike.view(sizes, slots));
    expect(alike.view(sizes, [8, 0]).sizes).toEqual([2, 0]);
    expect(alike.view([1, 2], slots).sizes).toEqual([3, 0]);
  });

  test('are not alike where other tasks may use them, or others find other room', () => {
    const sizes = (capacity: Capacity, room = roomOf(capacity)) =>
      new AlikeGroups(capacity, room).view([1, 1], [1, 1]).sizes;
    const inA = { nodeSelector: { 'topology.kubernetes.io/zone': 'a' } };
    expect(sizes(capacityOf([zones(2)], cpuApp('web', 1), cpuApp('api', 1)))).toEqual([2, 0]);
    expect(sizes(capacityOf([zones(2)], cpuApp('web', 1), cpuApp('api', 1, 1, inA)))).toEqual([1, 1]);
    const capacity = capacityOf([zones(2)], cpuApp('web', 1));
    expect(sizes(capacity, (group) => Float64Array.of(50, 8000 + group))).toEqual([1, 1]);
  });
});

describe('what resources buy of the slots of a task', () => {
  const losses = (budget: number, ...targets: [slots: number, density: number, within?: number][]): Losses => ({
    task: taskOf(), empty: [], byPod: 0, filled: 0,
    byResource: [{ budget, targets: targets.map(([slots, density, within = Infinity], group) =>
      ({ group, slots, density, within })) }],
  });

  test('is the cheapest first, until the budget ends', () => {
    expect(destroyedByResource(losses(4, [2, 1], [4, 0.5]), [1, 1])).toBe(3);
    expect(destroyedByResource(losses(2, [2, 1], [4, 0.5]), [1, 1])).toBe(2);
    expect(destroyedByResource(losses(99, [2, 1], [4, 0.5]), [1, 1])).toBe(6);
    expect(destroyedByResource(losses(99, [2, 1], [4, 0.5]), [3, 1])).toBe(10);
    expect(destroyedByResource(losses(0, [2, 1]), [1])).toBe(0);
  });

  test('is no more than what may come to a group pays for, and no part of a slot', () => {
    expect(destroyedByResource(losses(8, [4, 1, 2], [4, 0.5]), [1, 1])).toBe(5);
    expect(destroyedByResource(losses(3, [4, 0.5]), [1])).toBe(1);
    expect(destroyedByResource(losses(3, [4, 1 / 3]), [1])).toBe(1);
  });

  test('adds up over resources', () => {
    const { byResource: [one] } = losses(2, [2, 1]);
    expect(destroyedByResource({ ...losses(0), byResource: [one, one] }, [1])).toBe(4);
  });
});

describe('rivals of a task', () => {
  const pools = [nodesOf('a', 2, 8, { labels: { pool: 'a' } }), nodesOf('b', 1, 4, { labels: { pool: 'b' } })];
  const inB = { nodeSelector: { pool: 'b' } };
  const priority = (name: string, value: number) =>
    ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value });
  const capacity =
    capacityOf(pools, priority('low', -1), cpuApp('web', 2, 2), cpuApp('like', 2, 3), cpuApp('api', 3, 2),
    cpuApp('inb', 1, 5, inB), cpuApp('low', 1, 7, { priorityClassName: 'low' }), cpuApp('huge', 20, 9));
  const task = (name: string) => taskNamed(capacity, name);
  const rivals = new RivalDemand(capacity, most);
  const of = (demand: RivalDemand, name: string, group: number) =>
    demand.of(task(name), group).map(({ requests, pods }) => [requests[1], pods]);

  test('are the pods that may come to a group, without its own and those that it evicts', () => {
    expect(of(rivals, 'web', 0)).toEqual([[2000, 3], [3000, 2], [1000, 0]]);
    expect(of(rivals, 'web', 1)).toEqual([[2000, 3], [3000, 2], [1000, 0], [1000, 5]]);
    expect(of(rivals, 'like', 0)[0]).toEqual([2000, 2]);
    expect(of(rivals, 'low', 0)).toEqual([[2000, 5], [3000, 2], [1000, 0]]);
    expect([rivals.kindsOn(0), rivals.kindsOn(1)]).toEqual([3, 4]);
  });

  test('may be more or fewer, and are told then', () => {
    const fewer = rivals.with(new Map([[task('like'), 1], [task('inb'), 6], [task('huge'), 1]]));
    expect(of(fewer, 'web', 1)).toEqual([[2000, 1], [3000, 2], [1000, 0], [1000, 6]]);
    expect(of(fewer, 'like', 0)[0]).toEqual([2000, 2]);
    expect([rivals.toldOtherwise, fewer.toldOtherwise]).toEqual(['', '0.0,3 1.0,6']);
    const again = fewer.with(new Map([[task('api'), 0]]));
    expect(again.toldOtherwise).toBe('0.0,3 0.1,0 1.0,6');
    expect(of(again, 'web', 1)).toEqual([[2000, 1], [3000, 0], [1000, 0], [1000, 6]]);
    expect(of(rivals, 'web', 0)[0]).toEqual([2000, 3]);
  });

  test('are told with all nodes', () => {
    expect(rivals.told.split('\n')).toEqual([
      '2x50,8000|50,8000', '1x50,4000|50,4000', '11: 5x1,2000|0 2x1,3000|0 7x1,1000|-1', '01: 5x1,1000|0',
    ]);
    const wider = new RivalDemand(capacity, most, () => Float64Array.of(60, 9000));
    expect(wider.told.split('\n')[0]).toBe('2x50,8000|60,9000');
  });

  test('take as many slots as their requests, or their number, buy', () => {
    // The first slot of an empty node costs next to nothing, each further one 2 cpu: 17 cpu buy all ten.
    expect(rivals.destruction(task('web'), [4, 2], [2, 1])).toEqual({ destroyed: 10, filled: 7 });
    // Two pods of 3 cpu take no more than two slots of 2 cpu each, and fill no more than a node each.
    const lone = rivals.with(new Map([[task('like'), 0], [task('inb'), 0]]));
    expect(lone.destruction(task('web'), [4, 2], [2, 1])).toEqual({ destroyed: 4, filled: 2 });
    expect(rivals.destruction(task('web'), [0, 0], [2, 1])).toEqual({ destroyed: 0, filled: 0 });
    expect(rivals.destruction(task('web'), [4, 0], [2, 1])).toEqual({ destroyed: 7, filled: 1 });
  });
});

test('a seed alone decides numbers, which are below their bound', () => {
  const [one, two, other] = [seeded(7), seeded(7), seeded(8)];
  const draw = (from: (below: number) => number) => Array.from({ length: 200 }, () => from(10));
  const [first, second, third] = [one, two, other].map(draw);
  expect(second).toEqual(first);
  expect(third).not.toEqual(first);
  expect([...new Set(first)].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(first.slice(0, 8)).toEqual(second.slice(0, 8));
  expect(seeded(7)(1)).toBe(0);
});
