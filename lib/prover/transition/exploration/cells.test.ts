import { Placement } from '../../placement';
import { Cells } from './cells';
import { QuotaMeter } from './quota-meter';
import { capacityOf, cpuApp, nodesOf } from '../../../../test/support/capacity';

const capacity = () => capacityOf([nodesOf('cpu', 3, 8)], cpuApp('web', 2, 2), cpuApp('api', 1));
/** Two rows and two numbers for nodes 0 and 2. */
function cells(nameOf: (node: number) => string = String) {
  const placement = new Placement(capacity());
  return { placement, them: new Cells(placement, [0, 2], 2, 2, nameOf) };
}

test('numbers are kept by row and node, and by themselves', () => {
  const { them } = cells();
  them.set(0, 0, 3);
  them.change(0, 2, 4);
  them.change(0, 2, 1);
  them.set(1, 2, 7);
  them.set(1, 1, 9);
  them.setScalar(0, 5);
  them.setScalar(1, -6);
  expect([them.get(0, 0), them.get(0, 2), them.get(1, 0), them.get(1, 2), them.scalar(0), them.scalar(1)])
    .toEqual([3, 5, 0, 7, 5, -6]);
  // Of its own nodes alone.
  expect([them.sum(0), them.sum(1), them.where(0), them.where(1)]).toEqual([8, 7, [0, 2], [2]]);
});

test('everything since a save is taken back, the last first', () => {
  const { placement, them } = cells();
  const [web, api] = placement.capacity.tasks;
  them.set(0, 0, 1);
  them.save();
  them.set(0, 0, 2);
  them.setScalar(1, 3);
  them.place(web, 0, 1);
  them.takeRoom(Float64Array.of(1, 500), 2, 1);
  them.save();
  them.set(0, 0, 4);
  them.place(api, 0, 1);
  them.takeRoom(Float64Array.of(1, 300), 2, -1);
  expect([them.get(0, 0), placement.count(web, 0), placement.count(api, 0), [...placement.room[0]],
    [...placement.room[2]]])
    .toEqual([4, 1, 1, [48, 5000], [50, 7800]]);
  them.undo();
  expect([them.get(0, 0), them.scalar(1), placement.count(api, 0), [...placement.room[0]], [...placement.room[2]]])
    .toEqual([2, 3, 0, [49, 6000], [49, 7500]]);
  them.undo();
  expect([them.get(0, 0), them.scalar(1), placement.count(web, 0), [...placement.room[0]], [...placement.room[2]]])
    .toEqual([1, 0, 0, [50, 8000], [50, 8000]]);
});

test('states are told apart by what stands on nodes, whichever of one name they are', () => {
  const key = (set: (them: Cells) => void, nameOf = (_: number) => 'n') => {
    const { them } = cells(nameOf);
    set(them);
    return them.key();
  };
  const [one, other] = [(them: Cells) => them.set(0, 0, 1), (them: Cells) => them.set(0, 2, 1)];
  expect(key(one)).toBe(key(other));
  expect(key(one, String)).not.toBe(key(other, String));
  expect(key(one)).not.toBe(key((them) => them.set(1, 0, 1)));
  expect(key(one)).not.toBe(key((them) => them.set(0, 0, 2)));
  expect(key((them) => them.setScalar(0, 1))).not.toBe(key((them) => them.setScalar(1, 1)));
  expect(key((them) => them.set(0, 1, 1))).toBe(key(() => undefined));
});

test('a state is told anew after each change, and as before once that is taken back', () => {
  const { them } = cells();
  const before = them.key();
  them.save();
  const changes = [
    () => them.set(0, 0, 1), () => them.set(1, 2, 1), () => them.change(0, 2, 2), () => them.setScalar(0, 1),
    () => them.setScalar(1, 1), () => them.set(0, 0, 300),
  ];
  const keys = changes.map((change) => {
    change();
    return them.key();
  });
  expect(new Set([before, ...keys]).size).toBe(7);
  them.undo();
  expect(them.key()).toBe(before);
});

describe('a quota', () => {
  const made = (actors: [number, number][], daemons: [number, number][] = []) => ({
    oldOf: (at: number) => actors[at][0], freshOf: (at: number) => actors[at][1],
    oldOfDaemon: (at: number) => daemons[at][0], freshOfDaemon: (at: number) => daemons[at][1],
  });
  const takes = (old: number, fresh: number) => ({ old, fresh });

  test('lets as many pods exist as its limit, and not one more', () => {
    const meter = new QuotaMeter([{ hard: 10, base: 1, actors: [takes(2, 3)], daemons: [] }]);
    // 1 + 2 * 1 + 3 * 1 = 6.
    expect([meter.allows(made([[1, 1]]), 0, 'fresh'), meter.allows(made([[1, 1]]), 0, 'old')]).toEqual([true, true]);
    expect([meter.allows(made([[2, 1]]), 0, 'fresh'), meter.allows(made([[2, 1]]), 0, 'old')]).toEqual([false, true]);
    expect([meter.allows(made([[0, 2]]), 0, 'fresh'), meter.allows(made([[1, 2]]), 0, 'fresh')]).toEqual([true, false]);
  });

  test('counts all that exist, those of DaemonSets as well', () => {
    const meter = new QuotaMeter([{ hard: 10, base: 0, actors: [takes(1, 1), takes(2, 2)], daemons: [takes(1, 2)] }]);
    const held = made([[1, 1], [1, 1]], [[0, 1]]);
    // 2 + 4 + 2 = 8.
    expect([meter.allows(held, 0, 'fresh'), meter.allows(held, 1, 'fresh'), meter.allowsDaemon(held, 0)])
      .toEqual([true, true, true]);
    const more = made([[1, 1], [1, 1]], [[1, 1]]);
    expect([meter.allows(more, 0, 'fresh'), meter.allows(more, 1, 'fresh'), meter.allowsDaemon(more, 0)])
      .toEqual([true, false, false]);
  });

  test('does not look at pods that take nothing of it, even where it is overdrawn', () => {
    const meter = new QuotaMeter([{ hard: 1, base: 5, actors: [takes(1, 0)], daemons: [takes(0, 0)] }]);
    expect([meter.allows(made([[1, 1]], [[1, 1]]), 0, 'fresh'), meter.allows(made([[1, 1]], [[1, 1]]), 0, 'old'),
      meter.allowsDaemon(made([[1, 1]], [[1, 1]]), 0)]).toEqual([true, false, true]);
  });

  test('of several limits each holds, and none refuses nothing', () => {
    const limit = (hard: number) => ({ hard, base: 0, actors: [takes(1, 1)], daemons: [] });
    const both = new QuotaMeter([limit(9), limit(1)]);
    expect([both.isIdle, both.allows(made([[0, 0]]), 0, 'fresh'), both.allows(made([[0, 1]]), 0, 'fresh')])
      .toEqual([false, true, false]);
    expect([new QuotaMeter([]).isIdle, new QuotaMeter([]).allows(made([[9, 9]]), 0, 'fresh')]).toEqual([true, true]);
  });
});
