import { requiredSurge } from '../../../kubernetes/arithmetic';
import { append } from '../../../manifests';
import {
  Arrival, Capacity, closeInside, componentsOf, copyOf, eligibilityKey, isNeverUneven, mayEvict, placeMore, Placement,
  PodLimits, SearchBudget, shapeOf, shuffle, skewAllows, skewHolds, Task,
} from '../../placement';
import { BlockedEnd } from './ends-in-common';
import { Gathered, Gathering } from './gathering';
import { Mover } from '../needs/movers';
import { rundown, Start } from './rundown';
import { ThroughBefore } from './through-before';
import { mayGoWithItsVolume, mayWaitForItsVolume, nodesToWaitOn } from './waits-for-volume';

/** Exchanges of pods that are tried near one start and far from it, and for all of a release. */
const TRIES_NEAR = 8_000;
const TRIES_FAR = 150_000;
const TRIES_ALL = 20_000_000;
/** Further ones far from it for each node of the cluster, while they close more, and how often in vain for one shape. */
const FURTHER_TRIES = 40_000;
const MOST_IN_VAIN = 2;
/** Nodes that are open at first; more are not closed by pods that may all be away. */
const MOST_OPEN = 4;
/** How often nodes are closed from one start, each time by another seed. */
const MOST_SEEDS = 3;
/** Nodes that are looked at for pods that wait, and for one that is put back. */
const VISITS_TO_GATHER = 5_000;
/** Workloads whose pods are put where they may take the room of the one that left. */
const MOST_HELPERS = 3;
const NONE: ReadonlySet<Task> = new Set();
/** Ways in which a workload leaves room that are tried from one placement. */
const MOST_STARTS = 3;

/**
 * Ends of a release in which one workload waits, near placements in which all pods stand and far from them: steps J8,
 * J9, J14 and J15 of docs/explanation/proof.md.
 */
export class StuckEnds {
  private readonly moverOf: ReadonlyMap<Task, Mover>;
  private readonly gathering: Gathering;
  private readonly failed = new Map<string, Task[]>();
  /** Those whose nodes could be closed, whatever way leads there. */
  private readonly wasClosed = new Set<Task>();
  private readonly tries: SearchBudget = { steps: TRIES_ALL };
  private readonly further: SearchBudget;
  /** By shape of pods, how often nodes were not closed. */
  private readonly inVain = new Map<string, number>();

  constructor(
    private readonly capacity: Capacity, private readonly movers: Mover[], private readonly through: ThroughBefore,
  ) {
    this.moverOf = new Map(movers.map((mover) => [mover.task, mover]));
    this.gathering = new Gathering(capacity, movers);
    this.further = { steps: FURTHER_TRIES * capacity.nodes.length };
  }

  /** How the pods stand when the workload waits for ever; undefined where that is not shown. */
  public from(placement: Placement, mover: Mover): BlockedEnd | undefined {
    return this.first(placement, mover, (start) => this.near(placement, mover.task, start));
  }

  /** Whether none was found for one like it with pods as large that may go to the same nodes: no proof, but little hope. */
  public isHopeless(mover: Mover): boolean {
    return (this.failed.get(kindOf(mover)) ?? []).some((other) =>
      mover.task.requests.every((amount, resource) => amount <= other.requests[resource]));
  }

  public giveUp(mover: Mover): void {
    if (!this.wasClosed.has(mover.task)) {
      append(this.failed, kindOf(mover), mover.task);
    }
  }

  /** The same where others may have stood anywhere. */
  public farFrom(placement: Placement, mover: Mover): BlockedEnd | undefined {
    const gathered = this.gathering.forAll(placement, mover.task);
    const end = (start: Start) => this.far(placement, mover.task, start, gathered);
    return this.first(placement, mover, end, gathered?.placement);
  }

