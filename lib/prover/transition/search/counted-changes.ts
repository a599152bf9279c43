import { daemonSetBounds } from '../../../kubernetes/arithmetic';
import { copyOf, Daemon, Placement, SearchBudget, Task } from '../../placement';
import { Workload } from '../../../manifests';
import {
  besideItsOld, Cast, EndResult, findEnd, isEvicted, isVictim, Leaving, leavingAmong, mayWaitForVolume, MOST_AIMS,
  MOST_NODES, MOST_PODS, Party, restingParty, shownEnd, Stand, STEPS_ALL, STEPS_EACH, unlessRefused, whyNotCounted,
} from '../../updates/ends';
import { wantedFirst } from './joint-moves';
import { Scene } from './joint-search';
import { isOtherwise } from '../change/change';
import { changingParty, own } from '../release/changing-party';
import { growsInOrder, Mover } from '../release/mover';
import { mayBeOutOfReach } from '../release/volumes-of-mover';
import { Release, shapesOf } from '../release/release';

const NONE = { least: 0, most: 0 };

/** What is looked for among the placements at rest: one mover's pods that stand in some way. */
interface Sought {
  readonly own?: Party;
  readonly stands?: readonly Stand[];
  readonly daemons: readonly Leaving[];
  readonly isMeant?: (placement: Placement, waiting: readonly Leaving[]) => boolean;
}

/** Step T6 of docs/explanation/proof.md: all ends that a change may have are placements that can be counted. */
export class CountedChanges {
  private readonly steps: SearchBudget = { steps: STEPS_ALL };

  private found?: readonly Placement[];

  /**
   * `startsOf`: placements of all that runs before, if it has found room. `mayBeRefused`: a quota may let fewer pods of
   * a mover exist.
   */
  constructor(
    private readonly release: Release, private readonly startsOf: () => readonly Placement[],
    private readonly mayBeRefused: (mover: Mover) => boolean,
  ) {}

  private get starts(): readonly Placement[] {
    this.found ??= this.startsOf();
    return this.found;
  }

  private get allRun(): boolean {
    return this.starts.length > 0;
  }

  /** What all ends agree on: that a mover is through, or is not; undefined where nothing is shown. */
  public verdict(scene: Scene, mover: Mover, isTogether: boolean): 'proven' | 'impossible' | undefined {
    if (scene.nodes.length > MOST_NODES) {
      return undefined;
    }
    const party = this.partyOfMover(mover, scene.tasks);
    const daemons = this.leaving(scene, isTogether);
    if (this.isOddMover(mover) || this.isOdd(scene, daemons)) {
      return undefined;
    }
    const [hung, finished] = [party.hung, party.finished]
      .map((stands) => this.search(scene, mover, { own: party, stands, daemons }));
    return hung === 'none' && finished !== 'none' ? 'proven'
      : finished === 'none' && hung !== 'none' ? 'impossible'
        : undefined;
  }

  /** An end to which a way leads and in which a mover waits, where another leads to one that has it through. */
  public bothEnds(scene: Scene, mover: Mover, isTogether: boolean): Placement | undefined {
    if (scene.nodes.length > MOST_NODES || !this.allRun || !this.canWalk(scene)) {
      return undefined;
    }
    const daemons = this.leaving(scene, isTogether);
    const party = this.partyOfMover(mover, scene.tasks);
    const isCounted = !this.isOddMover(mover) && !this.isOdd(scene, daemons);
    const show = (isFor: boolean) => {
      const aims: Placement[] = this.starts.slice(0, 1);
      const isMeant = (placement: Placement) => aims.push(copyOf(placement)) >= MOST_AIMS;
      if (isCounted) {
        this.search(scene, mover, { own: party, stands: isFor ? party.finished : party.hung, daemons, isMeant });
      }
      return shownEnd({
        cast: castOf(scene), about: scene.movers.indexOf(mover), isFor, aims, starts: this.starts,
        pods: [...shapesOf(mover), ...scene.tasks.filter((task) => this.release.moverOfTask(task) !== mover)]
          .map((task) => [task, isFor && !this.release.moverOfTask(task) ? task.least : scene.startOf(task)]),
      });
    };
    const blocking = show(false);
    return blocking && show(true) && blocking;
  }

