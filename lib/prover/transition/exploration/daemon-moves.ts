import { slotsIn } from '../../placement';
import { Cells } from './cells';
import { DaemonActor } from './world';

/** What stands on a node of a DaemonSet whose pods are replaced. */
const NONE = 0;
const OLD = 1;
/** Its new pod waits beside the old one. */
const BESIDE_OLD = 2;
const BOTH = 3;
const FRESH = 4;
/** Its new pod waits, and the old one has gone. */
const WAITS = 5;

/**
 * The pods of one DaemonSet while they are replaced (kubernetes pkg/controller/daemon/update.go `rollingUpdate`): those
 * of some nodes may be missing, or new ones stand beside the old ones on some. Each new pod waits for its own node.
 */
export class DaemonMoves {
  /** `row`: the row of the cells that tells what stands on each node; `isMetered`: a quota may refuse pods. */
  constructor(
    private readonly daemon: DaemonActor, private readonly cells: Cells, private readonly row: number,
    private readonly isMetered: boolean,
  ) {
    daemon.nodes.forEach((node) => cells.set(row, node, OLD));
  }

  public isThrough(): boolean {
    return this.daemon.nodes.every((node) => this.cells.get(this.row, node) === FRESH);
  }

  public old(): number {
    return this.count(OLD) + this.count(BESIDE_OLD) + this.count(BOTH);
  }

  public fresh(): number {
    return this.daemon.nodes.length - this.count(NONE) - this.count(OLD);
  }

  /** Nodes on which something may happen next; what does is told by what stands there. */
  public nodes(mayMake: () => boolean): number[] {
    const { nodes, surge, unavailable } = this.daemon;
    const mayStart = surge > 0 ? this.count(BESIDE_OLD) < surge && mayMake()
      : this.count(NONE) + this.count(WAITS) < unavailable;
    return nodes.filter((node) => {
      switch (this.cells.get(this.row, node)) {
        case OLD:
          return mayStart;
        case NONE:
          return mayMake();
        case WAITS:
        case BESIDE_OLD:
          return this.fits(node);
        default:
          return this.cells.get(this.row, node) === BOTH;
      }
    });
  }

  /**
   * Whether what may happen on a node may as well never do so: while a pod is refused, the controller replaces no
   * others (pkg/controller/daemon/daemon_controller.go `updateDaemonSet` returns the error of `manage`).
   */
  public mayRest(node: number, mayMake: () => boolean): boolean {
    return this.cells.get(this.row, node) === OLD && this.count(NONE) > 0 && !mayMake();
  }

  public do(node: number): void {
    const { surge, old, fresh } = this.daemon;
    switch (this.cells.get(this.row, node)) {
      case OLD:
        if (surge > 0) {
          this.cells.set(this.row, node, BESIDE_OLD);
        } else {
          this.cells.takeRoom(old, node, -1);
          this.cells.set(this.row, node, this.isMetered ? NONE : WAITS);
        }
        break;
      case NONE:
        this.cells.set(this.row, node, WAITS);
        break;
      case BOTH:
        this.cells.takeRoom(old, node, -1);
        this.cells.set(this.row, node, FRESH);
        break;
      default:
        this.cells.set(this.row, node, this.cells.get(this.row, node) === WAITS ? FRESH : BOTH);
        this.cells.takeRoom(fresh, node, 1);
    }
  }

  /** A node on which its new pod waits. */
  public waitingAt(): number | undefined {
    return this.daemon.nodes.find((node) => [WAITS, BESIDE_OLD, NONE].includes(this.cells.get(this.row, node)));
  }

  private fits(node: number): boolean {
    return slotsIn(this.cells.placement.room[node], this.daemon.fresh) > 0;
  }

  private count(what: number): number {
    return this.daemon.nodes.reduce((sum, node) => sum + Number(this.cells.get(this.row, node) === what), 0);
  }
}
