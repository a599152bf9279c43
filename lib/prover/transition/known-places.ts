import { copyOf, HOSTNAME, Placement, slotsIn, Task } from '../placement';
import { keyOf } from '../../manifests';
import { heldForEver } from '../updates';
import { Mover } from './mover';
import { Release, shapesOf } from './release';
import { SureSlots } from './spread-at-ends';
import { Start } from './starts';

/** Who may meet the pods of a mover. */
export interface Meeting {
  readonly tasks: readonly Task[];
  /** Movers whose pods may be anywhere. */
  readonly others: readonly Mover[];
}

/** Where the pods stand that run when a change begins, as far as a snapshot tells. */
export class KnownPlaces {
  private readonly placement: Placement;
  private readonly unknown = new Set<Task>();
  private known?: Start;
  private resting?: Placement;

  constructor(private readonly release: Release) {
    const { capacity } = release;
    this.placement = new Placement(capacity);
    const nodes = new Map(capacity.nodes.map(({ name }, node) => [name, node]));
    for (const task of capacity.tasks.filter((each) => release.startOf(each) > 0)) {
      const places = [...(this.placesOf(task) ?? [])].map(([name, pods]) => ({ node: nodes.get(name), pods }));
      const pods = places.reduce((sum, each) => sum + each.pods, 0);
      if (pods !== release.startOf(task) || places.some(({ node }) => node === undefined)) {
        this.unknown.add(task);
      } else {
        places.forEach(({ node, pods: there }) => this.placement.add(task, node!, there));
      }
    }
    // Nodes that offer less than what stands there are not as they are described.
    capacity.tasks.filter(({ index }) => [...this.placement.places[index].keys()].some((node) =>
      this.placement.room[node].some((left) => left < 0))).forEach((task) => this.unknown.add(task));
  }

  /** Whether all that runs is known to stand somewhere. */
  public get areComplete(): boolean {
    return this.unknown.size === 0;
  }

  /** The one start at which these tasks stand where they do; undefined where that is not known of one. */
  public start(tasks: readonly Task[]): Start | undefined {
    if (tasks.some((task) => this.unknown.has(task))) {
      return undefined;
    }
    this.known ??= { from: this.placement, scratch: copyOf(this.placement) };
    return this.known;
  }

  /**
   * The fewest slots that the new pods of a mover find on some nodes (on all of them, where none are named), those that
   * they have taken themselves included, while so many of its old pods stand where they began, wherever these are.
   * All others stand where they do, but for `others`, which may be anywhere. Undefined where that is not known of all
   * that may meet it (`tasks`), or not only room decides.
   */
  public slotsOf(mover: Mover, { tasks, others }: Meeting): SureSlots | undefined {
    const { old, fresh, from, to, discipline } = mover;
    const areFixed = tasks.every((task) => task === old || task === fresh || task.least === task.most);
    const addsOld = discipline === 'roll' && old !== undefined && old !== fresh && from < to;
    const moving = new Set(others.flatMap(shapesOf));
    if (!fresh || !areFixed || addsOld || !this.start(tasks)
      || fresh.repulsions.some(({ other }) => other === old || moving.has(other))
      || (fresh.apart && (fresh.apart.topologyKey !== HOSTNAME || fresh.apart.perRevision))) {
      return undefined;
    }
    const { slots, losses } = this.onEachNode(fresh, old, others.length > 0);
    const roomiest = Math.max(0, ...slots.values());
    const lost = others.reduce((sum, each) => sum + slotsTakenBy(each, fresh, roomiest), 0);
    return (stand, nodes = [...slots.keys()]) => {
      const all = nodes.reduce((sum, node) => sum + (slots.get(node) ?? 0), 0);
      // By old pods that stand on the nodes looked at so far: the most slots that they take.
      let taken = [0];
      for (const node of nodes.filter((each) => slots.has(each) && losses.has(each))) {
        const each = losses.get(node)!;
        taken = Array.from({ length: taken.length + each.length - 1 }, (_, count) =>
          Math.max(...each.map((loss, there) =>
            count - there >= 0 && count - there < taken.length ? loss + taken[count - there] : 0)));
      }
      return Math.max(0, all - Math.max(0, ...taken.slice(0, stand + 1)) - lost);
    };
  }

  /**
   * Slots of new pods on each node that is open to them, without the old ones, and how many of these so many old pods
   * take that stood there.
   */
  private onEachNode(
    fresh: Task, old: Task | undefined, othersMove: boolean,
  ): { slots: ReadonlyMap<number, number>; losses: ReadonlyMap<number, readonly number[]> } {
    const { capacity } = this.release;
    const placement = othersMove ? this.atRest() : this.placement;
    const homes = old ? [...this.placement.places[old.index]] : [];
    const standing = othersMove ? [] : homes;
    standing.forEach(([node, pods]) => placement.add(old!, node, -pods));
    const most = fresh.apart ? 1 : Infinity;
    const slotsBeside = (node: number, pods: number) => Math.min(most, slotsIn(
      pods === 0 ? placement.room[node]
        : placement.room[node].map((room, resource) => room - pods * old!.requests[resource]), fresh.requests,
    ));
    const slots = new Map(capacity.nodesOf(fresh).filter((node) => placement.isOpen(fresh, node))
      .map((node) => [node, slotsBeside(node, 0)]));
    const losses = new Map((old === fresh ? [] : homes).map(([node, pods]) =>
      [node, Array.from({ length: pods + 1 }, (_, there) => slotsBeside(node, 0) - slotsBeside(node, there))]));
    standing.forEach(([node, pods]) => placement.add(old!, node, pods));
    return { slots, losses };
  }

  /** What stays alone: where pods of the movers stand is left out. */
  private atRest(): Placement {
    if (!this.resting) {
      this.resting = copyOf(this.placement);
      for (const task of this.release.movers.flatMap(shapesOf)) {
        [...this.resting.places[task.index]].forEach(([node, pods]) => this.resting!.add(task, node, -pods));
      }
    }
    return this.resting;
  }

  /** Nodes on which its pods stand; none where that is not known. */
  public nodesOf({ index }: Task): readonly number[] {
    return [...this.placement.places[index].keys()];
  }

  private placesOf(task: Task): ReadonlyMap<string, number> | undefined {
    const { capacity, places } = this.release;
    const { workload } = task;
    const isWhole = workload.companions.length === 0 && capacity.tasksOf(workload).length === 1;
    return isWhole ? places?.get(keyOf(workload.manifest)) : undefined;
  }
}

/**
 * Most slots that the pods of a mover take away at an end, where it has as many as it wants at most (step E): one pod
 * takes so many as its largest request in terms of what is asked for, and no more than a node has.
 */
function slotsTakenBy(mover: Mover, fresh: Task, roomiest: number): number {
  const each = shapesOf(mover).map(({ requests }) => Math.min(roomiest, Math.max(
    ...fresh.requests.map((amount, resource) => amount > 0 ? Math.ceil(requests[resource] / amount) : 0))));
  const waiting = Math.max(...shapesOf(mover).map(heldForEver));
  return (mover.to + waiting) * Math.max(...each);
}
