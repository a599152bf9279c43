import { Placement, Task } from '../../placement';
import { JointMoves, Move, wantedFirst } from './joint-moves';
import { Mover } from '../release/mover';
import { capacityOf, cpuApp, nodesOf, NO_CLAIMS } from '../../../../test/support/capacity';
import { changeOf, moverFor } from '../../../../test/support/movers';
import { load, surge, workload } from '../../../../test/support/rollout';

const [deployment, set] = ['Deployment', 'StatefulSet'].map((kind) =>
  load(workload(kind, 'web', {}, kind === 'Deployment' ? surge(1) : { serviceName: 's' })).workloads[0]);

/** A mover with old pods of 4 and new ones of 5 cpu on nodes of 10, whose old pods stand on these. */
function moves(own: Partial<Mover> = {}, nodes: readonly number[] = [0], shape: Partial<Task> = {}) {
  const capacity = capacityOf([nodesOf('cpu', 2, 10)], cpuApp('old', 4), cpuApp('fresh', 5));
  const [old, fresh] = capacity.tasks;
  Object.assign(old, shape);
  Object.assign(fresh, shape);
  const start = new Placement(capacity);
  const mover = moverFor({ old, fresh, from: nodes.length, ...own });
  nodes.forEach((node) => start.add(mover.old ?? old, node, 1));
  const them = new JointMoves(start, [mover]);
  const told = () => them.everyMove().map(({ kind, node }) => `${kind} ${node}`);
  const go = (kind: Move['kind'], node: number) => them.do({ mover: 0, kind, node });
  const back = (kind: Move['kind'], node: number) => them.undo({ mover: 0, kind, node });
  return { them, told, go, back, capacity, start, old, fresh };
}

test('old pods are wanted when a change begins as its controller says', () => {
  const of = (own: Partial<Mover>, after = deployment) =>
    wantedFirst(moverFor({ from: 2, to: 3, ...own, change: changeOf({ after, ...own.change }) }));
  expect([of({}), of({}, set), of({ from: 0 }), of({ discipline: 'scale' }), of({ from: 4 }), of({ from: 4 }, set),
    of({ change: changeOf({ kind: 'deleted' }) })]).toEqual([3, 2, 0, 2, 3, 3, 0]);
});

test('by a surge a new pod comes, then the old one leaves', () => {
  const { them, told, go, back, start } = moves();
  expect([told(), them.isDone(0), them.freshWanted(0)]).toEqual([['comes 0', 'comes 1'], false, 1]);
  go('comes', 1);
  expect([told(), them.isDone(0)]).toEqual([['leaves 0'], false]);
  go('leaves', 0);
  expect([told(), them.isDone(0)]).toEqual([[], true]);
  back('leaves', 0);
  back('comes', 1);
  expect([told(), them.isDone(0)]).toEqual([['comes 0', 'comes 1'], false]);
  expect(them.placement.room).toEqual(start.room);
});

test('by unavailability an old pod leaves first, and its room is any one\'s', () => {
  const { told, go, them } = moves({ surge: 0, unavailable: 1, from: 2, to: 2 }, [0, 1]);
  expect(told()).toEqual(['leaves 0', 'leaves 1']);
  go('leaves', 0);
  expect(told()).toEqual(['comes 0', 'comes 1']);
  go('comes', 0);
  expect(told()).toEqual(['leaves 1']);
  go('leaves', 1);
  go('comes', 0);
  expect([told(), them.isDone(0)]).toEqual([[], true]);
});

test('who recreates makes new pods when all old ones have gone', () => {
  const { told, go, them } = moves({ discipline: 'recreate', to: 1 }, [0, 1]);
  expect([told(), them.freshWanted(0)]).toEqual([['leaves 0', 'leaves 1'], 0]);
  go('leaves', 0);
  expect(told()).toEqual(['leaves 1']);
  go('leaves', 1);
  expect([told(), them.freshWanted(0), them.isDone(0)]).toEqual([['comes 0', 'comes 1'], 1, false]);
  go('comes', 0);
  expect([told(), them.isDone(0)]).toEqual([[], true]);
});

test('who scales up makes further pods, who scales down stops some', () => {
  const up = moves({ discipline: 'scale', to: 2 });
  expect([up.told(), up.them.isDone(0)]).toEqual([['comes 0', 'comes 1'], false]);
  up.go('comes', 0);
  expect([up.told(), up.them.isDone(0)]).toEqual([[], true]);
  const down = moves({ discipline: 'scale', to: 1 }, [0, 1]);
  expect([down.told(), down.them.isDone(0)]).toEqual([['is too many 0', 'is too many 1'], false]);
  down.go('is too many', 0);
  expect([down.told(), down.them.isDone(0)]).toEqual([[], true]);
  down.back('is too many', 0);
  expect(down.told()).toEqual(['is too many 0', 'is too many 1']);
});

test('a Deployment whose number grows makes old pods as well, or gives them up', () => {
  const change = changeOf({ after: deployment });
  const { told, go, back, them } = moves({ change, to: 2 });
  expect(told()).toEqual(['comes 0', 'comes 1', 'is added 0', 'is added 1']);
  go('comes', 1);
  expect(told()).toEqual(['gives up -1', 'is added 0', 'is added 1']);
  go('gives up', -1);
  expect(told()).toEqual(['comes 0', 'comes 1']);
  back('gives up', -1);
  go('is added', 0);
  expect([told(), them.standing[0].oldPods]).toEqual([['leaves 0'], 2]);
});

test('one whose number falls first stops those that are too many', () => {
  const { told, go } = moves({ change: changeOf({ after: deployment }), to: 1 }, [0, 1]);
  expect(told()).toEqual(['is too many 0', 'is too many 1', 'comes 0', 'comes 1']);
  go('is too many', 1);
  expect(told()).toEqual(['comes 0', 'comes 1']);
  go('comes', 1);
  expect(told()).toEqual(['leaves 0']);
});

test('a new pod on another node waits for the volume that an old one holds', () => {
  const claims = { ...NO_CLAIMS, attachment: 'node' as const };
  const both = moves({}, [0], { claims });
  const tie = { claim: 'c', topologyKey: 'kubernetes.io/hostname', users: [both.old, both.fresh] };
  [both.old, both.fresh].forEach((task) => task.ties.push(tie));
  const { told, go, them } = both;
  go('comes', 1);
  expect([told(), them.isDone(0), them.waitsForVolume(0, 1)]).toEqual([[], false, true]);
  both.back('comes', 1);
  go('comes', 0);
  expect([told(), them.waitsForVolume(0, 0)]).toEqual([['leaves 0'], false]);
});
