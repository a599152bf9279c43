import { Capacity } from '../capacity';
import { Placement } from '../placement';
import { PodFreedom, PodLimits } from './pod-freedom';
import { HOSTNAME, Task, ZONE } from '../tasks/task';
import { capacityOf, cpuApp, nodesOf, NO_CLAIMS } from '../../../../test/support/capacity';

// Nodes 0 and 2 are zone a, 1 and 3 are zone b.
const base = (replicas = 2) => capacityOf([nodesOf('cpu', 4, 8, { zones: ['a', 'b'] })],
  cpuApp('web', 1, replicas), cpuApp('other', 1));
const ANYWHERE: PodLimits = { mostMoved: () => Infinity };
/** With the first task changed by hand, and its pods on these nodes. */
function freedom(own: Partial<Task> = {}, nodes = [0, 1], limits: Partial<PodLimits> = {},
  capacity = base()): PodFreedom {
  const [web] = capacity.tasks;
  Object.assign(web, own);
  return new PodFreedom(capacity, placed(capacity, nodes), { ...ANYWHERE, ...limits });
}
function placed(capacity: Capacity, nodes: readonly number[]): Placement {
  const placement = new Placement(capacity);
  nodes.forEach((node) => placement.add(capacity.tasks[0], node, 1));
  return placement;
}
const spread = (more: object = {}) => {
  const capacity = base();
  const [self] = capacity.tasks;
  const over = { topologyKey: ZONE, maxSkew: 1, minDomains: 1, counted: [self], self: true, perRevision: false,
    domainOf: [0, 1, 0, 1], domains: 2, ...more };
  return { capacity, spreads: [over] };
};

test('pods that nothing ties may go wherever they are let in', () => {
  const free = freedom();
  expect([free.mayMove(0), free.mayMove(1), free.mayGo(0, 0, 3), free.mayGo(0, 0, 1)])
    .toEqual([true, true, true, true]);
  const capacity = capacityOf([nodesOf('a', 1, 8, { labels: { pool: 'a' } }), nodesOf('b', 1, 8)],
    cpuApp('web', 1, 1, { nodeSelector: { pool: 'a' } }));
  const kept = freedom({}, [0], {}, capacity);
  expect([kept.mayGo(0, 0, 0), kept.mayGo(0, 0, 1)]).toEqual([true, false]);
});

