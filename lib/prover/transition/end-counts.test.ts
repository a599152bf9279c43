import { keyOf } from '../../manifests';
import { SlotBounds, Task } from '../placement';
import { boundsAtEnd, givesBackItsRoom, isSure, mayBeKept } from './forms/closed-forms';
import { keptBeside, neverFits } from './forms/never-fits';
import { KnownPlaces } from './forms/known-places';
import { Mover } from './release/mover';
import { Release } from './release/release';
import { whereItStands } from './forms/where-it-stands';
import { cpuApp, nodesOf, NO_CLAIMS, spreadOver, taskOf } from '../../../test/support/capacity';
import { changeOf, moverFor, releaseOf } from '../../../test/support/movers';
import { load, noSurge, surge, workload } from '../../../test/support/rollout';
import { claimOf, mounting, storageClass } from '../../../test/support/storage';

const HOST = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';
const web = (cpu: number, spec: object, pod: object = {}) => workload('Deployment', 'web', { cpu }, spec, pod);
const recreate = (replicas: number) => ({ replicas, strategy: { type: 'Recreate' } });
const both = (replicas: number) => ({ replicas, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } } });
const cpus = (count: number, cpu: number) => [nodesOf('cpu', count, cpu)];
const term = (more: object = {}) => ({ labelSelector: { matchLabels: { app: 'web' } }, ...more });

/** Whether the workload `web` is sure of its room wherever all others are, alone or while all move. */
function sure(from: object[], to: object[], pools = cpus(2, 10), isTogether = false): boolean {
  const release = releaseOf(from, to, pools);
  const mover = release.movers.find(({ name }) => name === 'Deployment/web')!;
  const beside = { movers: new Set(isTogether ? release.movers : [mover]), sure: new Set<Mover>() };
  return isSure(release, mover, beside, boundsAtEnd(release, beside));
}

describe('a new pod is sure of a slot (step T2)', () => {
  const other = (cpu: number, replicas: number) => cpuApp('other', cpu, replicas);

  test.each<[string, object, object, number, boolean]>([
    // Of two nodes of 10, whose rest is 10: old pods of 4, new ones of 5, others of 1.
    ['by a surge beside all old pods', web(4, surge(2)), web(5, surge(2)), 1, true],
    ['by a surge, or not where others take too much', web(4, surge(2)), web(5, surge(2)), 8, false],
    ['where one may be missing', web(4, noSurge(2)), web(5, noSurge(2)), 1, true],
    ['where all leave first', web(4, recreate(2)), web(5, recreate(2)), 4, true],
    ['where all leave first, or not', web(4, recreate(4)), web(5, recreate(4)), 1, false],
    ['where it is new', web(4, recreate(0)), web(5, recreate(2)), 4, true],
  ])('%s', (_, before, after, replicas, expected) =>
    expect(sure([before, other(1, replicas)], [after, other(1, replicas)])).toBe(expected));

  test('counts further pods beside those that stay', () => {
    const scale = (from: number, to: number, cpu = 5) =>
      sure([web(cpu, noSurge(from))], [web(cpu, noSurge(to))], cpus(2, 10));
    expect([scale(1, 4), scale(1, 5), scale(4, 1), scale(2, 3)]).toEqual([true, false, true, true]);
  });

  test('counts old pods of the same kind as new ones', () => {
    const image = (spec: object, tag: number) => web(5, spec, { containers: [
      { name: 'main', image: `main:${tag}`, resources: { requests: { cpu: 5 } } }] });
    const roll = (spec: object) => sure([image(spec, 1)], [image(spec, 2)]);
    expect([roll(surge(3)), roll(surge(4)), roll(noSurge(4)), roll(both(4)), roll(recreate(4))])
      .toEqual([true, false, true, true, true]);
  });

  test('counts all that move where they move together', () => {
    const [before, after] = [4, 5].map((cpu) => [web(cpu, surge(1)), cpuApp('other', cpu, 2)]);
    expect([sure(before, after), sure(before, after, cpus(2, 10), true), sure(before, after, cpus(2, 20), true)])
      .toEqual([true, false, true]);
  });

  test('is not known of volumes that others mount, affinity, or what is not modelled', () => {
    const roll = (pod: object, ...objects: object[]) =>
      sure([web(4, recreate(1), pod), ...objects], [web(5, recreate(1), pod), ...objects]);
    const near =
      { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term({ topologyKey: HOST })] } } };
    expect([roll({}), roll(near), roll({ schedulingGates: [{ name: 'g' }] }), roll(mounting('gone'))])
      .toEqual([true, false, false, false]);
    const disk = storageClass('c', 'efs.csi.aws.com');
    const data = claimOf('data', { storageClassName: 'c' });
    expect(roll(mounting('data'), data, disk)).toBe(true);
    expect(roll(mounting('data'), data, disk, cpuApp('api', 1, 1, mounting('data')))).toBe(false);
  });

  test('holds under anti-affinity by nodes, old pods of another kind beside', () => {
    const apart =
      { affinity: { podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [term({ topologyKey: HOST })] } } };
    const roll = (spec: object, nodes: number) => sure([web(4, spec, apart)], [web(5, spec, apart)], cpus(nodes, 10));
    expect([roll(recreate(2), 2), roll(recreate(3), 2)]).toEqual([true, false]);
  });

  test('under spread asks each domain that takes one more', () => {
    const even =
      { topologySpreadConstraints: [term({ maxSkew: 1, topologyKey: ZONE, whenUnsatisfiable: 'DoNotSchedule' })] };
    const zones = (cpu: number) => [nodesOf('cpu', 2, cpu, { zones: ['a', 'b'] })];
    const roll = (spec: object, cpu: number) => sure([web(4, spec, even)], [web(5, spec, even)], zones(cpu));
    expect([roll(recreate(2), 10), roll(recreate(2), 5), roll(recreate(4), 9)]).toEqual([true, true, false]);
  });

  test('where there are no new pods is not asked', () => {
    const release = releaseOf([web(4, surge(2))], [web(4, surge(0))], cpus(1, 4));
    const [mover] = release.movers;
    const beside = { movers: new Set([mover]), sure: new Set<Mover>() };
    expect(isSure(release, mover, beside, boundsAtEnd(release, beside))).toBe(true);
  });
});

