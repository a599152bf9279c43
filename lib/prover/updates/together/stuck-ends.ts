import { requiredSurge } from '../../../kubernetes/arithmetic';
import {
  Capacity, closeInside, componentsOf, copyOf, eligibilityKey, mayEvict, Placement, PodLimits, SearchBudget, shuffle,
  skewAllows, skewHolds, Task,
} from '../../placement';
import { Mover } from './movers';
import { rundown, Start } from './rundown';
import { ThroughBefore } from './through-before';
import { mayGoWithItsVolume, mayWaitForItsVolume, nodesToWaitOn } from './waits-for-volume';

/** Exchanges of pods that are tried near one start and far from it, and for all of a release. */
const TRIES_NEAR = 8_000;
const TRIES_FAR = 60_000;
const TRIES_ALL = 20_000_000;
/** Nodes that are open at first; more are not closed by pods that may all be away. */
const MOST_OPEN = 4;
const NONE: ReadonlySet<Task> = new Set();
/** Ways in which a workload leaves room that are tried from one placement. */
const MOST_STARTS = 3;

/**
 * Ends of a release in which one workload waits, near placements in which all pods stand: steps J8 and J9 of
 * docs/explanation/proof.md.
 */
export class StuckEnds {
  private readonly moverOf: ReadonlyMap<Task, Mover>;
  private readonly failed: Mover[] = [];
  /** Those whose nodes could be closed, whatever way leads there. */
  private readonly wasClosed = new Set<Task>();
  private readonly tries: SearchBudget = { steps: TRIES_ALL };

  constructor(
    private readonly capacity: Capacity, private readonly movers: Mover[], private readonly through: ThroughBefore,
  ) {
    this.moverOf = new Map(movers.map((mover) => [mover.task, mover]));
  }

  /** How the pods stand when the workload waits for ever; undefined where that is not shown. */
  public from(placement: Placement, mover: Mover): Placement | undefined {
    return this.first(placement, mover, (start) => this.near(placement, mover.task, start));
  }

  /** Whether none was found for a larger pod that may go to the same nodes: no proof, but little hope. */
  public isHopeless({ task, bounds }: Mover): boolean {
    return isPlain(task) && this.failed.some((other) =>
      requiredSurge(other.bounds) === requiredSurge(bounds) && eligibilityKey(other.task) === eligibilityKey(task)
      && task.requests.every((amount, resource) => amount <= other.task.requests[resource]));
  }

  public giveUp(mover: Mover): void {
    if (isPlain(mover.task) && !this.wasClosed.has(mover.task)) {
      this.failed.push(mover);
    }
  }

  /** The same where others may have stood anywhere. */
  public farFrom(placement: Placement, mover: Mover): Placement | undefined {
    return this.first(placement, mover, (start) => this.far(placement, mover.task, start));
  }

  private first(
    placement: Placement, mover: Mover, end: (start: Start) => Placement | undefined,
  ): Placement | undefined {
    if (
      !this.through.isComplete(placement, mover.task)
      || this.capacity.tasks.some(({ rank }) => mayEvict(mover.task.rank, rank))
    ) {
      return undefined;
    }
    for (const start of startsOf(placement, mover).filter((each) => this.comesBack(placement, mover, each))) {
      const found = end(start);
      if (found) {
        return found;
      }
    }
    return undefined;
  }

  /** Whether spread lets the pods that Recreate stopped come back, but for the one that waits. */
  private comesBack(placement: Placement, { task, bounds }: Mover, start: Start): boolean {
    const { left } = this.stopped(placement, task, start);
    return !bounds.recreate || task.spreads.every((spread) => skewHolds(left, spread));
  }

  private near(placement: Placement, task: Task, start: Start): Placement | undefined {
    const through = this.through.of(placement, task) ?? NONE;
    const { left, inside } = this.stopped(placement, task, start);
    const isOpen = (node: number) => left.slots(task, node) > 0;
    const open = inside.filter(isOpen).length;
    const waiting = new Set(open > 0 ? this.sendToWait(left, task, inside, through) : []);
    if (inside.filter(isOpen).length > MOST_OPEN) {
      return undefined;
    }
    const closed = inside.some(isOpen)
      ? this.close(left, task, inside, false, { home: placement, ...this.limits(task, through, waiting) })
      : left;
    if (!closed) {
      return undefined;
    }
    this.wasClosed.add(task);
    return this.run(placement, closed, task, start, waiting);
  }

  /** All pods stand so that the nodes are closed once one has left and others wait; before, it stood where it has room. */
  private far(placement: Placement, task: Task, start: Start): Placement | undefined {
    const { left, inside } = this.stopped(placement, task, start);
    const waiting = new Set(this.sendToWait(left, task, inside, NONE));
    const closed = this.close(left, task, inside, true, {
      home: placement, keepsVolumes: true, isApart: (each) => waiting.has(each),
      mostMoved: (each) => (each === task ? 0 : waiting.has(each) ? 1 : Infinity),
    });
    if (!closed) {
      return undefined;
    }
    this.wasClosed.add(task);
    const from = copyOf(closed);
    waiting.forEach((each) => {
      const [home] = placement.places[each.index].keys();
      const [extra] = [...from.places[each.index].keys()].filter((node) => node !== home);
      from.add(each, extra, -1);
    });
    if (start.comes !== undefined) {
      from.add(task, start.comes, -1);
    }
    if (start.leaves === undefined) {
      return this.run(from, closed, task, start, waiting);
    }
    const isAlike = (node: number) => mayGoWithItsVolume(this.capacity, task, start.leaves!, node)
      && task.spreads.every(({ domainOf }) => domainOf[node] === domainOf[start.leaves!]);
    const leaves = this.capacity.nodesOf(task).find((node) => isAlike(node) && from.slots(task, node) > 0);
    if (leaves === undefined) {
      return undefined;
    }
    from.add(task, leaves, 1);
    return this.run(from, closed, task, { ...start, leaves }, waiting);
  }

