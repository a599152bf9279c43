import { spreadOver, taskOf } from '../../../../test/support/capacity';
import { moverFor } from '../../../../test/support/movers';
import { Capacity, Spread, Task } from '../../placement';
import { limitsInDomains, mostOnNodes } from './limits-in-domains';
import { Mover } from './mover';

const ZONES = [0, 0, 1, 2];
const begun = new Map([[0, 2], [1, 1], [2, 1], [3, 1]]);

/** Five pods that are spread over three zones, three of them in the first. */
function spreadMover(own: Partial<Spread> = {}, more: Partial<Mover> = {}, task: Partial<Task> = {}): Mover {
  const counted: Task[] = [];
  const fresh = taskOf({ eligible: [true], spreads: [spreadOver(ZONES, { counted, ...own })], ...task });
  counted.push(fresh);
  return moverFor({ old: fresh, fresh, from: 5, to: 5, ...more });
}

test('a zone holds what it held, or what may come where no other one holds less than the skew below it', () => {
  // Six pods at most, of which two more stand elsewhere for each but the first: c + 2 (c - 1) are no more than six.
  expect(limitsInDomains(spreadMover(), begun)?.most).toEqual([3, 2, 2]);
  expect(limitsInDomains(spreadMover({ maxSkew: 4 }), begun)?.most).toEqual([4, 4, 4]);
  expect(limitsInDomains(spreadMover({}, { discipline: 'recreate', to: 8 }), begun)?.most).toEqual([3, 3, 3]);
});

test.each<[string, Mover]>([
  ['it counts pods of others, too', spreadMover({ counted: [taskOf(), taskOf()] })],
  ['it does not count its own', spreadMover({ self: false })],
  ['old and new pods are counted apart', spreadMover({ perRevision: true })],
  ['old pods may come that it does not bind', spreadMover({}, { old: taskOf(), to: 6 })],
  ['there is none', moverFor({ fresh: taskOf() })],
])('spread limits nothing where %s', (_, mover) => expect(limitsInDomains(mover, begun)).toBeUndefined());

const capacity = {
  groupOf: [0, 0, 0, 0], domain: (node: number) => ['a', 'a', 'b', 'c'][node],
} as Partial<Capacity> as Capacity;

test('some nodes hold no more than their zones, without those that stay', () => {
  const most = (nodes: number[], stay = false) => mostOnNodes(capacity, spreadMover(), nodes, begun, stay);
  expect([most([0, 1]), most([2]), most([1, 2, 3]), most([0, 1], true), most([2], true)]).toEqual([3, 2, 7, 0, 1]);
});

test('nodes that pods may not use hold those that stand there', () => {
  const kept = spreadMover({}, {}, { eligible: [false] });
  expect(mostOnNodes(capacity, kept, [3], new Map([[0, 5]]), false)).toBe(0);
  expect(mostOnNodes(capacity, kept, [0], new Map([[0, 5]]), false)).toBe(5);
});

test('a node that spread does not count has no limit', () =>
  expect(mostOnNodes(capacity, spreadMover({ domainOf: [0, 0, 1, -1] }), [3], begun, false)).toBe(Infinity));

describe('the volume that old and new pods mount', () => {
  const mounting = (claims: Partial<Task['claims']>, change: Partial<Mover> = {}) => {
    const task = taskOf({ eligible: [true] });
    const fresh = { ...task, claims: { ...task.claims, ...claims } };
    const workload = { pod: { claims: [{ claimName: 'data' }] }, claimTemplates: [] };
    const mover = moverFor({ old: fresh, fresh, ...change });
    return { ...mover, change: { ...mover.change, before: workload, after: workload } as never };
  };
  const most = (mover: Mover, nodes: number[], home = new Map([[0, 1]])) =>
    mostOnNodes(capacity, mover, nodes, home, false);

  test('keeps them off all zones but its own where it stays there for certain', () => {
    const mover = mounting({ staysInZone: true, inOneZone: true });
    expect([most(mover, [2, 3]), most(mover, [1, 2])]).toEqual([0, Infinity]);
  });

  test('keeps them nowhere where it may reach all, or old pods stood in two zones, or none did', () => {
    expect(most(mounting({ staysInZone: true }), [2])).toBe(Infinity);
    const mover = mounting({ inOneZone: true });
    expect([most(mover, [3], new Map([[0, 1], [2, 1]])), most(mover, [3], new Map())]).toEqual([Infinity, Infinity]);
  });
});
