import { Capacity, Placement } from '../../placement';
import { beside, whyBlocked, whyNever } from '../forms/change-witness';
import { Domains } from '../release/domains';
import { JointMoves, Move } from './joint-moves';
import { against, atRandom, EndsOf, follow, inFavourOf } from './joint-search';
import { Mover } from '../release/mover';
import { Release } from '../release/release';
import { mostBesideOneThatWaits, spreadNeverBlocksAtAnEnd } from '../forms/spread-at-ends';
import { capacityOf, cpuApp, nodesOf, NO_CLAIMS, spreadOver } from '../../../../test/support/capacity';
import { moverFor, releaseOf } from '../../../../test/support/movers';
import { surge, workload } from '../../../../test/support/rollout';

/** Two movers of one pod each on nodes of 10: old pods of 4, new ones of 6 and of 5, on nodes 0 and 1. */
function two(own: Partial<Mover> = {}) {
  const capacity = capacityOf([nodesOf('cpu', 2, 10)],
    cpuApp('a', 4), cpuApp('b', 4), cpuApp('newa', 6), cpuApp('newb', 5));
  const [a, b, newA, newB] = capacity.tasks;
  const start = new Placement(capacity);
  start.add(a, 0, 1);
  start.add(b, 1, 1);
  const movers = [
    moverFor({ old: a, fresh: newA, name: 'Deployment/a', ...own }),
    moverFor({ old: b, fresh: newB, name: 'Deployment/b', ...own }),
  ];
  return { capacity, start, movers, state: new JointMoves(start, movers) };
}
const told = ({ mover, kind, node }: Move) => `${'ab'[mover]} ${kind} ${node}`;
const gone = (choose: Parameters<typeof follow>[2], own: Partial<Mover> = {}, steps = 999) => {
  const { state, start, movers } = two(own);
  const ends = new EndsOf(movers);
  const budget = { steps };
  follow(state, start, choose, budget, ends);
  return { ends, movers, state, start, budget };
};

describe('a way that a change goes', () => {
  test('against a mover lets the others come where they take its room, and it comes last', () => {
    const { ends, state, start } = gone(against(0));
    const { blocking, finishing } = ends.of(0);
    expect([blocking?.moves.map(told), finishing?.moves.map(told)])
      .toEqual([undefined, ['b comes 0', 'b leaves 1', 'a comes 1', 'a leaves 0']]);
    expect(state.placement.places).toEqual(start.places);
  });

  test('in favour of one lets it come first', () => {
    const { ends, movers } = gone(inFavourOf(0));
    expect(ends.of(0).finishing?.moves.map(told)[0]).toMatch(/^a comes/);
    expect(ends.of(0).finishing!.end.count(movers[0].fresh!, 0) + ends.of(0).finishing!.end.count(movers[0].fresh!,
      1)).toBe(1);
  });

  test('by a seed is the same each time', () => {
    const moves = (seed: number) => {
      const { ends } = gone(atRandom(seed));
      return [0, 1].map((at) => (ends.of(at).finishing ?? ends.of(at).blocking)!.moves.map(told));
    };
    expect(moves(3)).toEqual(moves(3));
    expect(new Set(Array.from({ length: 20 }, (_, seed) => JSON.stringify(moves(seed)))).size).toBeGreaterThan(1);
  });

  test('ends nowhere where the budget does, and leaves all as it was', () => {
    const { ends, state, start, budget } = gone(inFavourOf(0), {}, 3);
    expect([ends.of(0), ends.of(1), state.placement.room, budget.steps < 1]).toEqual([{}, {}, start.room, true]);
  });

  test('is noted once for each side, and for all movers', () => {
    const { movers, state, start } = two();
    const ends = new EndsOf(movers);
    ends.note(() => start, state, []);
    expect([ends.areComplete, ends.of(0).finishing, ends.of(0).blocking === ends.of(1).blocking])
      .toEqual([false, undefined, true]);
    const first = ends.of(0).blocking;
    ends.note(() => start, state, []);
    expect(ends.of(0).blocking).toBe(first);
    follow(state, start, inFavourOf(0), { steps: 999 }, ends);
    follow(state, start, inFavourOf(1), { steps: 999 }, ends);
    expect(ends.areComplete).toBe(ends.of(0).finishing !== undefined && ends.of(1).finishing !== undefined);
  });
});