  /** Whether a DaemonSet that changes finds room on its nodes in every end. */
  public isSureOfDaemon(workload: Workload, isTogether: boolean): boolean {
    const { capacity, movers } = this.release;
    const tasks = capacity.tasks.filter((task) => isTogether || this.release.startOf(task) > 0);
    const scene: Scene = {
      capacity, tasks, nodes: capacity.nodes.map((_, node) => node), movers: isTogether ? movers : [],
      startOf: (task) => this.release.startOf(task),
    };
    const own = capacity.daemonOf(workload)!;
    const isReplaced = this.release.changeOf(workload)?.kind === 'updated';
    const daemons = besideItsOld(this.leaving(scene, isTogether), own, isReplaced);
    const isMeant = (_: Placement, waiting: readonly Leaving[]) =>
      waiting.some(({ daemon }) => daemon === own);
    return capacity.nodes.length <= MOST_NODES && !this.isOdd(scene, daemons)
      && this.search(scene, undefined, { daemons, isMeant }) === 'none'
      && this.search(scene, undefined, { daemons }) !== 'none';
  }

  private search(
    scene: Scene, mover: Mover | undefined, { own: party, stands = [], daemons, isMeant }: Sought,
  ): EndResult {
    const { capacity, tasks, nodes, movers } = scene;
    const moving = new Set(movers.flatMap(({ old, fresh }) => [old, fresh]));
    const rest = tasks.filter((task) => !moving.has(task)).map((task) => this.partyAtRest(task, tasks));
    const others = movers.filter((each) => each !== mover)
      .map((each) => unlessRefused(this.partyOfMover(each, tasks), this.mayBeRefused(each)));
    const given = Math.min(STEPS_EACH, this.steps.steps);
    const budget = { steps: given };
    const result = findEnd({
      capacity, nodes, leaving: daemons, budget, isMeant,
      parties: [
        ...party ? [{ party, stands }] : [], ...[...others, ...rest].map((each) => ({ party: each, stands: each.any })),
      ],
    });
    this.steps.steps -= given - Math.max(0, budget.steps);
    return result;
  }

  /** Whether ways can be walked: nobody waits for volumes of others or grows first, and DaemonSets keep their size. */
  private canWalk({ tasks, movers, nodes, startOf }: Scene): boolean {
    return mostPods(tasks, startOf) <= MOST_PODS && movers.length > 0
      && this.release.daemonAmong(nodes, isOtherwise) === undefined && !this.release.evictsDaemon(tasks, nodes)
      && !movers.some((mover) => this.movesOddly(mover) || growsInOrder(mover))
      && tasks.every((task) => task.claims.unknown.length === 0
        && !(isVictim(task, tasks, []) && task.claims.staysInZone && this.release.moverOfTask(task) === undefined))
      && whyNotCounted(tasks.map((task) => own(task, this.release.moverOfTask(task))), []) === undefined;
  }

  /**
   * Whether its pods wait for somebody or for a volume out of reach, are told apart, or come several at a time; or
   * whether further ones are of the revision of those that stay, which constraints of one revision count.
   */
  private movesOddly(mover: Mover): boolean {
    const { change, change: { after, before }, discipline, fresh, from } = mover;
    const { capacity } = this.release;
    const isOneRevision = discipline === 'scale' && from > 0
      && (fresh?.apart?.perRevision === true || fresh?.spreads.some(({ perRevision }) => perRevision) === true);
    const workloads = [after, before].flatMap((workload) => workload ?? []);
    const isOutOfSight = change.findsItsVolumes === true || mover.isBound === true || mayBeOutOfReach(capacity, mover);
    return isOneRevision || isOutOfSight || workloads.some((workload) =>
      workload.waitsFor !== undefined || capacity.tasksOf(workload).length > 1
      || workload.bounds(1)?.requiredSurge !== undefined || workload.bounds(1)?.borrows === true);
  }

  private isOddMover(mover: Mover): boolean {
    const { fresh, old, to, from, surge } = mover;
    return !fresh || to === 0
      || [fresh, old].some((task) => task && mayWaitForVolume(own(task, mover), Math.max(to, from), surge));
  }

