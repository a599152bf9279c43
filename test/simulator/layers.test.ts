/**
 * The steps of docs/explanation/proof.md on a change, each asked by itself: where several decide the same, the verdict
 * alone does not show that one of them is wrong.
 */
import { keyOf } from '../../lib/manifests';
import { admit } from '../../lib/prover/admission';
import { Capacity, Daemon, SlotBounds } from '../../lib/prover/placement';
import { changesOf } from '../../lib/prover/transition/change/change';
import { ChangeJudge } from '../../lib/prover/transition/change-judge';
import { boundsAtEnd, givesBackItsRoom, isSure } from '../../lib/prover/transition/forms/closed-forms';
import { keptBeside, neverFits } from '../../lib/prover/transition/forms/never-fits';
import { mayBeOusted } from '../../lib/prover/transition/release/evictor';
import { Exploration } from '../../lib/prover/transition/exploration/exploration';
import { Mover } from '../../lib/prover/transition/release/mover';
import { QuotaOfChange } from '../../lib/prover/transition/release/quota-of-change';
import { Release } from '../../lib/prover/transition/release/release';
import { Scenes } from '../../lib/prover/transition/search/scenes';
import { standingWith } from '../../lib/prover/transition/change/standing-pods';
import { sample } from '../support/sample';
import { numbers, simulatedVerdict } from './cases';
import { SimWorld } from './world';
import { manifestsOf } from './world-cases';
import { FAMILIES, isChanged, Next } from './world-families';
import { simulateWorld } from './world-simulator';

/** A world with more states is not played. */
const MOST_STATES = 600;
/** Worlds of each kind of which is counted how many are decided. */
const WORLDS = 12;

interface Asked {
  readonly release: Release;
  readonly about: Mover | Daemon;
  readonly isTogether: boolean;
  readonly judge: ChangeJudge;
  readonly exploration: Exploration;
  readonly quotas: QuotaOfChange;
  readonly hasQuota: boolean;
}

type Layer = (asked: Asked) => string | undefined;

const isMover = (about: Mover | Daemon): about is Mover => 'discipline' in about;
const ofMover = (layer: (asked: Asked, mover: Mover, moving: ReadonlySet<Mover>) => string | undefined): Layer =>
  (asked) =>
  isMover(asked.about) && !asked.hasQuota
    ? layer(asked, asked.about, new Set(asked.isTogether ? asked.release.movers : [asked.about])) : undefined;

/** What each says of a change; undefined where it says nothing. */
const LAYERS: { readonly [name: string]: Layer } = {
  'T1': ofMover(({ release }, mover, moving) => release.capacity.daemons.length === 0
    && neverFits(new SlotBounds(release.capacity), mover, keptBeside(release, moving.size === 1 ? new Set() : moving),
      [], mayBeOusted(moving))
    ? 'impossible' : undefined),
  'T2': ofMover(({ release }, mover, movers) => {
    const beside = { movers, sure: new Set<Mover>() };
    return isSure(release, mover, beside, boundsAtEnd(release, beside)) ? 'proven' : undefined;
  }),
  'T2b': ofMover(({ isTogether, release: { capacity } }, mover) =>
    !isTogether && capacity.daemons.length === 0 && givesBackItsRoom(mover) ? 'proven' : undefined),
  'T1 to T7': ofMover(({ judge, isTogether }, mover) => judge[isTogether ? 'together' : 'alone'](mover).verdict),
  'T6': ofMover(({ judge, release, isTogether }, mover) =>
    judge.counted.verdict(new Scenes(release).of(mover, isTogether), mover, isTogether)),
  'T7': ofMover(({ judge, release, isTogether }, mover) =>
    judge.counted.bothEnds(new Scenes(release).of(mover, isTogether), mover, isTogether) && 'possible'),
  'T8': ({ exploration, about, isTogether }) => exploration.judge(about, isTogether)?.verdict,
  'Q': ({ quotas, about, isTogether }) => isMover(about)
    && quotas.judge(about)[isTogether ? 'together' : 'alone'].verdict === 'impossible' ? 'impossible' : undefined,
};

/** Every change of a world that is judged by itself, with what the simulator shows. */
function asksOf(world: SimWorld, mostStates: number): { asked: Asked; truth: string; what: string }[] {
  const { before, after: written, cluster } = manifestsOf(world);
  const changes = changesOf({ model: before, name: 'before', prune: false }, written);
  const admission = admit(written.rewritten((workload) => workload,
    { adjust: standingWith(changes, before, written) }));
  const release = new Release(admission.model, cluster, new Capacity(admission.model, cluster), changes);
  const exploration = new Exploration({ release, admission, before: admit(before), cluster });
  const judge = new ChangeJudge(release);
  const quotas = new QuotaOfChange(release, admission, admit(before), cluster);
  const all = world.workloads.map((_, w) => w);
  const together = simulateWorld(world, all, mostStates);
  return all.flatMap((w) => [true, false].flatMap((isTogether) => {
    const workload = admission.model.workloads.find(({ name }) => name === `w${w}`)!;
    const { kind, isAlike } = changes.get(keyOf(workload.manifest))!;
    const about = release.moverOf(workload)
      ?? (kind === 'updated' && !isAlike ? release.capacity.daemonOf(workload) : undefined);
    const result = isTogether ? together : simulateWorld(world, [w], mostStates);
    return !about || !result || result.starts === 0 ? [] : [{
      what: `${JSON.stringify(world)} w${w} ${isTogether ? 'together' : 'alone'}`,
      truth: simulatedVerdict({ ...result.each[w], starts: 1, states: 0, each: [] }),
      asked: { release, about, isTogether, judge, exploration, quotas, hasQuota: world.quota !== undefined },
    }];
  }));
}