describe('of several moves', () => {
  const choice = (policy: ReturnType<typeof against>, moves: Move[], own: Partial<Mover> = {}) => {
    const { state } = two(own);
    return told(policy(state, moves));
  };
  const move = (mover: number, kind: Move['kind'], node: number): Move => ({ mover, kind, node });

  test('one that is against a mover has it leave first, the others come, then leave, and itself come last', () => {
    const all = [move(0, 'comes', 0), move(1, 'leaves', 1), move(1, 'comes', 0), move(0, 'leaves', 0)];
    const order = [0, 1, 2, 3].map((skip) => choice(against(0), [...all].reverse().slice(0, all.length - skip)));
    expect(choice(against(0), all)).toBe('a leaves 0');
    expect(choice(against(0), all.slice(0, 3))).toBe('b comes 0');
    expect(choice(against(0), all.slice(0, 2))).toBe('b leaves 1');
    expect(order[0]).toBe('a leaves 0');
    expect(choice(against(0), [move(1, 'is added', 0), move(1, 'leaves', 1)])).toBe('b is added 0');
  });

  test('one in its favour has it come first, the others leave, then come, and itself leave last', () => {
    const all = [move(0, 'leaves', 0), move(1, 'comes', 0), move(1, 'leaves', 1), move(0, 'comes', 0)];
    expect([4, 3, 2, 1].map((count) => choice(inFavourOf(0), all.slice(0, count))))
      .toEqual(['a comes 0', 'b leaves 1', 'b comes 0', 'a leaves 0']);
    expect(choice(inFavourOf(0), [move(1, 'is added', 0), move(0, 'is added', 1)])).toBe('a is added 1');
  });

  test('of equals the one that takes most of its room, or least', () => {
    // The new pod of a, of 6, has a slot on either node, which that of b, of 5, takes on both.
    const comes = [move(1, 'comes', 0), move(1, 'comes', 1)];
    expect([choice(against(0), comes), choice(inFavourOf(0), comes)]).toEqual(['b comes 0', 'b comes 0']);
    const { state, capacity } = two();
    state.placement.add(capacity.tasks[0], 0, 1);
    expect([told(against(0)(state, comes)), told(inFavourOf(0)(state, comes))]).toEqual(['b comes 1', 'b comes 0']);
    expect(choice(against(0), comes, { fresh: undefined })).toBe('b comes 0');
  });
});

describe('spread at an end', () => {
  // Nodes 0 and 2 are zone a, 1 and 3 zone b.
  const capacity: Capacity =
    capacityOf([nodesOf('cpu', 4, 8, { zones: ['a', 'b'] })], cpuApp('old', 1), cpuApp('fresh', 1));
  const [old, fresh] = capacity.tasks;
  const mover = (own: Partial<Mover> = {}, more: object = {}, domainOf = [0, 1, 0, 1]): Mover => {
    const task = { ...fresh, spreads: [spreadOver(domainOf, more)] };
    const made = moverFor({ old, fresh: task, ...own });
    task.spreads[0].counted.push(...task.spreads[0].counted.length > 0 ? [] : [task]);
    return made;
  };
  /** Slots of each node for new pods. */
  const sure = (who: Mover, ...slots: number[]) => spreadNeverBlocksAtAnEnd(capacity, who,
    (_, nodes = [0, 1, 2, 3]) => nodes.reduce((sum, node) => sum + slots[node], 0));

  test('is no matter without a constraint', () => expect(sure(moverFor({ old, fresh }), 0, 0, 0, 0)).toBe(true));

  test('wants a slot for one more than can be there, in whichever domains take one', () => {
    const recreated = (to: number) => mover({ discipline: 'recreate', from: to, to });
    // One pod: any domain takes it. Two: the other one has to. Three: both, then that with less.
    expect([sure(recreated(1), 1, 0, 0, 0), sure(recreated(1), 0, 0, 0, 0)]).toEqual([true, false]);
    expect([sure(recreated(2), 1, 1, 0, 0), sure(recreated(2), 2, 0, 0, 0)]).toEqual([true, false]);
    expect([sure(recreated(3), 2, 1, 0, 0), sure(recreated(4), 2, 1, 0, 0), sure(recreated(4), 1, 1, 1, 1)])
      .toEqual([true, false, true]);
  });

  test('counts old pods that stand, and one more where none may be missing', () => {
    const rolled = (own: Partial<Mover>) => mover({ from: 2, to: 2, ...own }, { counted: [old] });
    const both = rolled({});
    both.fresh!.spreads[0].counted.push(both.fresh!);
    expect([sure(both, 1, 1, 0, 0), sure(both, 2, 2, 0, 0), sure(both, 2, 1, 0, 0)]).toEqual([true, true, true]);
    expect(sure(both, 1, 0, 0, 0)).toBe(false);
  });

  test.each<[string, object]>([
    ['pods of others count', { counted: [capacity.tasks[0], { ...fresh, index: 9 }] }],
    ['its own do not', { self: false }],
    ['revisions are told apart', { perRevision: true }],
  ])('is open where %s', (_, more) => expect(sure(mover({}, more), 9, 9, 9, 9)).toBe(false));

  test('is open where there are two constraints, no domain, or nodes beyond all domains', () => {
    const several = mover();
    several.fresh!.spreads.push(several.fresh!.spreads[0]);
    expect([sure(several, 9, 9, 9, 9), sure(mover({}, {}, [0, 1, 0, -1]), 9, 9, 9, 9),
      sure(mover({}, { domains: 0 }, [-1, -1, -1, -1]), 9, 9, 9, 9)]).toEqual([false, false, false]);
  });

  test('so many pods stand at most beside one that waits', () => {
    const most = (own: Partial<Mover>) => mostBesideOneThatWaits(moverFor({ old, fresh, ...own }));
    expect([most({}), most({ from: 3, to: 3 }), most({ from: 3, to: 3, unavailable: 1 }),
      most({ discipline: 'recreate', to: 3 }),
      most({ discipline: 'scale', from: 1, to: 3 }), most({ old: fresh, from: 2, to: 2 }),
      most({ old: fresh, from: 2, to: 2, unavailable: 1 }), most({ discipline: 'scale', from: 3, to: 1 })])
      .toEqual([1, 3, 2, 2, 2, 2, 1, 0]);
  });

  test('domains have one list of nodes for each set of them', () => {
    const spread = spreadOver([0, 1, 0, -1]);
    const domains = Domains.of(spread);
    expect([domains.nodes([0]), domains.nodes([1]), domains.nodes([0, 1]), domains.nodes([])])
      .toEqual([[0, 2], [1], [0, 1, 2], []]);
    expect(domains.nodes([0])).toBe(Domains.of({ ...spread }).nodes([0]));
  });
});