  private isOdd({ tasks, movers, nodes, startOf }: Scene, leaving: readonly Leaving[]): boolean {
    // Beside a DaemonSet that was smaller, or not there, pods may stand that find no room beside what it becomes.
    const { capacity } = this.release;
    const changes = leaving.flatMap(({ daemon }) => this.release.changeOf(daemon.workload) ?? []);
    const isLeftOut = changes.some(isOtherwise)
      && capacity.tasks.some((task) => startOf(task) > 0 && !capacity.holdsSome(task) && !tasks.includes(task));
    // On nodes where the pods of a DaemonSet that changes find no room, old ones may stay that nothing counts. So may
    // those that keep others off.
    const isShort = capacity.daemons.some(({ workload, nodes: own, shortages }) => {
      const change = this.release.changeOf(workload);
      return change !== undefined && isOtherwise(change)
        && (shortages.some(({ node }) => nodes.includes(capacity.nodes.indexOf(node)))
          || (!change.isResized && own.some((node) => nodes.includes(node))));
    });
    return isLeftOut || isShort || mostPods(tasks, startOf) > MOST_PODS
      || movers.some((mover) => this.movesOddly(mover))
      || whyNotCounted(tasks.map((task) => own(task, this.release.moverOfTask(task))), leaving) !== undefined;
  }

  /** Pods that nobody replaces; where one workload moves alone, old pods of the others too. */
  private partyAtRest(task: Task, tasks: readonly Task[]): Party {
    const mover = this.release.moverOfTask(task);
    const isEvicted = !this.allRun || isVictim(task, tasks, this.release.capacity.daemons);
    const { least, most } = !mover ? task : mover.old === task ? mover.change.from : NONE;
    return restingParty(task, least, most, isEvicted);
  }

  private partyOfMover(mover: Mover, tasks: readonly Task[]): Party {
    const isVictimOf = (task: Task) => isVictim(task, tasks, this.release.capacity.daemons);
    return changingParty(mover, !this.allRun || shapesOf(mover).some(isVictimOf));
  }

  /** DaemonSets whose pods come, go, or change what they take. */
  private leaving({ capacity, tasks, nodes }: Scene, isTogether: boolean): Leaving[] {
    const isRestarted = ({ workload }: Daemon) => isTogether && this.release.changeOf(workload)?.kind === 'updated';
    const restarted = leavingAmong(capacity, tasks, nodes)
      .filter(({ daemon }) => isRestarted(daemon) || isEvicted(daemon, tasks));
    const changed = capacity.daemons.flatMap((daemon): Leaving[] => {
      const change = this.release.changeOf(daemon.workload);
      const here = daemon.nodes.filter((node) => nodes.includes(node));
      if (!change || here.length === 0 || change.isAlike && change.kind !== 'new') {
        return [];
      }
      const { requests, rank } = daemon;
      const old = change.before ? capacity.requestsOf(change.before) : new Float64Array(requests.length);
      const isNew = change.kind === 'new' && isTogether;
      const fewest = isNew ? requests : requests.map((amount, resource) => Math.min(amount, old[resource]));
      const most = isNew ? requests : requests.map((amount, resource) => Math.max(amount, old[resource]));
      const { maxSurge } = daemonSetBounds(daemon.workload.strategy, here.length);
      const isSurging = change.kind === 'updated' && maxSurge > 0;
      const needs = isSurging ? requests.map((amount, resource) => amount + old[resource]) : requests;
      return [{ daemon, rank, nodes: here, taken: requests, fewest, most, needs }];
    });
    const known = new Set(changed.map(({ daemon }) => daemon.workload));
    return [...changed, ...restarted.filter(({ daemon }) => !known.has(daemon.workload))];
  }
}

function mostPods(tasks: readonly Task[], startOf: (task: Task) => number): number {
  return tasks.reduce((sum, task) => sum + Math.max(task.most, startOf(task)), 0);
}

function castOf({ capacity, movers, tasks }: Scene): Cast {
  const moving = new Set(movers.flatMap(shapesOf));
  return {
    capacity, resting: tasks.filter((task) => !moving.has(task)),
    walkers: movers.map((mover) => ({ ...mover, wantedFirst: wantedFirst(mover) })),
  };
}
