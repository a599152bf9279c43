import { sum } from '../../util/sum';
import { Capacity } from './capacity';
import { beyondNode, repelledOnNode } from './tasks/repelled-on-node';
import { skewAllows } from './skew';
import { slotsIn } from './nodes/slots-in';
import { HOSTNAME, mayPart, Task } from './tasks/task';

/** Of most nodes and tasks in most placements; it stays empty. */
const NONE = new Map<number, number>();

/**
 * Pods on nodes, one step at a time; answers what the scheduler's filters answer. A copy shares with its original what
 * neither has changed since.
 */
export class Placement {
  public readonly room: Readonly<Float64Array>[];
  /** Pods by task index, for each node. */
  public readonly pods: ReadonlyMap<number, number>[];
  /** Pods by node, for each task. */
  public readonly places: ReadonlyMap<number, number>[];
  private inDomain: Map<string, number>;
  /** What no other placement shares, by node and by task. */
  private readonly ownNodes: Uint8Array;
  private readonly ownPlaces: Uint8Array;
  private ownsDomains = false;
  /** By task: its places in the order of the nodes, for copies; of those that are its own, and have not changed since. */
  private readonly ordered: (ReadonlyMap<number, number> | undefined)[] = [];

  /** Empty, or as another one stands, to be changed independently. */
  constructor(public readonly capacity: Capacity, like?: Placement) {
    this.room = (like ?? capacity).room.slice();
    this.pods = like ? like.pods.slice() : capacity.nodes.map(() => NONE);
    this.places = like ? capacity.tasks.map((_, index) => like.placesInOrder(index)) : capacity.tasks.map(() => NONE);
    this.inDomain = like?.inDomain ?? new Map<string, number>();
    this.ownNodes = new Uint8Array(capacity.nodes.length);
    this.ownPlaces = new Uint8Array(capacity.tasks.length);
    like?.share();
  }

  public count(task: Task, node: number): number {
    return this.pods[node].get(task.index) ?? 0;
  }

  /** Pods of a task on all nodes. */
  public countAll({ index }: Task): number {
    return sum(this.places[index].values());
  }

  /** Adds pods of a task, or takes them away when the number is negative; fit is the caller's to know. */
  public add(task: Task, node: number, pods: number): void {
    this.take(node, task.requests, pods);
    const left = this.count(task, node) + pods;
    const places = this.placesToChange(task.index);
    const onNode = this.pods[node] as Map<number, number>;
    if (left === 0) {
      onNode.delete(task.index);
      places.delete(node);
    } else {
      onNode.set(task.index, left);
      places.set(node, left);
    }
    const keys = this.watchedKeys(task);
    if (keys.size > 0 && !this.ownsDomains) {
      this.inDomain = new Map(this.inDomain);
      this.ownsDomains = true;
    }
    for (const key of keys) {
      const domain = this.domainKey(task, node, key);
      this.inDomain.set(domain, (this.inDomain.get(domain) ?? 0) + pods);
    }
  }

  /** Takes so often what is asked of the room of a node, or gives it back when the number is negative. */
  public take(node: number, requests: Float64Array, times: number): void {
    if (this.ownNodes[node] === 0) {
      this.room[node] = this.room[node].slice();
      this.pods[node] = new Map(this.pods[node]);
      this.ownNodes[node] = 1;
    }
    const room = this.room[node] as Float64Array;
    for (let resource = 0; resource < room.length; resource++) {
      room[resource] -= times * requests[resource];
    }
  }

  private placesToChange(index: number): Map<number, number> {
    if (this.ownPlaces[index] === 0) {
      this.places[index] = new Map(this.places[index]);
      this.ownPlaces[index] = 1;
    }
    this.ordered[index] = undefined;
    return this.places[index] as Map<number, number>;
  }

  /** From now on another placement holds the same: what is its own is no longer. */
  private share(): void {
    this.ownNodes.fill(0);
    this.ownsDomains = false;
  }

  private placesInOrder(index: number): ReadonlyMap<number, number> {
    if (this.ownPlaces[index] === 0 || this.places[index].size === 0) {
      return this.ownPlaces[index] === 0 ? this.places[index] : NONE;
    }
    return this.ordered[index] ??= new Map([...this.places[index]].sort(([one], [two]) => one - two));
  }

  /** Further pods of a task that a node can take at once, every constraint of its own included. */
  public slots(task: Task, node: number): number {
    const slots = this.slotsBesideSpread(task, node);
    if (slots === 0 || task.spreads.length === 0) {
      return slots;
    }
    return task.spreads.every((spread) => skewAllows(this, spread, node)) ? 1 : 0;
  }

