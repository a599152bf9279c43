import { Placement } from '../../placement';
import { Cells } from './cells';
import { DaemonMoves } from './daemon-moves';
import { DaemonActor } from './world';
import { capacityOf, cpuApp, nodesOf } from '../../../../test/support/capacity';

/** Nodes of 8 cpu with old pods of 2 cpu on the first two, which are replaced by pods of so much. */
function moves(own: Partial<DaemonActor> = {}, isMetered = false, cpu = 2000) {
  const placement = new Placement(capacityOf([nodesOf('cpu', 3, 8)], cpuApp('web', 1)));
  const daemon: DaemonActor = {
    name: 'DaemonSet/agent', nodes: [0, 1], surge: 0, unavailable: 1, old: Float64Array.of(1, 2000),
    fresh: Float64Array.of(1, cpu), ...own,
  };
  daemon.nodes.forEach((node) => placement.take(node, daemon.old, 1));
  const cells = new Cells(placement, [0, 1, 2], 1, 0, String);
  const them = new DaemonMoves(daemon, cells, 0, isMetered);
  cells.save();
  const cpuLeft = () => placement.room.map(([, left]) => left / 1000);
  const told = () => [them.old(), them.fresh(), them.isThrough(), them.waitingAt()];
  return { them, placement, cpuLeft, told };
}
const ALWAYS = () => true;
const NEVER = () => false;

test('one pod after the other goes, and a new one comes in its room', () => {
  const { them, cpuLeft, told } = moves();
  expect([them.nodes(ALWAYS), cpuLeft(), told()]).toEqual([[0, 1], [6, 6, 8], [2, 0, false, undefined]]);
  them.do(0);
  // The other one stays as long as this is missing.
  expect([them.nodes(ALWAYS), cpuLeft(), told()]).toEqual([[0], [8, 6, 8], [1, 1, false, 0]]);
  them.do(0);
  expect([them.nodes(ALWAYS), cpuLeft(), told()]).toEqual([[1], [6, 6, 8], [1, 1, false, undefined]]);
  them.do(1);
  them.do(1);
  expect([them.nodes(ALWAYS), cpuLeft(), told()]).toEqual([[], [6, 6, 8], [0, 2, true, undefined]]);
});

test('as many are missing as may be', () => {
  const { them, told } = moves({ unavailable: 2 });
  them.do(0);
  expect(them.nodes(ALWAYS)).toEqual([0, 1]);
  them.do(1);
  expect([them.nodes(ALWAYS), told()]).toEqual([[0, 1], [0, 2, false, 0]]);
  expect(moves({ unavailable: 0 }).them.nodes(ALWAYS)).toEqual([]);
});

test('a new pod without room waits', () => {
  const { them, placement, told } = moves({}, false, 7000);
  them.do(1);
  expect([them.nodes(ALWAYS), told()]).toEqual([[1], [1, 1, false, 1]]);
  placement.take(1, Float64Array.of(0, 1001), 1);
  expect(them.nodes(ALWAYS)).toEqual([]);
  placement.take(1, Float64Array.of(0, 1), -1);
  expect(them.nodes(ALWAYS)).toEqual([1]);
});

test('what nobody asks for is never short', () => {
  const { them, placement } = moves({ fresh: Float64Array.of(1, 0) });
  them.do(0);
  placement.take(0, Float64Array.of(0, placement.room[0][1] + 5), 1);
  expect(them.nodes(ALWAYS)).toEqual([0]);
});

test('with a surge the new pod stands beside the old one, which then goes', () => {
  const { them, cpuLeft, told } = moves({ surge: 1, unavailable: 0 }, false, 3000);
  expect(them.nodes(ALWAYS)).toEqual([0, 1]);
  them.do(0);
  expect([them.nodes(ALWAYS), cpuLeft(), told()]).toEqual([[0], [6, 6, 8], [2, 1, false, 0]]);
  them.do(0);
  expect([them.nodes(ALWAYS), cpuLeft(), told()]).toEqual([[0, 1], [3, 6, 8], [2, 1, false, undefined]]);
  them.do(0);
  expect([them.nodes(ALWAYS), cpuLeft(), told()]).toEqual([[1], [5, 6, 8], [1, 1, false, undefined]]);
  // Without room beside the old one it waits.
  const full = moves({ surge: 1, unavailable: 0 }, false, 7000);
  full.them.do(0);
  expect(full.them.nodes(ALWAYS)).toEqual([]);
});

test('as many surge as may, if they may exist', () => {
  const { them } = moves({ surge: 2, unavailable: 0 });
  them.do(0);
  expect([them.nodes(ALWAYS), them.nodes(NEVER)]).toEqual([[0, 1], [0]]);
  expect(moves({ surge: 1, unavailable: 0 }).them.nodes(NEVER)).toEqual([]);
});

test('where a quota counts, a pod that has gone is made again when it may exist', () => {
  const { them, told } = moves({}, true);
  them.do(0);
  expect([them.nodes(ALWAYS), them.nodes(NEVER), told()]).toEqual([[0], [], [1, 0, false, 0]]);
  them.do(0);
  expect([them.nodes(NEVER), told()]).toEqual([[0], [1, 1, false, 0]]);
  them.do(0);
  expect([them.nodes(NEVER), told()]).toEqual([[1], [1, 1, false, undefined]]);
});

test('while a pod is refused, no other one need go', () => {
  const { them } = moves({ unavailable: 2 }, true);
  expect(them.mayRest(1, NEVER)).toBe(false);
  them.do(0);
  expect([them.mayRest(1, NEVER), them.mayRest(1, ALWAYS), them.mayRest(0, NEVER)]).toEqual([true, false, false]);
});
