import { sum } from '../../../util/sum';
import { addTo, copyOf, Moving, Placement, Task } from '../../placement';
import { Mover } from '../needs/movers';
import { mayGoWithItsVolume } from './waits-for-volume';

/** One step of a release: a pod of the old revision is gone, or one of the new revision stands. */
export interface Move {
  readonly mover: number;
  readonly node: number;
  readonly pods: 1 | -1;
}

/**
 * Pods of several workloads while all of them are updated. A pod that is scheduled is ready at once and one that is
 * stopped is gone at once: where a release ends no pod is on its way, and slower ones only leave fewer choices in
 * between.
 */
export class JointState implements Moving<Move> {
  public readonly placement: Placement;
  /** Pods of the old revision by node, for each mover. */
  private readonly old: Map<number, number>[];
  private readonly oldPods: number[];
  private readonly newPods: number[];
  /** Nodes that pods of each mover have left and whose volumes are there. */
  private readonly homes: number[][];

  constructor(start: Placement, public readonly movers: Mover[]) {
    this.placement = copyOf(start);
    this.old = movers.map(({ task }) => new Map(this.placement.places[task.index]));
    this.oldPods = this.old.map((places) => sum(places.values()));
    this.newPods = movers.map(() => 0);
    this.homes = movers.map(() => []);
  }

  public isDone(mover: number): boolean {
    return this.oldPods[mover] === 0 && this.newPods[mover] === this.movers[mover].task.most;
  }

  /**
   * Nodes of old pods one of which the controller may stop now (kubernetes pkg/controller/deployment/rolling.go,
   * recreate.go).
   */
  public leaving(mover: number): number[] {
    const { task, bounds } = this.movers[mover];
    const may = this.oldPods[mover] > 0
      && (bounds.recreate || this.oldPods[mover] + this.newPods[mover] > task.most - bounds.maxUnavailable);
    return may ? [...this.old[mover].keys()] : [];
  }

  /** Whether the controller may make a new pod now. */
  public makes(mover: number): boolean {
    const { task, bounds } = this.movers[mover];
    return this.newPods[mover] < task.most && (bounds.recreate ? this.oldPods[mover] === 0
      : this.oldPods[mover] + this.newPods[mover] < task.most + bounds.maxSurge);
  }

  /**
   * Nodes that take a new pod now; where a volume is held, only its node: elsewhere the pod waits for it and changes
   * nothing.
   */
  public entering(mover: number): number[] {
    const { task } = this.movers[mover];
    if (!this.makes(mover)) {
      return [];
    }
    const { capacity } = this.placement;
    const own = [...this.placement.places[task.index].keys()];
    const nodes = task.claims.attachment === 'free' || own.length === 0 ? capacity.nodesOf(task) : own;
    // A volume that the pods have in common is where they stand, or where the last of them left it.
    const homes = task.ties.length > 0 && own.length > 0 ? own : this.homes[mover];
    return nodes.filter((node) => this.placement.slots(task, node) > 0
      && (!isKept(task) || homes.some((home) => mayGoWithItsVolume(capacity, task, home, node))));
  }

  public everyMove(): Move[] {
    return this.movers.flatMap((_, mover): Move[] => [
      ...this.leaving(mover).map((node): Move => ({ mover, node, pods: -1 })),
      ...this.entering(mover).map((node): Move => ({ mover, node, pods: 1 })),
    ]);
  }

  public do({ mover, node, pods }: Move): void {
    this.change(mover, node, pods, pods);
  }

  public undo({ mover, node, pods }: Move): void {
    this.change(mover, node, -pods as 1 | -1, pods);
  }

  public key(nodes: readonly number[], tasks: readonly Task[], nameOf: (node: number) => string | number): string {
    const { placement } = this;
    const index = new Map(this.movers.map(({ task }, mover) => [task, mover]));
    return nodes.map((node) => `${nameOf(node)}:${tasks.map((task) => {
      const mover = index.get(task);
      return `${placement.count(task, node)}${mover === undefined ? '' : `/${this.old[mover].get(node) ?? 0}`}`;
    }).join()}`).sort().join(';');
  }

  private change(mover: number, node: number, pods: 1 | -1, kind: 1 | -1): void {
    const { task } = this.movers[mover];
    this.placement.add(task, node, pods);
    if (isKept(task)) {
      this.leaveVolume(mover, node, pods);
    }
    if (kind === 1) {
      this.newPods[mover] += pods;
      return;
    }
    this.oldPods[mover] += pods;
    addTo(this.old[mover], node, pods);
  }

  /** A pod leaves its volume where it stood, or takes one that is within reach. */
  private leaveVolume(mover: number, node: number, pods: 1 | -1): void {
    const homes = this.homes[mover];
    if (pods === -1) {
      homes.push(node);
      return;
    }
    const at = homes.findIndex((home) =>
      mayGoWithItsVolume(this.placement.capacity, this.movers[mover].task, home, node));
    homes.splice(at, at < 0 ? 0 : 1);
  }
}

/** Whether volumes keep its pods in a zone or on a node. */
function isKept({ claims: { staysInZone, staysOnNode } }: Task): boolean {
  return staysInZone || staysOnNode;
}