describe('whoever is tied to others stays', () => {
  const [web, other] = base().tasks;
  const one = { most: 1 };
  const many = { most: 2 };
  const tie = (...users: Task[]) => ({ ties: [{ claim: 'c', topologyKey: HOSTNAME, users }] });
  const nodeVolume = { claims: { ...NO_CLAIMS, attachment: 'node' as const } };
  const keptApart = (topologyKey: string) => ({ apart: { topologyKey, perRevision: false } });
  const over = { topologyKey: ZONE, maxSkew: 1, minDomains: 1, self: true, perRevision: false,
    domainOf: [0, 1, 0, 1], domains: 2 };
  const satisfied = [false, false, false, false];
  const target = (targets: Task[]) => ({ attractions: [{ topologyKey: ZONE, targets, satisfied, self: false }] });

  test.each<[string, Partial<Task>, boolean]>([
    ['nothing', {}, true],
    ['anti-affinity to others', { repulsions: [{ other, topologyKey: HOSTNAME }] }, false],
    ['affinity', target([]), false],
    ['a volume of several', tie(web, other), false],
    ['a volume of its own, mounted by several pods', { ...tie(web), ...many }, false],
    ['a volume of its one pod', { ...tie(web), ...one }, true],
    ['a volume for one node, with several pods', { ...nodeVolume, ...many }, false],
    ['a volume for one node, with one pod', { ...nodeVolume, ...one }, true],
    ['pods that keep apart by node', keptApart(HOSTNAME), true],
    ['pods that keep apart by zone', keptApart(ZONE), false],
    ['spread of its own', { spreads: [{ ...over, counted: [web] }] }, true],
    ['spread that others count in', { spreads: [{ ...over, counted: [web, other] }] }, false],
    ['spread that does not count its own', { spreads: [{ ...over, counted: [web], self: false }] }, false],
    ['spread over two keys', { spreads: [{ ...over, counted: [web] }, { ...over, counted: [web] }] }, false],
  ])('%s', (_, own, yes) => expect(freedom(own).mayMove(0)).toBe(yes));

  test.each<[string, Partial<Task>]>([
    ['affinity', target([web])],
    ['spread', { spreads: [{ ...over, counted: [web] }] }],
  ])('or is named by the %s of others', (_, own) => {
    const capacity = base();
    const [named] = capacity.tasks;
    const attractions = own.attractions?.map((each) => ({ ...each, targets: [named] })) ?? [];
    const spreads = own.spreads?.map((each) => ({ ...each, counted: [named] })) ?? [];
    Object.assign(capacity.tasks[1], { attractions, spreads });
    expect(new PodFreedom(capacity, placed(capacity, [0]), ANYWHERE).mayMove(0)).toBe(false);
  });

  test('or has a volume that is kept on its node', () => {
    const claims = { claims: { ...NO_CLAIMS, staysOnNode: true } };
    expect([freedom(claims).mayMove(0), freedom(claims, [0], { keepsVolumes: true }).mayMove(0)])
      .toEqual([true, false]);
    expect(freedom({}, [0], { keepsVolumes: true }).mayMove(0)).toBe(true);
  });

  test('or may not move at all', () => {
    const mostMoved = (pods: number) => ({ mostMoved: () => pods });
    expect([0, 1].map((pods) => freedom({}, [0], mostMoved(pods)).mayMove(0))).toEqual([false, true]);
  });
});

test('pods that keep apart go to nodes without one, which the others leave', () => {
  const free = freedom({ apart: { topologyKey: HOSTNAME, perRevision: false } });
  expect([free.mayGo(0, 0, 1), free.mayGo(0, 0, 2)]).toEqual([false, true]);
  free.go(0, 0, 2);
  expect([free.mayGo(0, 1, 0), free.mayGo(0, 1, 2), free.mayGo(0, 2, 0)]).toEqual([true, false, true]);
});

test('pods may be told to keep apart', () => {
  const isApart = ({ index }: Task) => index === 0;
  const free = freedom({}, [0, 1], { isApart });
  expect([free.mayGo(0, 0, 1), free.mayGo(0, 0, 2), free.mayGo(1, 0, 1)]).toEqual([false, true, true]);
  // Each may then have a volume of its own, which stays in its zone.
  const zonal = { claims: { ...NO_CLAIMS, staysInZone: true } };
  const kept = freedom(zonal, [0, 1], { isApart });
  expect([kept.mayGo(0, 0, 2), kept.mayGo(0, 0, 3)]).toEqual([true, false]);
});

test('volumes keep pods in their zone where they are kept', () => {
  const zonal = { claims: { ...NO_CLAIMS, staysInZone: true } };
  const at = (limits: Partial<PodLimits>, own: Partial<Task> = zonal) => {
    const free = freedom(own, [0], limits);
    return [free.mayGo(0, 0, 2), free.mayGo(0, 0, 1)];
  };
  expect([at({}), at({ keepsVolumes: true }), at({ keepsVolumes: true }, {})])
    .toEqual([[true, true], [true, false], [true, true]]);
});

