import { Workload } from '../../../manifests';
import { Capacity, copyOf, Daemon, Placement, SearchBudget, SlotBounds, Task } from '../../placement';
import { EndResult, EndSearch, findEnd } from '../ends/find-end';
import { besideItsOld, Leaving, leavingAmong } from '../ends/leaving';
import { MOST_AIMS, MOST_NODES, MOST_PODS, STEPS_ALL, STEPS_EACH } from '../ends/limits';
import { shownEnd } from '../ends/shown-end';
import {
  isVictim, mayWaitForVolume, Party, restartedParty, restingParty, unlessRefused, whyNotCounted,
} from '../ends/party';
import { Walker } from '../ends/walker';
import { boundsOf, Mover, Release } from '../needs/movers';

/** Steps of a search where only a proof is asked for: what blocks is not shown by other ways first. */
const STEPS_OF_PROOFS = 6_000;

/** What is looked for among the placements at rest. */
interface Sought {
  /** How the pods of the update in question stand. */
  readonly standsOf?: (party: Party) => Party['any'];
  readonly leaving?: readonly Leaving[];
  readonly isMeant?: EndSearch['isMeant'];
}

/** Step J12 of docs/explanation/proof.md: all ends that a release may have are placements that can be counted. */
export class CountedEnds {
  private readonly steps: SearchBudget = { steps: STEPS_ALL };

  /** `mayBeRefused`: a quota may let fewer pods of a workload exist while all are updated. */
  constructor(
    private readonly capacity: Capacity, private readonly bounds: SlotBounds,
    private readonly mayBeRefused: (workload: Workload) => boolean = () => false,
    private readonly provesOnly: (workload: Workload) => boolean = () => false,
  ) {}

  /** What all ends agree on: that the update of a task is through, or is not; undefined where nothing is shown. */
  public verdict(release: Release, task: Task): 'proven' | 'impossible' | undefined {
    const hung = this.hung(release, task);
    if (hung !== 'none' && this.provesOnly(task.workload)) {
      return undefined;
    }
    const finished = this.finished(release, task);
    return hung === 'none' && finished !== 'none' ? 'proven'
      : finished === 'none' && hung !== 'none' ? 'impossible'
        : undefined;
  }

  /** An end in which the update of a task is not through; undefined where that is not counted. */
  public hung(release: Release, task: Task): EndResult | undefined {
    return this.search(release, task, ({ hung }) => hung);
  }

  /** An end in which it is. */
  public finished(release: Release, task: Task): EndResult | undefined {
    return this.search(release, task, ({ finished }) => finished);
  }

  /** An end to which a way leads, in which the update of a task is through, or is not; undefined where none was found. */
  public shown(
    release: Release, task: Task, isFor: boolean, starts: readonly Placement[],
  ): Placement | undefined {
    const { tasks, movers } = release;
    const about = movers.findIndex((each) => each.task === task);
    if (about < 0 || !this.canWalk(release)) {
      return undefined;
    }
    const moving = new Set(movers.map((mover) => mover.task));
    const aims: Placement[] = [...starts.slice(0, 1)];
    const note = (placement: Placement) => aims.push(copyOf(placement)) >= MOST_AIMS;
    this.search(release, task, ({ hung, finished }) => (isFor ? finished : hung), note);
    const ordered = [task, ...tasks.filter((each) => each !== task)];
    return shownEnd({
      about, isFor, aims, starts,
      cast: {
        capacity: this.capacity, walkers: movers.map(walkerOf),
        resting: tasks.filter((each) => !moving.has(each)),
      },
      pods: ordered.map((each) =>
        [each, isFor && !moving.has(each) ? each.least : this.bounds.standing(each, each.most)]),
    });
  }

  private canWalk({ tasks, movers, nodes }: Release): boolean {
    const moving = new Set(movers.map(({ task }) => task));
    return tasks.reduce((sum, { most }) => sum + most, 0) <= MOST_PODS && nodes.length <= MOST_NODES
      && movers.every(({ bounds }) => bounds.requiredSurge === undefined && !bounds.borrows)
      && tasks.every((task) => task.claims.unknown.length === 0
        && task.workload.waitsFor === undefined
        && !(isVictim(task, tasks, []) && task.claims.staysInZone && !moving.has(task)))
      && whyNotCounted(tasks, []) === undefined;
  }

  /** Pods of a task of which not all can run wait when the release begins. */
  private mayWait(task: Task): boolean {
    return this.bounds.standing(task, task.most) < task.most;
  }

  /** Whether a DaemonSet that is updated has its room on all its nodes in every end. */
  public isSureOfDaemon(daemon: Daemon): boolean {
    const tasks = this.capacity.tasks.filter(({ most }) => most > 0);
    const movers = tasks.flatMap((task): Mover[] => {
      const bounds = boundsOf(task);
      return bounds ? [{ task, bounds }] : [];
    });
    const all = { tasks, movers, nodes: this.capacity.nodes.map((_, node) => node) };
    const isMeant = (_: Placement, waiting: readonly Leaving[]) =>
      waiting.some((each) => each.daemon === daemon);
    const leaving = besideItsOld(leavingAmong(this.capacity, tasks, all.nodes), daemon, true);
    return this.find(all, undefined, { isMeant, leaving }) === 'none'
      && this.find(all, undefined, { leaving }) !== 'none';
  }

  private search(
    release: Release, victim: Task, standsOf: (party: Party) => Party['any'],
    isMeant?: (placement: Placement) => boolean,
  ): EndResult | undefined {
    const mover = release.movers.find(({ task }) => task === victim);
    return !mover || this.mayWait(victim) || mayWaitForVolume(victim, victim.most, mover.bounds.maxSurge)
      ? undefined : this.find(release, victim, { standsOf, isMeant });
  }

  private find(
    { tasks, nodes, movers }: Release, victim: Task | undefined,
    { standsOf = ({ any }) => any, isMeant, leaving = leavingAmong(this.capacity, tasks, nodes) }: Sought,
  ): EndResult | undefined {
    if (
      tasks.reduce((sum, { most }) => sum + most, 0) > MOST_PODS || nodes.length > MOST_NODES
      || movers.some(({ bounds }) => bounds.requiredSurge !== undefined || bounds.borrows === true)
      || whyNotCounted(tasks, leaving) !== undefined
    ) {
      return undefined;
    }
    const most = victim && this.provesOnly(victim.workload) ? STEPS_OF_PROOFS : STEPS_EACH;
    const given = Math.min(most, this.steps.steps);
    const budget = { steps: given };
    const ordered = [...victim ? [victim] : [], ...tasks.filter((each) => each !== victim && each.most > 0)];
    const result = findEnd({
      capacity: this.capacity, nodes, leaving, budget, isMeant,
      parties: ordered.map((task) => {
        const mayWait = this.mayWait(task) || isVictim(task, tasks, this.capacity.daemons);
        const own = movers.find((each) => each.task === task);
        const whole = own ? restartedParty(own, mayWait) : restingParty(task, task.least, task.most, mayWait);
        const party = unlessRefused(whole, own !== undefined && this.mayBeRefused(task.workload));
        return { party, stands: task === victim ? standsOf(party) : party.any };
      }),
    });
    this.steps.steps -= given - Math.max(0, budget.steps);
    return result;
  }
}

function walkerOf({ task, bounds: { recreate, maxSurge, maxUnavailable } }: Mover): Walker {
  const { most } = task;
  return {
    old: task, fresh: task, from: most, to: most, discipline: recreate ? 'recreate' : 'roll', wantedFirst: most,
    surge: maxSurge, unavailable: maxUnavailable,
  };
}
