import { sum } from '../../../util/sum';
import { addTo, Capacity, copyOf, holdsVolumeOf, Placement, Task } from '../../placement';
import { freshWanted } from '../words/discipline';
import { isUnplaced, perhapsNear, surelyNear, takesOne, victimsFor } from './open-for';
import { hasTooMany, isThrough, mayGiveUp, mayReplace, Standing, Step, Walker } from './walker';

/** What walks: workloads that change, and what else stands there. */
export interface Cast {
  readonly capacity: Capacity;
  readonly walkers: readonly Walker[];
  /** Tasks that nobody replaces. */
  readonly resting: readonly Task[];
}

const NOTHING: ReadonlyMap<number, number> = new Map();

/**
 * Pods on their way, one step after the other, as controllers and scheduler may make them. Not every step is there: a
 * pod goes only where its volume certainly is, so that what is walked can happen, and not all that can.
 */
export class Walk {
  public readonly placement: Placement;
  public readonly standing: readonly Standing[];
  private readonly walkerOf = new Map<Task, number>();
  private readonly wanted: ReadonlyMap<Task, number>;
  private readonly home: Standing;

  constructor(start: Placement, public readonly cast: Cast) {
    this.placement = copyOf(start);
    this.standing = cast.walkers.map((walker, at): Standing => {
      [walker.old, walker.fresh].forEach((task) => task && this.walkerOf.set(task, at));
      const old = new Map(walker.old ? start.places[walker.old.index] : []);
      const oldPods = sum(old.values());
      return { old, fresh: new Map(), oldPods, freshPods: 0, oldWanted: walker.wantedFirst, homes: [] };
    });
    this.wanted = new Map(cast.resting.map((task) => [task, start.countAll(task)]));
    this.home = { old: new Map(), fresh: new Map(), oldPods: 0, freshPods: 0, oldWanted: 0, homes: [] };
  }

  public isThrough(at: number): boolean {
    return isThrough(this.cast.walkers[at], this.standing[at]);
  }

  public steps(): Step[] {
    return [
      ...this.cast.walkers.flatMap((_, at) => this.stepsOf(at)),
      ...this.cast.resting.flatMap((task) =>
        this.placement.countAll(task) < this.wanted.get(task)! ? this.coming(task, task, 'returns', NOTHING) : []),
    ];
  }

  /** Where nothing moves: whether all that waits does so wherever its volumes may be. */
  public isCertain(): boolean {
    return this.cast.walkers.every((walker, at) => {
      const { fresh, old, unavailable } = walker;
      const standing = this.standing[at];
      if (this.isThrough(at) || !fresh) {
        return true;
      }
      // Elsewhere it would wait for the volume, which pods hold that may not leave.
      const isHeld = holdsVolumeOf(old, fresh) && unavailable === 0 && standing.oldPods > 0;
      const near = isUnplaced(this.placement, fresh, standing) ? undefined
        : surelyNear(this.placement, fresh, standing, this.isFurther(at));
      return isHeld || (
        perhapsNear(this.placement, fresh, near).every((node) => !takesOne(this.placement, fresh, node, standing.fresh))
        && (old === fresh || standing.oldWanted <= standing.oldPods || fresh.ties.length === 0));
    });
  }

  public do({ who, kind, node }: Step): void {
    if (typeof who !== 'number') {
      this.evictFor(who, node, NOTHING);
      this.placement.add(who, node, 1);
      return;
    }
    const standing = this.standing[who];
    const { old, fresh, discipline } = this.cast.walkers[who];
    switch (kind) {
      case 'gives up':
        standing.oldWanted--;
        break;
      case 'leaves':
        standing.oldWanted -= discipline === 'roll' && standing.oldPods <= standing.oldWanted ? 1 : 0;
        this.removeOld(who, node);
        break;
      case 'returns':
        this.evictFor(old!, node, standing.old);
        this.placement.add(old!, node, 1);
        addTo(standing.old, node, 1);
        standing.oldPods++;
        this.takeHome(standing, node);
        break;
      default:
        this.evictFor(fresh!, node, standing.fresh);
        this.placement.add(fresh!, node, 1);
        addTo(standing.fresh, node, 1);
        standing.freshPods++;
        this.takeHome(standing, node);
    }
  }

  private stepsOf(at: number): Step[] {
    const walker = this.cast.walkers[at];
    const standing = this.standing[at];
    const { old, fresh, discipline } = walker;
    const leaves = hasTooMany(walker, standing) || mayReplace(walker, standing);
    const leaving = leaves ? [...standing.old.keys()] : [];
    return [
      ...leaving.map((node): Step => ({ who: at, kind: 'leaves', node })),
      ...mayGiveUp(walker, standing) ? [{ who: at, kind: 'gives up', node: -1 } as const] : [],
      ...fresh && standing.freshPods < freshWanted(walker, standing)
        ? this.coming(at, fresh, 'comes', standing.fresh) : [],
      ...old && discipline !== 'recreate' && standing.oldWanted > standing.oldPods
        ? this.coming(at, old, 'returns', standing.old) : [],
    ];
  }

  /** It has others evicted only where no node is free. */
  private coming(who: number | Task, task: Task, kind: 'comes' | 'returns', own: ReadonlyMap<number, number>): Step[] {
    const { placement } = this;
    const standing = typeof who === 'number' ? this.standing[who] : this.home;
    const near = surelyNear(placement, task, standing, typeof who !== 'number' || this.isFurther(who));
    const nodes = [...new Set(near ?? this.cast.capacity.nodesOf(task))]
      .filter((node) => task.eligible[this.cast.capacity.groupOf[node]]);
    const open = nodes.filter((node) => takesOne(placement, task, node, own));
    const all = open.length > 0 ? open : nodes.filter((node) => victimsFor(placement, task, node, own) !== undefined);
    return all.map((node): Step => ({ who, kind, node }));
  }

  private evictFor(task: Task, node: number, own: ReadonlyMap<number, number>): void {
    if (takesOne(this.placement, task, node, own)) {
      return;
    }
    victimsFor(this.placement, task, node, own)!.forEach((pods, victim) => {
      for (let gone = 0; gone < pods; gone++) {
        this.evict(victim, node);
      }
    });
  }

  private evict(victim: Task, node: number): void {
    const at = this.walkerOf.get(victim);
    if (at === undefined) {
      this.placement.add(victim, node, -1);
      return;
    }
    const standing = this.standing[at];
    if (this.cast.walkers[at].old === victim && standing.old.has(node)) {
      this.removeOld(at, node);
      return;
    }
    this.placement.add(victim, node, -1);
    addTo(standing.fresh, node, -1);
    standing.freshPods--;
    standing.homes.push(node);
  }

  private removeOld(at: number, node: number): void {
    const standing = this.standing[at];
    const { old, fresh } = this.cast.walkers[at];
    this.placement.add(old!, node, -1);
    addTo(standing.old, node, -1);
    standing.oldPods--;
    // Volumes that they mount alone say nothing of where those of new pods are.
    if (!fresh || fresh.ties.length === 0 || fresh.ties.some(({ users }) => users.includes(old!))) {
      standing.homes.push(node);
    }
  }

  private takeHome({ homes }: Standing, node: number): void {
    const at = homes.indexOf(node);
    if (at >= 0) {
      homes.splice(at, 1);
    }
  }

  /** The next new pod is one more than there were, with a volume that is made for it. */
  private isFurther(at: number): boolean {
    return this.standing[at].homes.length === 0 && this.cast.walkers[at].to > this.cast.walkers[at].from;
  }
}