describe('what certainly stands throughout', () => {
  const kept = (from: object[], to: object[], isMoving: boolean) => {
    const release = releaseOf(from, to, cpus(4, 10));
    const movers = new Set(isMoving ? release.movers : []);
    const of = keptBeside(release, movers);
    return release.capacity.tasks.map((task) => `${task.workload.name} ${of(task)}`);
  };

  test('are pods that nobody moves, and old ones of those that do not move now', () => {
    const other = cpuApp('other', 1, 3);
    expect(kept([web(4, surge(2)), other], [web(5, surge(2)), other], false)).toEqual(['web 0', 'other 3', 'web 2']);
    expect(kept([web(4, surge(2)), other], [web(5, surge(2)), other], true)).toEqual(['web 0', 'other 3', 'web 0']);
  });

  test('are those that are still wanted of a scaling, and of a kind those that may not be missing', () => {
    expect(kept([web(4, surge(2))], [web(4, surge(5))], true)).toEqual(['web 2']);
    expect(kept([web(4, surge(5))], [web(4, surge(2))], true)).toEqual(['web 0', 'web 2']);
    const image = (spec: object, tag: number) => web(5, spec, { containers: [
      { name: 'main', image: `main:${tag}`, resources: { requests: { cpu: 5 } } }] });
    expect(kept([image(noSurge(3), 1)], [image(noSurge(3), 2)], true)).toEqual(['web 2']);
    expect(kept([image(recreate(3), 1)], [image(recreate(3), 2)], true)).toEqual(['web 0']);
  });
});

describe('the room of an old pod that is gone', () => {
  const old = taskOf({ requests: Float64Array.of(1, 4), eligible: [true, false] });
  const like = taskOf({ index: 1, requests: Float64Array.of(1, 4), eligible: [true, false] });
  const gives = (own: Partial<Mover> & { old?: Task; fresh?: Task } = {}) =>
    givesBackItsRoom(moverFor({ old, fresh: like, surge: 0, unavailable: 1, ...own }));
  const given = (shape: Partial<Task>) => gives({ fresh: { ...like, ...shape } });

  test('takes a new one of no more where it leaves first', () => {
    expect(gives()).toBe(true);
    expect([gives({ discipline: 'recreate', unavailable: 0 }), gives({ unavailable: 0 }),
      gives({ discipline: 'scale' }),
      gives({ from: 1, to: 2 }), gives({ from: 2, to: 1 }), gives({ old: undefined }), gives({ fresh: undefined })])
      .toEqual([true, false, false, false, true, false, false]);
  });

  test('does so where the new one asks no more, and may go wherever it stood', () => {
    expect([given({ requests: Float64Array.of(1, 5) }), given({ requests: Float64Array.of(1, 3) }),
      given({ eligible: [true, true] }), given({ eligible: [false, true] })]).toEqual([false, true, true, false]);
  });

  test.each<[string, Partial<Task>]>([
    ['what is not modelled', { unmodelled: ['x'] }],
    ['affinity', { attractions: [{ topologyKey: ZONE, targets: [], satisfied: [], self: true }] }],
    ['spread', { spreads: [spreadOver([0])] }],
    ['a shared volume', { ties: [{ claim: 'c', topologyKey: HOST, users: [] }] }],
    ['a volume for one node', { claims: { ...NO_CLAIMS, attachment: 'node' } }],
    ['a claim that is not known', { claims: { ...NO_CLAIMS, unknown: ['c'] } }],
    ['a volume that stays on its node', { claims: { ...NO_CLAIMS, staysOnNode: true } }],
    ['a volume that stays in its zone', { claims: { ...NO_CLAIMS, staysInZone: true } }],
    ['anti-affinity', { repulsions: [{ other: old, topologyKey: HOST }] }],
    ['anti-affinity to its own', { apart: { topologyKey: HOST, perRevision: false } }],
  ])('is not sure where %s decides', (_, shape) => {
    expect(given(shape)).toBe(false);
    expect(gives({ old: { ...old, ...shape } })).toBe(false);
  });

  test('is sure of pods of one kind that keep apart, but not by revision', () => {
    const apart = (perRevision: boolean) => {
      const task = { ...like, apart: { topologyKey: HOST, perRevision } };
      return gives({ old: task, fresh: task });
    };
    expect([apart(false), apart(true)]).toEqual([true, false]);
  });
});

