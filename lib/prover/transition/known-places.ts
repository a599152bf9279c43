import { copyOf, HOSTNAME, Placement, slotsIn, Task } from '../placement';
import { keyOf } from '../../manifests';
import { Mover } from './mover';
import { Release } from './release';
import { Start } from './starts';

/** Where the pods stand that run when a change begins, as far as a snapshot tells. */
export class KnownPlaces {
  private readonly placement: Placement;
  private readonly unknown = new Set<Task>();
  private known?: Start;

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
   * The fewest slots that the new pods of a mover find, those that they have taken themselves included, while so many
   * of its old pods stand where they began, wherever these are, and all others stand where they do. Undefined where
   * that is not known of all that may meet it (`tasks`), or not only room decides.
   */
  public slots({ old, fresh, from, to, discipline }: Mover, tasks: readonly Task[], stand: number): number | undefined {
    const { placement, release: { capacity } } = this;
    const areFixed = tasks.every((task) => task === old || task === fresh || task.least === task.most);
    const addsOld = discipline === 'roll' && old !== undefined && old !== fresh && from < to;
    if (!fresh || !areFixed || addsOld || !this.start(tasks) || fresh.repulsions.some(({ other }) => other === old)
      || (fresh.apart && (fresh.apart.topologyKey !== HOSTNAME || fresh.apart.perRevision))) {
      return undefined;
    }
    const homes = old ? [...placement.places[old.index]] : [];
    homes.forEach(([node, pods]) => placement.add(old!, node, -pods));
    const most = fresh.apart ? 1 : Infinity;
    const slotsBeside = (node: number, pods: number) => Math.min(most, slotsIn(
      placement.room[node].map((room, resource) => room - pods * (old?.requests[resource] ?? 0)), fresh.requests,
    ));
    const open = new Set(capacity.nodesOf(fresh).filter((node) => placement.isOpen(fresh, node)));
    let all = 0;
    open.forEach((node) => {
      all += slotsBeside(node, 0);
    });
    // By old pods that stand on the nodes looked at so far: the most slots that they take.
    let taken = [0];
    for (const [node, pods] of old === fresh ? [] : homes.filter(([each]) => open.has(each))) {
      const losses = Array.from({ length: pods + 1 }, (_, there) => slotsBeside(node, 0) - slotsBeside(node, there));
      taken = Array.from({ length: taken.length + pods }, (_, count) => Math.max(...losses.map((loss, there) =>
        count - there >= 0 && count - there < taken.length ? loss + taken[count - there] : 0)));
    }
    homes.forEach(([node, pods]) => placement.add(old!, node, pods));
    return all - Math.max(0, ...taken.slice(0, stand + 1));
  }

  private placesOf(task: Task): ReadonlyMap<string, number> | undefined {
    const { capacity, places } = this.release;
    const { workload } = task;
    const isWhole = workload.companions.length === 0 && capacity.tasksOf(workload).length === 1;
    return isWhole ? places?.get(keyOf(workload.manifest)) : undefined;
  }
}