  /** `stands`: where its pods are, and others may wait beside old ones. */
  private first(
    placement: Placement, mover: Mover, end: (start: Start) => BlockedEnd | undefined, stands = placement,
  ): BlockedEnd | undefined {
    if (
      !this.through.isComplete(placement, mover.task)
      || this.capacity.tasks.some(({ rank }) => mayEvict(mover.task.rank, rank))
    ) {
      return undefined;
    }
    for (const start of startsOf(stands, mover).filter((each) => this.comesBack(stands, mover, each))) {
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

  private near(placement: Placement, task: Task, start: Start): BlockedEnd | undefined {
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
  private far(home: Placement, task: Task, start: Start, gathered?: Gathered): BlockedEnd | undefined {
    const { left, inside } = this.stopped(gathered?.placement ?? home, task, start);
    const { placement, waiting, missing } = gathered
      ? { ...gathered, placement: left } : this.gathering.beside(left, task);
    for (const { from, pinned, seed } of this.pinned(placement, task, inside, start.leaves !== undefined)) {
      const closed = this.close(from, task, inside, true, {
        isApart: (each) => waiting.has(each), mostMoved: (each) => (each === task || each === pinned ? 0 : Infinity),
      }, seed);
      const end = closed && this.reach(closed, task, start, { waiting, missing });
      if (end || !closed) {
        return end;
      }
    }
    return undefined;
  }

  /** How pods stood before a way leads to nodes that are closed; the end of that way. */
  private reach(
    closed: Placement, task: Task, start: Start, { waiting, missing }: Pick<Gathered, 'waiting' | 'missing'>,
  ): BlockedEnd | undefined {
    this.wasClosed.add(task);
    const from = copyOf(closed);
    waiting.forEach((each) => from.add(each, [...from.places[each.index].keys()][1], -1));
    if (start.comes !== undefined) {
      from.add(task, start.comes, -1);
    }
    const stood = this.putBack(from, [
      ...start.leaves === undefined ? [] : [{ task, nodes: this.likeThat(task, start.leaves) }],
      ...missing.map((each) => ({ task: each })),
    ], waiting);
    const isNew = (node: number) => stood!.count(task, node) > from.count(task, node);
    const leaves = start.leaves === undefined ? undefined : stood && [...stood.places[task.index].keys()].find(isNew);
    return stood && this.run(stood, closed, task, { ...start, leaves }, waiting);
  }

  /** As they stand, some seeds, and with a pod inside that may take the room of the one that left. */
  private *pinned(
    placement: Placement, victim: Task, inside: readonly number[], leaves: boolean,
  ): Generator<{ readonly from: Placement; readonly pinned?: Task; readonly seed: number }> {
    for (let seed = 0; seed < MOST_SEEDS; seed++) {
      yield { from: placement, seed };
    }
    const helpers = !leaves ? [] : this.movers.map(({ task }) => task).filter((task) =>
      task !== victim && this.gathering.mayBeAway(task) && isNeverUneven(task)
      && victim.requests.every((amount, resource) => amount <= task.requests[resource])
      && inside.some((node) => task.eligible[this.capacity.groupOf[node]]));
    for (const task of helpers.slice(0, MOST_HELPERS)) {
      const from = copyOf(placement);
      from.add(task, [...from.places[task.index].keys()][0], -1);
      const placed = placeMore(from, [{ task, nodes: inside }], { steps: VISITS_TO_GATHER });
      yield* placed ? [{ from: placed, pinned: task, seed: 0 }] : [];
    }
  }

  private likeThat(task: Task, node: number): number[] {
    return this.capacity.nodesOf(task).filter((other) => mayGoWithItsVolume(this.capacity, task, node, other)
      && task.spreads.every(({ domainOf }) => domainOf[other] === domainOf[node]));
  }

  /** Pods that are gone at the end, where others that come there later left room for them. */
  private putBack(
    placement: Placement, arrivals: readonly Arrival[], waiting: ReadonlySet<Task>,
  ): Placement | undefined {
    return placeMore(copyOf(placement), arrivals, { steps: VISITS_TO_GATHER }, (task) =>
      !waiting.has(task) && !arrivals.some((each) => each.task === task) && this.gathering.mayBeAway(task));
  }

  private run(
    from: Placement, to: Placement, task: Task, start: Start, waiting: ReadonlySet<Task>,
  ): BlockedEnd | undefined {
    const through = this.through.partly(from, task, waiting);
    const isMoved = (each: Task) => [...to.places[each.index]].some(([node, pods]) => pods > from.count(each, node));
    if ([...through].some((each) => !waiting.has(each) && isMoved(each))) {
      return undefined;
    }
    const surging = this.through.surgingBeside(task).filter((each) => !through.has(each) && !waiting.has(each));
    const end = rundown({ from, to, movers: this.movers, victim: task, start, waiting, surging });
    return end && {
      task, placement: end.placement, from, leaves: start.leaves, through: new Set([...through, ...end.through]),
    };
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
      each.task !== victim && !through.has(each.task)
      && mayWaitForItsVolume(this.capacity, each)).flatMap(({ task }) => {
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
    from: Placement, victim: Task, inside: readonly number[], isFar: boolean, limits: PodLimits, seed = 0,
  ): Placement | undefined {
    const budget: SearchBudget = { steps: Math.max(0, Math.min(isFar ? TRIES_FAR : TRIES_NEAR, this.tries.steps)) };
    this.tries.steps -= budget.steps;
    const { nodes } = componentsOf(this.capacity).around(victim);
    const shuffling = { capacity: this.capacity, task: victim, inside, nodes, from, budget, limits, seed };
    // Where few pods may move, nodes cannot be filled anew.
    const shape = shapeOf(victim);
    const inVain = this.inVain.get(shape) ?? 0;
    const further = inVain < MOST_IN_VAIN ? this.further : undefined;
    const { placement, open } = isFar ? closeInside({ ...shuffling, further }) : shuffle(shuffling);
    this.inVain.set(shape, inVain + Number(isFar && open > 0));
    this.tries.steps += Math.max(0, budget.steps);
    return open === 0 ? placement : undefined;
  }
}

/** What else than the size of a pod decides whether its nodes can be closed. */
function kindOf({ task, bounds }: Mover): string {
  const { spreads, apart, claims: { staysInZone, staysOnNode }, most } = task;
  const isApart = apart !== undefined;
  return [
    requiredSurge(bounds) > 0, isApart, staysInZone, staysOnNode, ...spreads.map(({ topologyKey }) => topologyKey),
    ...isApart || spreads.length > 0 ? [most] : [], eligibilityKey(task),
  ].join();
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

/** Whether it counts in which zone its own pods stand. */
export function decidesByZone({ spreads, claims }: Task): boolean {
  return spreads.length > 0 || claims.staysInZone;
}
