import {
  app, apartFrom, beside, claim, mounting, ofRevision, priority, ranked, Scene, spread,
} from '../../../../test/support/scene';
import { Placement, Task } from '../../placement';
import { isUnplaced, perhapsNear, surelyNear, takesOne, victimsFor } from './open-for';
import { Standing } from './walker';

const ZONED = [{ cpu: 4, zone: 'x' }, { cpu: 4, zone: 'y' }, { cpu: 4, zone: 'y' }];
const NONE = new Map<number, number>();
const nodesThatTake = (placement: Placement, task: Task, own: ReadonlyMap<number, number> = NONE) =>
  placement.capacity.nodes.flatMap((_, node) => (takesOne(placement, task, node, own) ? [node] : []));
const left = (...homes: number[]): Standing =>
  ({ old: new Map(), fresh: new Map(), oldPods: 0, freshPods: 0, oldWanted: 0, homes });

test('a node takes a pod that has room there', () => {
  const scene = new Scene([3, 2], app('a', 1, 2), app('b', 1, 1));
  expect(nodesThatTake(scene.standing({ b: [1] }), scene.task('a'))).toEqual([0]);
  expect(nodesThatTake(scene.standing({ b: [0] }), scene.task('a'))).toEqual([0, 1]);
});

test('spread of one revision counts pods of that revision alone', () => {
  const scene = new Scene(ZONED, app('a', 3, 1, {}, spread('a', 'zone', ofRevision)));
  const task = scene.task('a');
  const start = scene.standing({ a: [0, 0, 0] });
  expect(nodesThatTake(start, task)).toEqual([0, 1, 2]);
  expect(nodesThatTake(start, task, new Map([[0, 1]]))).toEqual([1, 2]);
  expect(nodesThatTake(start, task, new Map([[0, 1], [2, 1]]))).toEqual([0, 1, 2]);
});

test('where fewer domains are than are wanted, each takes no more than the skew', () => {
  const scene = new Scene(ZONED, app('a', 3, 1, {}, spread('a', 'zone', { ...ofRevision, minDomains: 3 })));
  expect(nodesThatTake(scene.standing({}), scene.task('a'), new Map([[0, 1], [1, 1]]))).toEqual([]);
});

test('spread of all revisions counts all pods', () => {
  const scene = new Scene(ZONED, app('a', 3, 1, {}, spread('a', 'zone')));
  expect(nodesThatTake(scene.standing({ a: [0] }), scene.task('a'))).toEqual([1, 2]);
});

test('pods of one revision keep apart by node, or by zone', () => {
  const apart = (key: 'host' | 'zone', rest: object = ofRevision) => {
    const scene = new Scene(ZONED, app('a', 3, 1, {}, apartFrom('a', key, rest)));
    return nodesThatTake(scene.standing({ a: [0] }), scene.task('a'), new Map([[1, 1]]));
  };
  expect([apart('host'), apart('zone'), apart('host', {})]).toEqual([[0, 2], [0], [1, 2]]);
});

test('a volume in common is somewhere as soon as a pod has stood', () => {
  const scene = new Scene([4, 4], app('a', 1, 1, {}, mounting('a')), app('b', 1, 1), ...claim('a', 'node'));
  const [empty, standing] = [scene.standing({}), scene.standing({ a: [1] })];
  expect(isUnplaced(empty, scene.task('a'), left())).toBe(true);
  expect(isUnplaced(empty, scene.task('a'), left(1))).toBe(false);
  expect(isUnplaced(standing, scene.task('a'), left())).toBe(false);
  expect(isUnplaced(empty, scene.task('b'), left())).toBe(false);
});

test('a new pod goes where its volume is: near those that stand, or where the last one was', () => {
  const near = (stays: 'zone' | 'node', mode = 'ReadWriteOnce') => {
    const scene = new Scene(ZONED, app('a', 1, 1, {}, mounting('a')), ...claim('a', stays, mode));
    const task = scene.task('a');
    return [
      surelyNear(scene.standing({ a: [1] }), task, left(0), false),
      surelyNear(scene.standing({}), task, left(1, 0), false),
      surelyNear(scene.standing({}), task, left(), false),
    ];
  };
  expect(near('zone')).toEqual([[1, 2], [0], []]);
  expect(near('node')).toEqual([[1], [0], []]);
  // A second pod beside the one that holds it finds no node.
  expect(near('node', 'ReadWriteOncePod')).toEqual([[], [0], []]);
});

test('pods without volumes may go anywhere', () => {
  const scene = new Scene(ZONED, app('a', 1, 1));
  expect(surelyNear(scene.standing({ a: [0] }), scene.task('a'), left(0), false)).toBeUndefined();
});

test('a pod that may be in the zone of its volume may be on any of its nodes', () => {
  const scene = new Scene(ZONED, app('a', 1, 1, {}, mounting('a')), app('b', 1, 1), ...claim('a'));
  const placement = scene.standing({});
  expect(perhapsNear(placement, scene.task('a'), [2])).toEqual([1, 2]);
  expect(perhapsNear(placement, scene.task('a'), undefined)).toEqual([0, 1, 2]);
  expect(perhapsNear(placement, scene.task('b'), [2])).toEqual([0, 1, 2]);
});

describe('eviction', () => {
  const scene = (...pods: object[]) => new Scene([4, 4], app('high', 1, 3, {}, { ...ranked('high'), ...pods[0] }),
    app('low', 4, 1, {}, ranked('low')), app('middle', 2, 1, {}, ranked('middle')),
    app('peer', 2, 1, {}, ranked('high')),
    priority('high', 3), priority('middle', 2), priority('low', 1));
  const victims = (made: Scene, pods: { [name: string]: number[] }) => {
    const placement = made.standing(pods);
    const found = victimsFor(placement, made.task('high'), 0, NONE);
    expect(made.nodesIn(placement)).toEqual(made.nodesIn(made.standing(pods)));
    return found && Object.fromEntries([...found].map(([task, count]) => [task.workload.name, count]));
  };

  test('takes as few as it needs, those of the lowest priority first', () => {
    expect(victims(scene(), { low: [0, 0], middle: [0, 0] })).toEqual({ middle: 1, low: 2 });
    expect(victims(scene(), { low: [0, 0, 0, 0] })).toEqual({ low: 3 });
    expect(victims(scene(), { middle: [0], low: [0] })).toEqual({ middle: 0, low: 1 });
  });

  test('fails where too much is left of what is no lower', () => {
    expect(victims(scene(), { low: [0, 0], peer: [0, 0] })).toBeUndefined();
    expect(victims(scene(), { peer: [0, 0], low: [1] })).toBeUndefined();
    expect(victims(scene(), { low: [0, 0], peer: [0] })).toEqual({ low: 2 });
  });

  test('is not counted for pods that look at others', () => {
    expect(victims(scene(spread('high')), { low: [0, 0, 0, 0] })).toBeUndefined();
    expect(victims(scene(beside('low')), { low: [0, 0, 0, 0] })).toBeUndefined();
  });
});
