import { Capacity, Daemon, Placement, Task } from '../../lib/prover/placement';
import { judgeDaemonSet } from '../../lib/prover/updates/daemons/daemon-set';
import { endingsFrom } from '../../lib/prover/updates/alone/evidence';
import { isGuaranteed } from '../../lib/prover/updates/needs/guaranteed';
import { Judge } from '../../lib/prover/updates/alone/judge';
import { everySize, interestingSizes } from '../../lib/prover/updates/needs/size';
import { BlockedEnds } from '../../lib/prover/updates/together/blocked-ends';
import { BlockedEnd, EndsInCommon } from '../../lib/prover/updates/together/ends-in-common';
import { CountedEnds } from '../../lib/prover/updates/together/counted-ends';
import { canTryEveryOrder, Mover, Release } from '../../lib/prover/updates/needs/movers';
import { finishesWhenOthersLeave } from '../../lib/prover/updates/together/others-leave';
import { EndsOf, runAgainst, runAtRandom, tryRelease } from '../../lib/prover/updates/together/runs';
import { StuckEnds } from '../../lib/prover/updates/together/stuck-ends';
import { ThroughBefore } from '../../lib/prover/updates/together/through-before';
import { TogetherJudge } from '../../lib/prover/updates/together/together';
import {
  exceedsClaim, givesBackItsRoom, openClaims, openGroups, standingAtOnce,
} from '../../lib/prover/updates/needs/update-needs';

/** What the steps are asked about. */
export interface Asked {
  readonly capacity: Capacity;
  readonly task: Task;
  readonly judge: Judge;
  readonly together: TogetherJudge;
  readonly release: Release;
  readonly starts: readonly Placement[];
}

type Layer = (asked: Asked) => string | undefined | false;

const isOf = (task: Task) => (each: { readonly task: Task }) => each.task === task;
const isModelled = (task: Task) => task.unmodelled.length === 0 && openClaims(task).length === 0
  && openGroups(task, interestingSizes(task)).length === 0;

/** What each says of a restart of one workload; undefined where it says nothing. */
export const ALONE: { readonly [name: string]: Layer } = {
  '2': ({ judge, task }) => interestingSizes(task).every((size) =>
    exceedsClaim(judge.bounds, task, size, task.claims.attachment)) && 'impossible',
  '3': ({ judge, task }) => interestingSizes(task).every((size) =>
    judge.bounds.cannotHold(task, standingAtOnce(task, size), { others: 'least' })) && 'impossible',
  '4': ({ judge, task }) =>
    isGuaranteed(judge.bounds, task, interestingSizes(task), task.claims.attachment) && 'proven',
  '8, finishes': (asked) => startsThat(asked, 'finishes') && 'finishes',
  '8, blocks': (asked) => startsThat(asked, 'blocks') && 'blocks',
  '9': ({ task }) => isModelled(task) && givesBackItsRoom(task, everySize(task)!, task.claims.attachment) && 'proven',
  '10': ({ judge, task }) =>
    isModelled(task) && judge['tryAll'](task, everySize(task)!, task.claims.attachment, {}).verdict,
  '1 to 10': ({ judge, task }) => judge.decide(task).verdict,
};

/** What each says of a restart of everything. */
export const TOGETHER: { readonly [name: string]: Layer } = {
  'J2': ({ judge, together, task }) => together['isSure'](task, judge.decide(task)) && 'proven',
  'J4': ofMover(({ capacity, together }, mover) =>
    capacity.daemons.length === 0 && together['isNeverHeld'](mover) && 'impossible'),
  'J5, finishes': ofRuns((asked) => runs(asked).finishing && 'finishes'),
  'J5, blocks': ofRuns((asked) => runs(asked).blocking && 'blocks'),
  'J6': ofRuns((asked) => asked.capacity.daemons.length === 0 && everyOrder(asked)),
  'J8, J9': ofRuns((asked, mover) => showing(asked, (start) => blockedEnds(asked).from(start, mover))),
  'J14': ofRuns((asked, mover) => showing(asked, (start) => stuckEnds(asked).from(start, mover))),
  'J15': ofRuns((asked, mover) => showing(asked, (start) => stuckEnds(asked).farFrom(start, mover))),
  'J16': ofRuns((asked, mover) => isFullIn([inCommon(asked, mover)].flatMap((end) => end ?? []))),
  'J10': ofRuns(({ starts, task, release }) => starts.some((start) => finishesWhenOthersLeave(
    start, task, interestingSizes(task), release.movers.filter((each) => each.task !== task))) && 'finishes'),
  'J12': ofMover((asked) => counted(asked).verdict(asked.release, asked.task)),
  'J13, finishes': ofMover((asked) =>
    counted(asked).shown(asked.release, asked.task, true, asked.starts) && 'finishes'),
  'J13, blocks': ofMover((asked) => counted(asked).shown(asked.release, asked.task, false, asked.starts) && 'blocks'),
  'J1 to J16': ({ judge, together, task }) => {
    const update = judge.decide(task);
    return together.judgeTask(task, update, { verdict: update.verdict, witness: [] }).verdict;
  },
};

