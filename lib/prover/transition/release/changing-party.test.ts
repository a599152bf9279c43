import { Stand } from '../../updates/ends';
import { changingParty, own } from './changing-party';
import { Mover } from './mover';
import { HOSTNAME, Task } from '../../placement';
import { NO_CLAIMS, taskOf } from '../../../../test/support/capacity';
import { changeOf, moverFor } from '../../../../test/support/movers';
import { load, surge, workload } from '../../../../test/support/rollout';

const [old, fresh] = [taskOf(), taskOf({ index: 1 })];
const [deployment, set] = ['Deployment', 'StatefulSet'].map((kind) =>
  load(workload(kind, 'web', {}, kind === 'Deployment' ? surge(1) : { serviceName: 's' })).workloads[0]);
type Own = Partial<Mover> & { old?: Task; fresh?: Task };
const party = (asked: Own = {}, mayWait = false) => changingParty(moverFor({ old, fresh, ...asked }), mayWait);
/** Old and new pods, with a mark where one waits. */
const told = (stands: readonly Stand[]) => stands.map(({ pods, waiting }) =>
  `${pods.map(([, count]) => count).join('+')}${waiting ? '!' : ''}`);
const of = (asked: Own = {}, mayWait = false) => {
  const { hung, finished, any } = party(asked, mayWait);
  return [told(finished), told(hung), told(any)];
};

test('who rolls by a surge is through with new pods alone, and waits beside all old ones', () => {
  expect(of()).toEqual([['0+1'], ['1+0!'], ['0+1', '1+0!']]);
  expect(of({ from: 2, to: 2 })).toEqual([['0+2'], ['1+1!', '2+0!'], ['0+2', '1+1!', '2+0!']]);
});

test('who rolls by stopping pods first may miss as many', () =>
  expect(of({ from: 2, to: 2, surge: 0, unavailable: 1 }))
    .toEqual([['0+2'], ['0+1!', '1+0!'], ['0+2', '0+1!', '1+0!']]));

test('pods that have waited at the beginning, or are evicted, may be fewer', () =>
  expect(of({ from: 2, to: 2 }, true)[1]).toEqual(['0+0!', '0+1!', '1+0!', '1+1!', '2+0!']));

test('who recreates has none left when new ones come', () =>
  expect(of({ from: 3, to: 2, discipline: 'recreate' })).toEqual([['0+2'], ['0+0!', '0+1!'], ['0+2', '0+0!', '0+1!']]));

test('of pods of one kind only their number is known', () => {
  expect(of({ old: fresh, from: 2, to: 2 })).toEqual([['2'], ['2!'], ['2']]);
  expect(of({ old: fresh, from: 2, to: 2, unavailable: 1 })).toEqual([['2'], ['1!'], ['2', '1!']]);
});

test('a new workload has no old pods, a deleted one no new ones', () => {
  expect(of({ old: undefined, from: 0, to: 2 })).toEqual([['2'], ['0!', '1!'], ['2', '0!', '1!']]);
  const gone = of({ fresh: undefined, from: 2, to: 0, discipline: 'scale' });
  expect(gone).toEqual([['0'], [], ['0']]);
});

test('who scales keeps the old pods, and further ones come', () => {
  const scale = { discipline: 'scale' as const };
  expect(of({ ...scale, from: 1, to: 3 })).toEqual([['1+2'], ['1+0!', '1+1!'], ['1+2', '1+0!', '1+1!']]);
  expect(of({ ...scale, from: 3, to: 2 })).toEqual([['2+0'], [], ['2+0']]);
  expect(of({ ...scale, from: 1, to: 2 }, true)[1]).toEqual(['0+0!', '0+1!', '1+0!']);
});

test('any size that an autoscaler may have chosen is an end', () => {
  const change = changeOf({ from: { least: 1, most: 2 }, to: { least: 1, most: 2 } });
  expect(of({ change, from: 2, to: 2 })).toEqual([
    ['0+1', '0+2'], ['0+1!', '1+0!', '1+1!', '2+0!'], ['0+1', '0+2', '1+0!', '1+1!', '2+0!'],
  ]);
  expect(of({ change, from: 2, to: 2, discipline: 'scale' })).toEqual([['1+0', '2+0'], ['1+0!'], ['1+0', '2+0']]);
});

test('who waits, and for whose room, is told with further pods', () => {
  const { hung: [first], finished: [through] } = party({ from: 1, to: 3, discipline: 'scale' });
  expect([first.waiting, first.before, first.further]).toEqual([fresh, old, 2]);
  expect([through.waiting, through.before, through.further]).toEqual([undefined, undefined, 2]);
  expect(party({ from: 3, to: 1 }).finished[0].further).toBe(0);
  expect(party().tasks).toEqual([old, fresh]);
});

describe('pods that may wait for a volume', () => {
  const ties = [{ claim: 'c', topologyKey: HOSTNAME, users: [] }];
  const held = { claims: { ...NO_CLAIMS, attachment: 'node' as const }, ties };
  const [oldHeld, freshHeld] = [taskOf(held), taskOf({ ...held, index: 1 })];
  const any = (asked: Own) => {
    const { hung, finished, any: stands } = party({ old: oldHeld, fresh: freshHeld, ...asked });
    expect([hung, finished]).toEqual([[], []]);
    return told(stands);
  };

  test('may stand in any number', () => {
    expect(any({ from: 1, to: 1 })).toEqual(['0+0', '0+1', '0+2', '1+0', '1+1', '1+2']);
    expect(any({ from: 2, to: 1, surge: 0 })).toEqual(['0+0', '0+1', '1+0', '1+1', '2+0', '2+1']);
    expect(any({ old: freshHeld, from: 1, to: 1 })).toEqual(['0', '1', '2']);
    expect(any({ old: freshHeld, from: 2, to: 1, surge: 0 })).toEqual(['0', '1', '2']);
    expect(any({ fresh: undefined, from: 2, to: 0, surge: 0 })).toEqual(['0', '1', '2']);
  });

  test('are as many in a Deployment as it wants, also of the old kind', () => {
    const at = (after: typeof deployment) =>
      any({ from: 1, to: 2, surge: 0, change: changeOf({ after }) }).map((each) => each[0]);
    expect([Math.max(...at(deployment).map(Number)), Math.max(...at(set).map(Number))]).toEqual([2, 1]);
  });

  test('are told as they are where one pod stands at a time', () =>
    expect(of({ old: oldHeld, fresh: freshHeld, surge: 0, unavailable: 1 })[0]).toEqual(['0+1']));
});

test('a volume that old and new pods of one workload mount is no one else\'s', () => {
  const other = taskOf({ index: 2 });
  const tied = taskOf({ ties: [{ claim: 'c', topologyKey: HOSTNAME, users: [] }] });
  tied.ties[0].users.push(tied, fresh, other);
  const mover = moverFor({ old: tied, fresh });
  expect(own(tied, mover).ties[0].users).toEqual([tied, other]);
  expect(own(tied, undefined)).toBe(tied);
  const newer = { ...fresh, ties: tied.ties };
  expect(own(newer, moverFor({ old: tied, fresh: newer })).ties[0].users).toEqual([fresh, other]);
});