describe('where so many pods may stand elsewhere than at first', () => {
  const one = { mostMoved: ({ index }: Task) => (index === 0 ? 1 : Infinity) };

  test('one may go, and another only back', () => {
    const free = freedom({}, [0, 1], one);
    expect(free.mayGo(0, 0, 2)).toBe(true);
    free.go(0, 0, 2);
    // The one that has gone may go on or come back; none but it.
    expect([free.mayGo(0, 1, 2), free.mayGo(0, 1, 3), free.mayGo(0, 2, 3), free.mayGo(0, 2, 0), free.mayGo(0, 1, 0)])
      .toEqual([false, false, true, true, true]);
    free.go(0, 1, 0);
    expect([free.mayGo(0, 0, 1), free.mayGo(0, 2, 1), free.mayGo(0, 0, 3)]).toEqual([true, true, false]);
    free.go(0, 2, 1);
    expect([free.mayGo(0, 0, 3), free.mayGo(0, 1, 3)]).toEqual([true, true]);
  });

  test('what has moved before counts', () => {
    const capacity = base();
    const [home, from] = [[0, 1], [2, 1]].map((nodes) => placed(capacity, nodes));
    const free = new PodFreedom(capacity, from, { ...one, home });
    expect([free.mayGo(0, 2, 3), free.mayGo(0, 1, 3), free.mayGo(0, 2, 0), free.mayGo(0, 1, 0)])
      .toEqual([true, false, true, true]);
    const two = new PodFreedom(capacity, from, { mostMoved: () => 2, home });
    expect([two.mayGo(0, 1, 3), two.mayGo(1, 0, 1)]).toEqual([true, true]);
  });

  test('several pods of a node count each', () => {
    const free = freedom({}, [0, 0], one);
    free.go(0, 0, 1);
    expect([free.mayGo(0, 0, 1), free.mayGo(0, 1, 0)]).toEqual([false, true]);
    free.go(0, 1, 0);
    expect(free.mayGo(0, 0, 2)).toBe(true);
  });

  test('those of other tasks count by themselves', () => {
    const free = freedom({}, [0, 1], { mostMoved: () => 1 });
    free.go(0, 0, 2);
    expect([free.mayGo(0, 1, 3), free.mayGo(1, 0, 1)]).toEqual([false, true]);
  });
});

describe('spread', () => {
  test('lets pods go as long as their domains stay even', () => {
    const { capacity, spreads } = spread();
    const free = freedom({ spreads }, [0, 1], {}, capacity);
    // Within its domain always; to the other one that would hold both never.
    expect([free.mayGo(0, 0, 2), free.mayGo(0, 0, 1)]).toEqual([true, false]);
    const third = spread();
    const odd = freedom({ spreads: third.spreads }, [0, 2, 1], {}, third.capacity);
    expect([odd.mayGo(0, 0, 3), odd.mayGo(0, 1, 0)]).toEqual([true, false]);
    odd.go(0, 0, 3);
    expect([odd.mayGo(0, 1, 0), odd.mayGo(0, 2, 1)]).toEqual([true, false]);
  });

  test('counts by its skew and its least number of domains', () => {
    const wide = spread({ maxSkew: 2 });
    expect(freedom({ spreads: wide.spreads }, [0, 1], {}, wide.capacity).mayGo(0, 0, 1)).toBe(true);
    const few = spread({ maxSkew: 2, minDomains: 3 });
    expect(freedom({ spreads: few.spreads }, [0, 1], {}, few.capacity).mayGo(0, 0, 1)).toBe(true);
    const fewer = spread({ maxSkew: 1, minDomains: 3 });
    expect(freedom({ spreads: fewer.spreads }, [0, 1], {}, fewer.capacity).mayGo(0, 0, 1)).toBe(false);
  });

  test('keeps pods off and on nodes that do not count', () => {
    const { capacity, spreads } = spread({ domainOf: [0, 1, -1, -1] });
    const free = freedom({ spreads }, [0, 1, 2], {}, capacity);
    expect([free.mayGo(0, 0, 2), free.mayGo(0, 2, 0), free.mayGo(0, 2, 3), free.mayGo(0, 0, 0)])
      .toEqual([false, false, false, true]);
  });

  test('of pods that stand unevenly lets those go that make it even', () => {
    const { capacity, spreads } = spread();
    const free = freedom({ spreads }, [0, 2, 0, 1], {}, capacity);
    expect([free.mayGo(0, 0, 1), free.mayGo(0, 1, 0)]).toEqual([true, false]);
  });
});
