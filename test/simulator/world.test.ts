import { sample } from '../support/sample';
import { numbers, simulatedVerdict } from './cases';
import { SimChange, SimWorld } from './world';
import { transitionOf } from './world-cases';
import { simulateWorld } from './world-simulator';

const BOUNDS: [number, number][] = [[1, 0], [0, 1], [1, 1], [2, 0]];
/** A world with more states is not played. */
const MOST_STATES = 20_000;

type Next = (below: number) => number;

const tally = { judged: 0, unknown: 0, decided: 0, large: 0, hung: 0 };

/** Compares what is said of each change, alone and together, with every order of every step of all of them. */
function compare(worlds: SimWorld[]): string[] {
  return worlds.filter(isChanged).flatMap((world) => {
    const plans = new Map(transitionOf(world).workloads.map((plan) => [plan.name, plan]));
    const all = world.workloads.map((_, w) => w);
    const together = simulateWorld(world, all, MOST_STATES);
    return all.flatMap((w) => {
      const alone = simulateWorld(world, [w], MOST_STATES);
      const { alone: { verdict: one }, together: { verdict: two } } = plans.get(`w${w}`)!;
      return ([['alone', alone, one], ['together', together, two]] as const).flatMap(([how, result, said]) => {
        tally.large += Number(result === undefined);
        if (!result || result.starts === 0) {
          return [];
        }
        const truth = simulatedVerdict({ ...result.each[w], starts: 1, states: 0, each: [] });
        tally.judged++;
        tally.unknown += Number(said === 'unknown');
        tally.hung += Number(truth !== 'proven');
        // What is only restarted, beside others that change, is judged as any restart is.
        const isRestart = JSON.stringify(world.workloads[w].before) === JSON.stringify(world.workloads[w].after);
        return said === 'unknown' || said === truth || (isRestart && said === 'possible') ? []
          : [`${JSON.stringify(world)} w${w} ${how}: simulated ${truth}, judged ${said}`];
      });
    });
  });
}

/** A restart of all is no change, and a quota holds what runs. */
function isChanged({ workloads, quota, nodes: { length } }: SimWorld): boolean {
  const pods = workloads.map(({ kind, before }) => (kind === 'DaemonSet' ? length : before.replicas));
  const cpu = workloads.reduce((sum, { before }, w) => sum + pods[w] * before.cpu, 0);
  return workloads.some(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
    && pods.reduce((sum, each) => sum + each, 0) <= (quota?.pods ?? Infinity) && cpu <= (quota?.cpu ?? Infinity);
}

const pick = <T>(next: Next, choices: readonly T[]): T => choices[next(choices.length)];

function deployment(next: Next, most: number): SimChange {
  const [surge, unavailable] = pick(next, BOUNDS);
  const pods = () => ({ replicas: 1 + next(most), cpu: next(4) });
  return {
    kind: 'Deployment', before: pods(), after: pods(), surge, unavailable, recreate: next(4) === 0,
    sameTemplate: next(6) === 0,
  };
}

function statefulSet(next: Next, most: number): SimChange {
  const { before, after, sameTemplate } = deployment(next, most);
  return { kind: 'StatefulSet', before, after, sameTemplate, surge: 0, unavailable: 1, parallel: next(2) === 0 };
}

function daemonSet(next: Next): SimChange {
  const pods = () => ({ replicas: 0, cpu: next(3) });
  const [surge, unavailable] = pick(next, [[0, 1], [0, 2], [1, 0]]);
  return { kind: 'DaemonSet', before: pods(), after: pods(), surge, unavailable };
}

function nodes(next: Next, count: number, zones = 2): SimWorld['nodes'] {
  return Array.from({ length: count }, (_, index) => ({ cpu: 2 + next(4), zone: `z${index % zones}` }));
}

const keyOf = (next: Next) => pick(next, ['host', 'zone'] as const);

const claim = (next: Next): SimChange['claim'] =>
  ({ mode: pick(next, ['RWO', 'RWOP', 'RWX'] as const), reach: pick(next, ['zone', 'node'] as const) });

/** The share of the judged that stays unknown may not be more than `unknown`. */
function agrees(count: number, unknown: number, world: (next: Next) => SimWorld): void {
  const next = numbers(count);
  const before = { ...tally };
  expect(compare(Array.from({ length: sample(count) }, () => world(next))).slice(0, 5)).toEqual([]);
  expect((tally.unknown - before.unknown) / (tally.judged - before.judged)).toBeLessThanOrEqual(unknown);
}

afterAll(() => console.log(JSON.stringify(tally)));

test('a DaemonSet that changes its size beside a workload that changes', () =>
  agrees(150, 0.05, (next) => ({
    nodes: nodes(next, 1 + next(2)), workloads: [daemonSet(next), deployment(next, 2)],
  })));

test('two workloads whose pods a quota counts', () =>
  agrees(120, 0.05, (next) => ({
    nodes: nodes(next, 2), workloads: [deployment(next, 2), next(2) === 0 ? statefulSet(next, 2) : deployment(next, 2)],
    quota: next(2) === 0 ? { pods: 2 + next(4) } : { cpu: 2 + next(8) },
  })));

test('a DaemonSet whose pods a quota counts', () =>
  agrees(110, 0.05, (next) => ({
    nodes: nodes(next, 2), workloads: [daemonSet(next), deployment(next, 1)],
    quota: next(2) === 0 ? { pods: 3 + next(2) } : { cpu: 2 + next(5) },
  })));

test('a workload whose pods mount one volume beside another one', () =>
  agrees(100, 0.05, (next) => ({
    nodes: nodes(next, 2 + next(2), 1 + next(2)),
    workloads: [{ ...deployment(next, 2), claim: claim(next) }, deployment(next, 1)],
  })));

test('a workload whose new pods mount other volumes than its old ones, beside another one', () =>
  agrees(100, 0.15, (next) => ({
    nodes: nodes(next, 2 + next(2), 1 + next(2)),
    workloads: [
      {
        ...deployment(next, 1 + next(2)), claim: claim(next),
        mounts: pick(next, ['old', 'fresh', 'another'] as const),
      },
      deployment(next, 1),
    ],
  })));

test('a StatefulSet whose pods have volumes of their own beside another workload', () =>
  agrees(105, 0.05, (next) => ({
    nodes: nodes(next, 2 + next(2), 1 + next(2)),
    workloads: [{ ...statefulSet(next, 3), claim: { ...claim(next)!, mode: 'RWO' } }, deployment(next, 1)],
  })));

test('pods that are spread, or kept apart, by their revision', () =>
  agrees(70, 0.05, (next) => {
    const first = deployment(next, 3);
    return {
      nodes: nodes(next, 2 + next(2)),
      workloads: [next(2) === 0 ? { ...first, apart: 'revision' }
        : { ...first, spread: { key: keyOf(next), perRevision: next(3) > 0 } }, deployment(next, 1)],
    };
  }));

test('pods that come beside those of another workload', () =>
  agrees(95, 0.05, (next) => ({
    nodes: nodes(next, 2 + next(2)),
    workloads: [{ ...deployment(next, 2), near: { w: 1, key: keyOf(next) } }, deployment(next, 2)],
  })));

test('some of all these hang', () => expect(tally.hung).toBeGreaterThan(sample(150)));