/** What is said of a DaemonSet. */
export const DAEMONS = {
  alone: (capacity: Capacity, judge: Judge, daemon: Daemon) =>
    judgeDaemonSet(capacity, judge.steady, daemon).alone.verdict,
  together: (capacity: Capacity, judge: Judge, daemon: Daemon) =>
    new TogetherJudge(capacity, judge)
      .judgeDaemon(daemon, judgeDaemonSet(capacity, judge.steady, daemon).alone).verdict,
};

function startsThat({ starts, task }: Asked, what: 'finishes' | 'blocks'): boolean {
  return isModelled(task) && starts.some((start) =>
    endingsFrom(start, task, interestingSizes(task), task.claims.attachment)?.[what]);
}

function ofMover(layer: (asked: Asked, mover: Mover) => string | undefined | false): Layer {
  return (asked) => {
    const mover = asked.release.movers.find(isOf(asked.task));
    return mover !== undefined && isModelled(asked.task) && layer(asked, mover);
  };
}

/** Ways are run only where that is possible, and beside others. */
function ofRuns(layer: (asked: Asked, mover: Mover) => string | undefined | false): Layer {
  return ofMover((asked, mover) =>
    asked.release.untried === undefined && asked.release.movers.length > 1 && layer(asked, mover));
}

function runs({ release, starts, task }: Asked) {
  const ends = new EndsOf(release.movers);
  const budget = { steps: 20_000 };
  for (const start of starts) {
    [0, 1, 2].forEach((seed) => runAtRandom(release, start, seed, budget, ends));
    runAgainst(release, start, release.movers.find(isOf(task))!, budget, ends);
  }
  return ends.of(task);
}

function everyOrder({ capacity, release, task }: Asked): string | undefined {
  const ends = new EndsOf(release.movers);
  const isTried = canTryEveryOrder(capacity, release.tasks, release.movers)
    && tryRelease(release, capacity, { steps: 20_000 }, ends);
  const { finishing, blocking } = ends.of(task);
  return !isTried || !(finishing ?? blocking) ? undefined
    : !blocking ? 'proven' : !finishing ? 'impossible' : 'possible';
}

const blockedEnds = ({ capacity, release: { movers } }: Asked) =>
  new BlockedEnds(capacity, movers, new ThroughBefore(capacity, movers));
const stuckEnds = ({ capacity, release: { movers } }: Asked) =>
  new StuckEnds(capacity, movers, new ThroughBefore(capacity, movers));
const counted = ({ capacity, judge }: Asked) => new CountedEnds(capacity, judge.bounds);

/** Where a workload waits in ends that are found for others. */
function inCommon(asked: Asked, mover: Mover): Placement | undefined {
  const ends = new EndsInCommon();
  const [blocked, stuck] = [blockedEnds(asked), stuckEnds(asked)];
  for (const other of asked.release.movers.filter((each) => each.task !== mover.task)) {
    asked.starts.flatMap((start) =>
      [blocked.from(start, other), stuck.from(start, other), stuck.farFrom(start, other)].flatMap((end) => end ?? []))
      .forEach((end) => ends.add(end));
  }
  return ends.of(mover);
}

function showing({ starts }: Asked, endFrom: (start: Placement) => BlockedEnd | undefined): string | undefined {
  return isFullIn(starts.flatMap((start) => endFrom(start)?.placement ?? []));
}

/** The end that is shown has room for all that stands, and none for a pod that may come. */
function isFullIn(ends: readonly Placement[]): string | undefined {
  const isFull = ends.some(({ room }) => room.some((left) => left.some((amount) => amount < 0)));
  return isFull ? 'more than the nodes hold' : ends.length > 0 ? 'blocks' : undefined;
}
