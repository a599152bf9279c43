import { sum } from '../../../util/sum';
import { addTo, copyOf, NodesWithSlots, Placement, Task } from '../../placement';
import { freshWanted } from '../../updates';
import { hasTooMany, holderOf, isThrough, mayGiveUp, mayReplace, Where } from '../../updates/ends';
import { isOrdered, Mover } from '../release/mover';

/**
 * One step of a change: a new pod comes to a node; an old one that was made beside the others does; an old pod leaves,
 * or leaves since fewer are wanted; an old pod that waits is given up.
 */
export interface Move {
  readonly mover: number;
  readonly kind: 'comes' | 'is added' | 'leaves' | 'is too many' | 'gives up';
  /** -1 for a pod that waits. */
  readonly node: number;
}

/**
 * The pods of a change between its beginning and its end, as the controllers move them.
 *
 * A Deployment whose number and template change at once first gives its only ReplicaSet the new number, in the old
 * template (kubernetes pkg/controller/deployment/sync.go `isScalingEvent`, `scale`), then rolls (rolling.go
 * `reconcileNewReplicaSet`, `cleanupUnhealthyReplicas`, `scaleDownOldReplicaSetsForRollingUpdate`). A StatefulSet
 * makes further pods in the new template, and replaces pods one by one in their own room
 * (pkg/controller/statefulset/stateful_set_control.go). A pod that is scheduled is ready, and one that is stopped is
 * gone, at once: where a change ends no pod is on its way, and slower ones only leave fewer choices in between.
 */
export class JointMoves {
  public readonly standing: Where[];
  /**
   * Tasks without their volumes, which the scheduler does not look at: a pod on another node waits for the volume
   * there.
   */
  private readonly loose: (Task | undefined)[];
  private readonly open: NodesWithSlots;

  /** `placement` is changed by every move; the start stays as it is when nothing else is given. */
  constructor(
    start: Placement,
    public readonly movers: readonly Mover[],
    public readonly placement: Placement = copyOf(start),
  ) {
    this.open = new NodesWithSlots(placement);
    this.loose = movers.map(
      ({ fresh }) => fresh && (fresh.claims.attachment === 'node' ? { ...fresh, ties: [] } : fresh),
    );
    this.standing = movers.map((mover) => {
      const old = new Map(mover.old ? this.placement.places[mover.old.index] : []);
      const oldPods = sum(old.values());
      return { old, oldPods, fresh: new Map(), freshPods: 0, oldWanted: wantedFirst(mover) };
    });
  }

  public isDone(at: number): boolean {
    return isThrough(this.movers[at], this.standing[at]);
  }

  public everyMove(): Move[] {
    return this.movers.flatMap((_, mover) => this.moves(mover));
  }

  /** Every move that the controllers and the scheduler may make now of one mover. */
  private moves(at: number): Move[] {
    const { old, fresh } = this.movers[at];
    const { oldPods, oldWanted } = this.standing[at];
    const move = (kind: Move['kind'], nodes: Iterable<number>) =>
      [...nodes].sort((one, two) => one - two).map((node): Move => ({ mover: at, kind, node }));
    return [
      ...(hasTooMany(this.movers[at], this.standing[at]) ? move('is too many', this.standing[at].old.keys()) : []),
      ...(this.mayReplace(at) ? move('leaves', this.standing[at].old.keys()) : []),
      ...(mayGiveUp(this.movers[at], this.standing[at]) ? move('gives up', [-1]) : []),
      ...(fresh && this.standing[at].freshPods < this.freshWanted(at)
        ? move('comes', this.open.of(this.loose[at]!))
        : []),
      ...(old && oldWanted > oldPods && this.movers[at].discipline === 'roll'
        ? move('is added', this.open.of(old))
        : []),
    ];
  }

  public do({ mover, kind, node }: Move): void {
    this.apply(mover, kind, node, 1);
  }

  public undo({ mover, kind, node }: Move): void {
    this.apply(mover, kind, node, -1);
  }

  /** The new pods that are made, or are going to be as soon as the controller looks again. */
  public freshWanted(at: number): number {
    return freshWanted(this.movers[at], this.standing[at]);
  }

  /** Whether a new pod that comes to a node waits there for a volume that another node has. */
  public waitsForVolume(at: number, node: number): boolean {
    const holder = holderOf(this.movers[at], this.standing[at]);
    return holder !== undefined && holder !== node;
  }

  /** A StatefulSet makes all further pods before it replaces one. */
  private mayReplace(at: number): boolean {
    const mover = this.movers[at];
    const isGrowing = isOrdered(mover) && this.standing[at].freshPods < mover.to - mover.from;
    return mayReplace(mover, this.standing[at]) && !isGrowing;
  }

  private apply(at: number, kind: Move['kind'], node: number, sign: 1 | -1): void {
    const standing = this.standing[at];
    const { old, fresh, discipline } = this.movers[at];
    if (node >= 0) {
      this.open.changed(node, sign < 0);
    }
    if (kind === 'gives up') {
      standing.oldWanted -= sign;
    } else if (kind === 'comes') {
      this.placement.add(fresh!, node, sign);
      addTo(standing.fresh, node, sign);
      standing.freshPods += sign;
    } else {
      const pods = kind === 'is added' ? sign : -sign;
      this.placement.add(old!, node, pods);
      addTo(standing.old, node, pods);
      standing.oldPods += pods;
      standing.oldWanted += kind === 'leaves' && discipline === 'roll' ? pods : 0;
    }
  }
}

/**
 * Old pods that are wanted when the change begins: all of the new number, still in the old template, where a
 * Deployment rolls.
 */
export function wantedFirst({ discipline, change: { after, kind }, from, to }: Mover): number {
  if (from === 0 || kind === 'deleted') {
    return 0;
  }
  return discipline === 'roll' && after?.kind === 'Deployment' ? to : Math.min(from, to);
}