describe('new pods never fit (step T1)', () => {
  const never =
    (from: object[], to: object[], pools = cpus(2, 10), others: (task: Task) => number = ({ least }) => least,
    isOusted = false) => {
    const release = releaseOf(from, to, pools);
    const [mover] = release.movers;
    const beside = (task: Task) => (release.moverOfTask(task) ? 0 : others(task));
    const found = neverFits(new SlotBounds(release.capacity), mover, beside, [], () => isOusted);
    return found && [found.shortage.asked, found.shortage.offered, found.besideOld, found.claim];
  };

  test('where they are more than all nodes hold', () => {
    expect(never([web(4, surge(2))], [web(6, recreate(2))])).toBeUndefined();
    expect(never([web(4, surge(2))], [web(6, recreate(3))])).toEqual([3, 2, false, undefined]);
    expect(never([web(4, surge(2))], [web(4, surge(0))])).toBeUndefined();
  });

  test('where further ones have no room beside those that stay', () => {
    expect(never([web(6, surge(1))], [web(6, surge(2))])).toBeUndefined();
    expect(never([web(6, surge(2))], [web(6, surge(4))])?.slice(2)).toEqual([false, undefined]);
    expect(never([web(5, surge(2))], [web(5, surge(4))])).toBeUndefined();
    expect(never([web(5, surge(2))], [web(5, surge(5))])).toEqual([25000, 20000, false, undefined]);
  });

  test('where the first has no room beside old ones that may not be missing', () => {
    const roll = (spec: object, cpu: number) => never([web(4, spec)], [web(cpu, spec)], cpus(1, 10));
    expect([roll(surge(1), 6), roll(surge(1), 7), roll(noSurge(1), 7), roll(both(1), 7)?.[2], roll(surge(2), 2),
      roll(surge(2), 3)]).toEqual([undefined, [11000, 10000, true, undefined], undefined, undefined, undefined,
      [11000, 10000, true, undefined]]);
    const image = (tag: number) => web(5, surge(2), { containers: [
      { name: 'main', image: `main:${tag}`, resources: { requests: { cpu: 5 } } }] });
    expect(never([image(1)], [image(2)], cpus(1, 10))).toEqual([15000, 10000, true, undefined]);
    expect(never([image(1)], [image(2)], cpus(1, 15))).toBeUndefined();
    // Whoever may be evicted holds nothing for certain.
    expect(never([image(1)], [image(2)], cpus(1, 10), undefined, true)).toBeUndefined();
  });

  test('where others stay', () => {
    const other = cpuApp('other', 6, 1);
    expect(never([web(4, recreate(1)), other], [web(5, recreate(1)), other], cpus(1, 10)))
      .toEqual([11000, 10000, false, undefined]);
    expect(never([web(4, recreate(1)), other], [web(5, recreate(1)), other], cpus(1, 10), () => 0)).toBeUndefined();
  });

  test('where a volume is for fewer of them at a time', () => {
    const data = (mode: string) => claimOf('data', { accessModes: [mode] });
    const roll = (mode: string, spec: object, cpu: number) =>
      never([web(1, spec, mounting('data')), data(mode)], [web(cpu, spec, mounting('data')), data(mode)]);
    expect(roll('ReadWriteOncePod', recreate(2), 2)).toEqual([2, 1, false, 'data']);
    expect(roll('ReadWriteOncePod', recreate(1), 2)).toBeUndefined();
    expect(roll('ReadWriteOncePod', surge(1), 2)).toEqual([2, 1, true, 'data']);
    expect(roll('ReadWriteOnce', recreate(3), 5)).toEqual([3, 2, false, 'data']);
    expect(roll('ReadWriteOnce', recreate(2), 5)).toBeUndefined();
    expect(roll('ReadWriteMany', recreate(3), 5)).toBeUndefined();
  });

  test('under spread of both kinds only where no old pod evens it out', () => {
    const even = (more: object = {}) => ({ topologySpreadConstraints: [
      { ...term({ maxSkew: 1, topologyKey: ZONE, whenUnsatisfiable: 'DoNotSchedule' }), ...more }] });
    const zones = [nodesOf('a', 1, 5, { zones: ['a'] }), nodesOf('b', 1, 50, { zones: ['b'] })];
    expect(never([], [web(5, recreate(4), even())], zones)?.slice(0, 2)).toEqual([4, 3]);
    expect(never([web(4, recreate(4), even())], [web(5, recreate(4), even())], zones)).toBeUndefined();
  });
});