  /**
   * The same without topology spread, which looks at the order in which pods come.
   *
   * @param stands the pods came earlier, beside others that may have gone since
   */
  public slotsBesideSpread(task: Task, node: number, stands = false): number {
    // Room first, as it is soonest counted.
    const byRoom = task.eligible[this.capacity.groupOf[node]] ? this.slotsByRoom(task, node) : 0;
    const isBound = task.repulsions.length + task.attractions.length + task.ties.length > 0;
    if (byRoom === 0 || (isBound && !(this.isOpen(task, node, stands) && this.isTogether(task, node)))) {
      return 0;
    }
    if (!task.apart) {
      return task.claims.attachment === 'pod' ? Math.min(byRoom, this.places[task.index].size > 0 ? 0 : 1) : byRoom;
    }
    return this.occupied(task, node, task.apart.topologyKey) ? 0 : Math.min(1, byRoom);
  }

  /** Further pods that resources alone allow. */
  public slotsByRoom(task: Task, node: number): number {
    return slotsIn(this.room[node], task.requests);
  }

  /** Whether node-only filters, the (anti-)affinity and the volumes of other workloads let the task in. */
  public isOpen(task: Task, node: number, stands = false): boolean {
    return (
      task.eligible[this.capacity.groupOf[node]]
      && !this.isRepelled(task, node)
      && task.attractions.every(
        (attraction) =>
          (stands && mayPart(attraction))
          || attraction.self
          || attraction.satisfied[node]
          || attraction.targets.some((target) => this.occupied(target, node, attraction.topologyKey)),
      )
      && task.ties.every(({ topologyKey, users }) =>
        users.every(
          (user) =>
            user === task
            || (task.claims.attachment === 'pod'
              ? this.places[user.index].size === 0
              : this.standsOnlyWith(user, node, topologyKey)),
        ),
      )
    );
  }

  private isRepelled(task: Task, node: number): boolean {
    const { repulsions } = task;
    const pods = this.pods[node];
    if (repulsions.length <= pods.size) {
      return repulsions.some(({ other, topologyKey }) => this.occupied(other, node, topologyKey));
    }
    const onNode = repelledOnNode(task);
    for (const index of pods.keys()) {
      if (onNode[index] === 1) {
        return true;
      }
    }
    return beyondNode(task).some(({ other, topologyKey }) => this.occupied(other, node, topologyKey));
  }

  /** The resource that keeps one more pod off the node; undefined when resources suffice. */
  public shortResource(task: Task, node: number): number | undefined {
    const short = this.room[node].findIndex((left, resource) => task.requests[resource] > left);
    return short < 0 ? undefined : short;
  }

  /** Whether the task's own pods, which its affinity or its volume keeps together, are in the domain of the node. */
  private isTogether(task: Task, node: number): boolean {
    return task.ties.every(({ topologyKey }) => this.standsOnlyWith(task, node, topologyKey))
      && task.attractions.every((attraction) => !attraction.self || attraction.satisfied[node]
        || attraction.targets.every((target) => this.places[target.index].size === 0)
        || attraction.targets.some((target) => this.occupied(target, node, attraction.topologyKey)));
  }

  private standsOnlyWith(user: Task, node: number, topologyKey: string): boolean {
    const home = this.capacity.domain(node, topologyKey);
    return [...this.places[user.index].keys()].every((place) => this.capacity.domain(place, topologyKey) === home);
  }

  private occupied(task: Task, node: number, topologyKey: string): boolean {
    if (topologyKey === HOSTNAME) {
      return this.count(task, node) > 0;
    }
    const home = this.capacity.domain(node, topologyKey);
    return home !== undefined && (this.watchedKeys(task).has(topologyKey)
      ? (this.inDomain.get(this.domainKey(task, node, topologyKey)) ?? 0) > 0
      : [...this.places[task.index].keys()].some((place) => this.capacity.domain(place, topologyKey) === home));
  }

  private watchedKeys(task: Task): ReadonlySet<string> {
    let keys = this.capacity.watched.get(task);
    if (!keys) {
      keys = new Set(
        [
          ...task.repulsions.map(({ topologyKey }) => topologyKey), ...(task.apart ? [task.apart.topologyKey] : []),
        ].filter((key) => key !== HOSTNAME),
      );
      this.capacity.watched.set(task, keys);
    }
    return keys;
  }

  private domainKey(task: Task, node: number, topologyKey: string): string {
    return `${task.index}\0${topologyKey}\0${this.capacity.domain(node, topologyKey)}`;
  }
}

/** The same pods on the same nodes, to be changed independently. */
export function copyOf(placement: Placement): Placement {
  return new Placement(placement.capacity, placement);
}
