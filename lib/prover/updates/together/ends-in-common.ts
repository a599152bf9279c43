import { requiredSurge } from '../../../kubernetes/arithmetic';
import { append } from '../../../manifests';
import { copyOf, isUnnoticed, openNodes, Placement, shapeOf, Task } from '../../placement';
import { Mover, takesBack } from '../needs/movers';

/** An end of a release in which a workload waits, and what led to it. */
export interface BlockedEnd {
  readonly task: Task;
  readonly placement: Placement;
  /** How all pods stood before. */
  readonly from: Placement;
  /**
   * The node of the pod that is gone.
   *
   * @default - none is
   */
  readonly leaves?: number;
  /** Of those that may miss no pod, those that are through. */
  readonly through: ReadonlySet<Task>;
}

/**
 * Ends in which others wait than those that they were found for: step J16 of docs/explanation/proof.md. Without these
 * each workload of a large fleet would have all nodes closed anew.
 */
export class EndsInCommon {
  private readonly ends: BlockedEnd[] = [];
  /** In which a pod is gone, by its shape. */
  private readonly byShape = new Map<string, BlockedEnd[]>();

  /** How the pods stand in an end that is kept. */
  public add(end: BlockedEnd): Placement {
    this.ends.push(end);
    if (end.leaves !== undefined) {
      append(this.byShape, shapeOf(end.task), end);
    }
    return end.placement;
  }

  /** How the pods stand where the workload waits for ever; undefined where none of the ends shows it. */
  public of(mover: Mover): Placement | undefined {
    if (requiredSurge(mover.bounds) > 0) {
      return this.ends.find((end) => waitsAsWell(end, mover.task))?.placement;
    }
    for (const end of this.byShape.get(shapeOf(mover.task)) ?? []) {
      const found = waitsInItsPlace(end, mover);
      if (found) {
        return found;
      }
    }
    return undefined;
  }
}

/** One that may miss no pod, is not through, and has no room. */
function waitsAsWell({ placement, through }: BlockedEnd, task: Task): boolean {
  return !through.has(task) && placement.countAll(task) === task.most
    && openNodes(placement, task).every((node) => placement.slots(task, node) === 0);
}

/** The end with the names of the pod that is gone and of one of the mover exchanged, from the beginning. */
function waitsInItsPlace(
  { task, placement, from, leaves }: BlockedEnd, { task: mover, bounds }: Mover,
): Placement | undefined {
  const stays = [...placement.places[mover.index]];
  const isMoved = from.countAll(mover) !== mover.most || placement.countAll(mover) !== mover.most
    || stays.some(([node, pods]) => from.count(mover, node) !== pods);
  const both = [task, mover];
  if (isMoved || openNodes(placement, mover).length > 0 || !both.every((each) => isUnnoticed(placement, each))) {
    return undefined;
  }
  const isFree = (each: Task, node: number) => each.apart === undefined || from.count(each, node) === 0;
  const [at] = stays.map(([node]) => node).filter((node) =>
    both.every(({ spreads }) => spreads.every(({ domainOf }) => domainOf[node] === domainOf[leaves!]))
    && (node === leaves || (isFree(mover, leaves!) && isFree(task, node))));
  if (at === undefined) {
    return undefined;
  }
  const end = copyOf(placement);
  end.add(mover, at, -1);
  end.add(task, at, 1);
  // Pods that come back look at spread anew: those of the other one, and where several leave those of the mover.
  const comeBack = [task, ...bounds.recreate || bounds.maxUnavailable > 1 ? [mover] : []];
  return end.countAll(task) === task.most && comeBack.every((each) => takesBack(end, each)) ? end : undefined;
}