function made(world: (next: Next) => SimWorld, count: number, seed: number): SimWorld[] {
  const next = numbers(seed);
  return Array.from({ length: count }, () => world(next));
}

/** Wrong answers, and how many each step decides. */
function ask(worlds: SimWorld[], mostStates = MOST_STATES) {
  const decided: { [name: string]: number } = {};
  const wrong = worlds.filter(isChanged).flatMap((world) => asksOf(world, mostStates))
    .flatMap(({ asked, truth, what }) => Object.entries(LAYERS).flatMap(([name, layer]) => {
      const said = layer(asked);
      const isDecided = said !== undefined && said !== 'unknown';
      decided[name] = (decided[name] ?? 0) + Number(isDecided);
      return isDecided && said !== truth ? [`${name}: ${what}: simulated ${truth}, said ${said}`] : [];
    }));
  return { wrong, decided };
}

/** How many changes each step decides of the first worlds of each kind: no less than it did. */
const DECIDED: { readonly [what: string]: { readonly [step: string]: number } } = {
  'two workloads that change their number, their size, or both':
    { 'T1': 1, 'T2': 14, 'T2b': 2, 'T1 to T7': 16, 'T6': 16, 'T8': 16 },
  'a DaemonSet that changes its size beside a workload that changes':
    { 'T2': 5, 'T1 to T7': 7, 'T6': 7, 'T8': 22 },
  'two workloads whose pods a quota counts':
    { 'T8': 29, 'Q': 2 },
  'a DaemonSet whose pods a quota counts':
    { 'T8': 16 },
  'a workload whose pods mount one volume beside another one':
    { 'T1': 3, 'T2': 11, 'T2b': 2, 'T1 to T7': 20, 'T6': 19, 'T7': 1, 'T8': 22 },
  'a workload whose new pods mount other volumes than its old ones, beside another one':
    { 'T1': 5, 'T2': 24, 'T2b': 4, 'T1 to T7': 31, 'T6': 28, 'T8': 29 },
  'a StatefulSet whose pods have volumes of their own beside another workload':
    { 'T1': 3, 'T2': 10, 'T2b': 2, 'T1 to T7': 14, 'T6': 13, 'T7': 1, 'T8': 19 },
  'pods that are spread, or kept apart, by their revision':
    { 'T1': 1, 'T2': 7, 'T2b': 2, 'T1 to T7': 13, 'T6': 9, 'T7': 3, 'T8': 14 },
  'pods that come beside those of another workload':
    { 'T1': 1, 'T2': 7, 'T2b': 3, 'T1 to T7': 16, 'T6': 14, 'T7': 2, 'T8': 19 },
};

test.each(Object.keys(FAMILIES))('no step says anything wrong of %s', (what) => {
  const { wrong, decided } = ask(made(FAMILIES[what], WORLDS, 1));
  expect(wrong).toEqual([]);
  expect(Object.entries(DECIDED[what] ?? {}).filter(([step, least]) => decided[step] < least)).toEqual([]);
});

test('nor of more of them', () => {
  const more = sample(240) <= WORLDS ? [] : Object.values(FAMILIES)
    .flatMap((family) => ask(made(family, sample(240), 2)).wrong);
  expect(more.slice(0, 5)).toEqual([]);
});

const pods = (replicas: number, cpu: number) => ({ replicas, cpu });

test.each<[string, SimWorld]>([
  ['a volume that only new pods mount is wherever the first of them comes', {
    nodes: [{ cpu: 3, zone: 'z0' }, { cpu: 4, zone: 'z1' }],
    workloads: [
      { kind: 'Deployment', before: pods(1, 3), after: pods(2, 2), surge: 1, unavailable: 1,
        claim: { mode: 'RWO', reach: 'node' }, mounts: 'fresh' },
      { kind: 'Deployment', before: pods(1, 1), after: pods(1, 3), surge: 1, unavailable: 0 },
    ],
  }],
  ['so is another one than the old ones have', {
    nodes: [{ cpu: 3, zone: 'z0' }, { cpu: 2, zone: 'z1' }, { cpu: 5, zone: 'z0' }],
    workloads: [
      { kind: 'Deployment', before: pods(2, 0), after: pods(1, 3), surge: 0, unavailable: 1,
        claim: { mode: 'RWX', reach: 'node' }, mounts: 'another' },
      { kind: 'Deployment', before: pods(1, 1), after: pods(1, 1), surge: 1, unavailable: 1, recreate: true },
    ],
  }],
  ['a further pod waits where the volume is not', {
    nodes: [{ cpu: 5, zone: 'z0' }, { cpu: 3, zone: 'z1' }, { cpu: 5, zone: 'z0' }],
    workloads: [
      { kind: 'Deployment', before: pods(1, 3), after: pods(2, 3), surge: 0, unavailable: 1, sameTemplate: true,
        claim: { mode: 'RWO', reach: 'zone' } },
      { kind: 'Deployment', before: pods(1, 0), after: pods(1, 1), surge: 0, unavailable: 1, sameTemplate: true },
    ],
  }],
  ['a set that makes its pods in order grows before it replaces one', {
    nodes: [{ cpu: 4, zone: 'z0' }],
    workloads: [
      { kind: 'StatefulSet', before: pods(1, 1), after: pods(3, 2), surge: 0, unavailable: 2, parallel: false },
      { kind: 'Deployment', before: pods(1, 3), after: pods(1, 1), surge: 1, unavailable: 1 },
    ],
  }],
])('%s', (_, world) => {
  const { wrong, decided } = ask([world], 20_000);
  expect(wrong).toEqual([]);
  expect(decided.T8).toBeGreaterThan(0);
});