describe('why a change never ends, or waits', () => {
  const release: Release = releaseOf([workload('Deployment', 'web', { cpu: 4 }, surge(1))],
    [workload('Deployment', 'web', { cpu: 7 }, surge(1))], [nodesOf('cpu', 1, 10)]);
  const [mover] = release.movers;
  const [cpu] = [release.capacity.resources.indexOf('cpu')];

  test('says what is short, and who holds it until when', () => {
    const never = (own: object, more: Partial<Mover> = {}) =>
      whyNever(release, { ...mover, ...more }, { shortage: { asked: 2, offered: 1 }, besideOld: false, ...own });
    const held = 'until a new pod of Deployment/web is ready (maxSurge 1, maxUnavailable 0)';
    expect(never({ claim: 'data' }, { fresh: { ...mover.fresh!, claims: { ...NO_CLAIMS, attachment: 'pod' } } }))
      .toEqual(['claim data is for one pod at a time, which holds 1 of its 2 pods']);
    expect(never({ claim: 'data', besideOld: true })[1]).toBe(`its old pods hold their volume ${held}`);
    expect(never({ besideOld: true })[1]).toBe(`its old pods hold their room ${held}`);
    expect(never({ besideOld: true }, { old: mover.fresh })[1]).toBe(`its pods hold their room ${held}`);
    expect(never({ shortage: { resource: cpu, asked: 11000, offered: 10000 } })).toHaveLength(1);
  });

  test('says how the pods stand, and what else keeps it off', () => {
    const end = new Placement(release.capacity);
    end.add(mover.old!, 0, 1);
    const said = whyBlocked(release, mover, { end });
    expect(said[0]).toBe('it waits for ever when the pods stand like this:');
    expect(said.join('\n')).toContain('Deployment/web (old) (4)');
    expect(said.at(-1)).toBe('an old pod of Deployment/web may not stop before a new one is ready ' +
      '(maxSurge 1, maxUnavailable 0)');
    const free = new Placement(release.capacity);
    const elsewhere = whyBlocked(release, mover, { end: free });
    expect(elsewhere.at(-1))
      .toBe('required anti-affinity, a host port or a volume keeps it off the nodes that have room');
    expect(whyBlocked(release, { ...mover, discipline: 'recreate' }, { end })).toHaveLength(said.length - 1);
    expect(whyBlocked(release, { ...mover, fresh: undefined, old: undefined }, { end })).toEqual([said[0]]);
  });

  test('says who moves besides', () => {
    const [one, other] = [moverFor({ name: 'A' }), moverFor({ name: 'B' })];
    expect([beside(one, { movers: [one] }), beside(one, { movers: [one, other] })])
      .toEqual([[], ['changed together with B']]);
  });
});