describe('where all pods are known to stand (step T2c)', () => {
  const image = (tag: number, spec: object, cpu = 5) => web(cpu, spec, { containers: [
    { name: 'main', image: `main:${tag}`, resources: { requests: { cpu } } }] });
  type Places = Record<string, Record<string, number>>;
  const judged = (from: object[], to: object[], at: Places, pools = cpus(2, 10)) => {
    const places = new Map(load(...from).workloads.map(({ manifest, name }) =>
      [keyOf(manifest), new Map(Object.entries(at[name] ?? {}))]));
    const release: Release = releaseOf(from, to, pools, false, places);
    const known = new KnownPlaces(release);
    const [mover] = release.movers;
    const { tasks } = release.capacity;
    const verdict = whereItStands(release, mover, { tasks, movers: [], rest: tasks }, known)?.verdict;
    return known.areComplete ? verdict : 'nothing known';
  };
  const other = (cpu: number, replicas: number) => cpuApp('other', cpu, replicas);

  test('a new pod has room beside those that stay where they are, or never', () => {
    const roll = (at: Places, tag = 2) =>
      judged([image(1, surge(1)), other(5, 2)], [image(tag, surge(1)), other(5, 2)], at);
    const on = (one: number, two: number) =>
      ({ web: { 'cpu-1': 1 }, other: { ...one > 0 ? { 'cpu-1': one } : {}, ...two > 0 ? { 'cpu-2': two } : {} } });
    expect(roll({})).toBe('nothing known');
    expect([roll(on(1, 1)), roll(on(0, 2))]).toEqual(['proven', 'proven']);
    const full = (cpu: number, at: Places) =>
      judged([web(5, surge(1)), other(5, 2)], [web(cpu, surge(1)), other(5, 2)], at);
    expect([full(5.5, on(1, 1)), full(4.5, on(1, 1)), full(6, on(0, 2)), full(4.5, on(0, 2))])
      .toEqual(['impossible', 'proven', 'impossible', 'proven']);
  });

  test('one that takes the room of an old one has it where that stood', () => {
    const roll = (cpu: number, spec: object) =>
      judged([web(4, spec), other(5, 2)], [web(cpu, spec), other(5, 2)],
        { web: { 'cpu-1': 1 }, other: { 'cpu-1': 1, 'cpu-2': 1 } });
    expect([roll(5, noSurge(1)), roll(6, noSurge(1)), roll(5, recreate(1)), roll(6, recreate(1))])
      .toEqual(['proven', undefined, 'proven', undefined]);
  });

  test('further ones have what is left', () => {
    const scale = (to: number) => judged([web(5, noSurge(1)), other(5, 2)], [web(5, noSurge(to)), other(5, 2)],
      { web: { 'cpu-1': 1 }, other: { 'cpu-1': 1, 'cpu-2': 1 } });
    expect([scale(2), scale(3)]).toEqual(['proven', undefined]);
  });
});

test('volumes that are made where new pods come keep these nowhere', () => {
  const claims = { ...NO_CLAIMS, staysOnNode: true, staysInZone: true, zonal: ['c'] };
  const { capacity } = releaseOf([web(1, surge(1))], [web(2, surge(1))], [nodesOf('cpu', 2, 8, { zones: ['a', 'b'] })]);
  const kept = (placesItsVolumes: boolean, own: Partial<typeof NO_CLAIMS> = {}) => mayBeKept(capacity,
    moverFor({ fresh: { ...capacity.tasks[0], claims: { ...claims, ...own } },
      change: changeOf({ placesItsVolumes }) }));
  expect([kept(false), kept(true), kept(true, { placedEarly: ['c'] })]).toEqual([true, false, true]);
});