  private run(
    from: Placement, to: Placement, task: Task, start: Start, waiting: ReadonlySet<Task>,
  ): Placement | undefined {
    const through = this.through.of(from, task) ?? NONE;
    const isMoved = (each: Task) => [...to.places[each.index]].some(([node, pods]) => pods > from.count(each, node));
    if ([...through].some((each) => !waiting.has(each) && isMoved(each))) {
      return undefined;
    }
    const surging = this.through.surgingBeside(task).filter((each) => !through.has(each) && !waiting.has(each));
    return rundown({ from, to, movers: this.movers, victim: task, start, waiting, surging });
  }

  /** The pods once the workload has stopped, and the nodes that would take its next one but for their room. */
  private stopped(placement: Placement, task: Task, start: Start): { left: Placement; inside: number[] } {
    const left = copyOf(placement);
    if (start.leaves !== undefined) {
      left.add(task, start.leaves, -1);
    }
    if (start.comes !== undefined) {
      left.add(task, start.comes, 1);
    }
    const inside = this.capacity.nodesOf(task).filter((node) =>
      mayGoWithItsVolume(this.capacity, task, start.leaves ?? start.stays, node)
      && left.isOpen(task, node) && task.spreads.every((spread) => skewAllows(left, spread, node)));
    return { left, inside };
  }

  /** New pods come to wait for their volumes where the victim would go, or elsewhere; those that did. */
  private sendToWait(
    left: Placement, victim: Task, inside: readonly number[], through: ReadonlySet<Task>,
  ): Task[] {
    const isInside = new Set(inside);
    return this.movers.filter((each) =>
      each.task !== victim && !through.has(each.task) && mayWaitForItsVolume(each)).flatMap(({ task }) => {
      const nodes = nodesToWaitOn(left, task);
      const node = nodes.find((each) => isInside.has(each) && left.slots(victim, each) > 0) ?? nodes[0];
      if (node === undefined) {
        return [];
      }
      left.add(task, node, 1);
      return [task];
    });
  }

  /** Pods that may all be away at one time. */
  private limits(victim: Task, through: ReadonlySet<Task>, waiting: ReadonlySet<Task>): Omit<PodLimits, 'home'> {
    const mostMoved = (task: Task): number => {
      const bounds = this.moverOf.get(task)?.bounds;
      return !bounds || task === victim || through.has(task) ? 0
        : waiting.has(task) ? 1 : bounds.recreate ? task.most : Math.min(task.most, bounds.maxUnavailable);
    };
    return { mostMoved, keepsVolumes: true, isApart: (task) => waiting.has(task) };
  }

  private close(
    from: Placement, victim: Task, inside: readonly number[], isFar: boolean, limits: PodLimits,
  ): Placement | undefined {
    const budget: SearchBudget = { steps: Math.max(0, Math.min(isFar ? TRIES_FAR : TRIES_NEAR, this.tries.steps)) };
    this.tries.steps -= budget.steps;
    const { nodes } = componentsOf(this.capacity).around(victim);
    const shuffling = { capacity: this.capacity, task: victim, inside, nodes, from, budget, limits };
    // Where few pods may move, nodes cannot be filled anew.
    const { placement, open } = isFar ? closeInside(shuffling) : shuffle(shuffling);
    this.tries.steps += Math.max(0, budget.steps);
    return open === 0 ? placement : undefined;
  }
}

function isPlain({ spreads, apart, claims }: Task): boolean {
  return spreads.length === 0 && apart === undefined && !claims.staysInZone && !claims.staysOnNode;
}

/** What the workload does before it waits: a pod leaves, or goes elsewhere, or none does where it may miss none. */
function startsOf(placement: Placement, { task, bounds }: Mover): Start[] {
  const places = [...placement.places[task.index].keys()];
  if (requiredSurge(bounds) === 0) {
    return places.slice(0, MOST_STARTS).map((node) => ({ leaves: node, stays: node }));
  }
  const [stays] = places;
  const moves = task.most < 2 || task.spreads.length === 0 ? [] : places.flatMap((leaves) =>
    placement.capacity.nodesOf(task).filter((comes) => comes !== leaves && placement.slots(task, comes) > 0
      && mayGoWithItsVolume(placement.capacity, task, leaves, comes)
      && task.spreads.some(({ domainOf }) => domainOf[leaves] !== domainOf[comes]))
      .map((comes): Start => ({ leaves, comes, stays: comes })));
  return [{ stays }, ...moves.slice(0, MOST_STARTS)];
}
