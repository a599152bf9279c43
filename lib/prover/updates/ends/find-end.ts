import { Capacity, copyOf, HOSTNAME, Placement, SearchBudget, slotsIn, Task, ZONE } from '../../placement';
import { mayHaveToWait, roomWithEviction, Waiting } from './at-rest';
import { Leaving } from './leaving';
import { Party, Stand } from './party';

/** What is looked for among all placements in which nothing moves any more. */
export interface EndSearch {
  readonly capacity: Capacity;
  readonly parties: readonly { readonly party: Party; readonly stands: readonly Stand[] }[];
  readonly nodes: readonly number[];
  /** DaemonSets whose pods may be away; one of them wants its room back, and stays where there is any. */
  readonly leaving: readonly Leaving[];
  readonly budget: SearchBudget;
  /**
   * Of placements at rest, those that are looked for; `waiting`: DaemonSets a new pod of which finds no room.
   *
   * @default - any
   */
  readonly isMeant?: (placement: Placement, waiting: readonly Leaving[]) => boolean;
}

export type EndResult = Placement | 'none' | 'bound reached';

/**
 * The first placement that may be at rest: who certainly waits finds no node. Every end of a release is among those
 * that are looked at, and others may be that no way leads to: `none` proves, a placement does not.
 */
export function findEnd(search: EndSearch): EndResult {
  return new Finder(search).find();
}

/** Undefined where a branch has none. */
type Found = Exclude<EndResult, 'none'> | undefined;

class Finder {
  private readonly placement: Placement;
  private readonly order: { readonly task: Task; readonly loose: Task }[][];
  /** By party: what those after it could take of each node, at most. */
  private readonly load: Float64Array[][];
  private readonly tasks: Task[];
  private readonly isZonal: boolean;
  private readonly seen = new Set<string>();
  private readonly waiting: Waiting[] = [];
  /** By node, as long as no pod comes or goes there. */
  private readonly names: (string | undefined)[] = [];

  constructor(private readonly search: EndSearch) {
    const { capacity, parties, leaving } = search;
    this.placement = new Placement(capacity);
    leaving.forEach(({ nodes, taken }) => nodes.forEach((node) => this.placement.take(node, taken, -1)));
    this.order = parties.map(({ party }) => party.tasks.map((task) => ({ task, loose: loosened(task) })));
    this.tasks = parties.flatMap(({ party }) => party.tasks);
    this.isZonal = this.tasks.some(({ claims, apart, attractions, spreads, ties, repulsions }) =>
      claims.staysInZone
      || [...attractions, ...spreads, ...ties, ...repulsions, ...(apart ? [apart] : [])]
        .some(({ topologyKey }) => topologyKey !== HOSTNAME));
    this.load = this.loads();
  }

  public find(): EndResult {
    const result = this.place(0);
    return result === undefined ? 'none' : result;
  }

  private place(index: number): Found {
    const { parties } = this.search;
    if (this.waiting.some(({ task }) => this.staysOpen(task, index))) {
      return undefined;
    }
    if (index === parties.length) {
      return this.atEnd();
    }
    for (const stand of parties[index].stands) {
      if (stand.waiting) {
        this.waiting.push({
          task: stand.waiting, before: stand.before ?? stand.waiting, further: stand.further ?? 0,
        });
      }
      const result = this.put(index, stand, 0);
      if (stand.waiting) {
        this.waiting.pop();
      }
      if (result !== undefined) {
        return result;
      }
    }
    return undefined;
  }

  private put(index: number, stand: Stand, at: number): Found {
    if (at === stand.pods.length) {
      return this.place(index + 1);
    }
    const names = new Map(this.search.nodes.map((node) => [node, this.nameOf(node)]));
    const nodes = [...this.search.nodes].sort((one, two) => compare(names.get(one)!, names.get(two)!));
    const whose = this.waiting.map(({ task }) => task.index).join();
    const asked = stand.pods.map(([, pods]) => pods).join();
    const key = `${index}.${at}.${whose}.${asked}:${nodes.map((node) => names.get(node)).join(';')}`;
    if (this.seen.has(key)) {
      return undefined;
    }
    this.seen.add(key);
    const [task, pods] = stand.pods[at];
    const { loose } = this.order[index].find((each) => each.task === task)!;
    const next = () => this.put(index, stand, at + 1);
    return this.distribute({ task, loose, nodes, names, next }, 0, pods, Infinity);
  }

  private distribute(what: Distribution, at: number, left: number, previous: number): Found {
    if (left === 0) {
      return what.next();
    }
    if (at === what.nodes.length) {
      return undefined;
    }
    if (--this.search.budget.steps < 0) {
      return 'bound reached';
    }
    const { placement } = this;
    const { task, loose, nodes, names } = what;
    const node = nodes[at];
    const isTwin = at > 0 && names.get(nodes[at - 1]) === names.get(node);
    const most = Math.min(left, placement.slotsBesideSpread(loose, node), isTwin ? previous : Infinity);
    for (let pods = most; pods >= 0; pods--) {
      const name = this.names[node];
      if (pods > 0) {
        placement.add(task, node, pods);
        this.names[node] = undefined;
      }
      const result = this.distribute(what, at + 1, left - pods, pods);
      if (pods > 0) {
        placement.add(task, node, -pods);
        this.names[node] = name;
      }
      if (result !== undefined) {
        return result;
      }
    }
    return undefined;
  }

  /** Those that wait find no node, nor do the pods of DaemonSets that are away. */
  private atEnd(): Found {
    if ((this.search.budget.steps -= this.search.nodes.length) < 0) {
      return 'bound reached';
    }
    const { placement } = this;
    const unplaced: Leaving[] = [];
    const present: [number, Float64Array][] = [];
    for (const daemon of this.search.leaving) {
      for (const node of daemon.nodes) {
        const isGone = slotsIn(placement.room[node], daemon.fewest) === 0;
        if (isGone && slotsIn(roomWithEviction(placement, daemon.rank, node), daemon.most) > 0) {
          return undefined;
        }
        if (slotsIn(roomWithEviction(placement, daemon.rank, node), daemon.needs) === 0) {
          unplaced.push(daemon);
        }
        present.push(...isGone ? [] : [[node, daemon.most] as [number, Float64Array]]);
      }
    }
    present.forEach(([node, requests]) => this.placement.take(node, requests, 1));
    const isEnd = this.waiting.every((each) => mayHaveToWait(placement, each))
      && (this.search.isMeant?.(placement, unplaced) ?? true);
    const found = isEnd ? copyOf(placement) : undefined;
    present.forEach(([node, requests]) => this.placement.take(node, requests, -1));
    return found;
  }

  /** Whether a node keeps room for a pod that only room can keep waiting, whoever comes. */
  private staysOpen(task: Task, index: number): boolean {
    const { placement, load } = this;
    const { attractions, spreads, repulsions, apart, ties, claims } = task;
    return attractions.length + spreads.length + repulsions.length + ties.length === 0
      && apart === undefined && !claims.staysInZone && !claims.staysOnNode
      && placement.capacity.nodesOf(task).some((node) =>
        task.requests.every((amount, resource) =>
          amount === 0 || placement.room[node][resource] - load[index][node][resource] >= amount));
  }

  private loads(): Float64Array[][] {
    const { capacity, parties, leaving } = this.search;
    const daemons = capacity.nodes.map(() => new Float64Array(capacity.resources.length));
    leaving.forEach(({ nodes, most }) =>
      nodes.forEach((node) => most.forEach((amount, resource) => { daemons[node][resource] += amount; })));
    const loads = [daemons];
    for (const { party, stands } of [...parties].reverse()) {
      const next = [...loads[0]];
      for (const task of party.tasks) {
        const counts = stands.flatMap(({ pods }) => pods.map(([each, count]) => (each === task ? count : 0)));
        const most = Math.max(0, ...counts);
        for (const node of capacity.nodesOf(task)) {
          next[node] = next[node].map((load, resource) => load + task.requests[resource] * most);
        }
      }
      loads.unshift(next);
    }
    return loads;
  }

  private nameOf(node: number): string {
    this.names[node] ??= this.newNameOf(node);
    return this.names[node];
  }

  private newNameOf(node: number): string {
    const { capacity } = this.placement;
    const pods = this.tasks.map((task) => this.placement.count(task, node)).join();
    const zone = this.isZonal ? capacity.domain(node, ZONE) ?? '' : '';
    return `${capacity.groupOf[node]}|${this.placement.room[node].join()}|${pods}|${zone}`;
  }
}

interface Distribution {
  readonly task: Task;
  readonly loose: Task;
  readonly nodes: readonly number[];
  readonly names: ReadonlyMap<number, string>;
  readonly next: () => Found;
}

/**
 * What holds of pods that stand, however they came: others may have gone, and pods of two revisions may meet. Of their
 * volumes, that those of one zone or node stay there.
 */
function loosened(task: Task): Task {
  const { claims } = task;
  const isKnown = claims.unknown.length === 0 && claims.perhapsZonal.length === 0;
  const ties = task.ties.flatMap((tie) =>
    !isKnown ? [] : claims.local.includes(tie.claim) ? { ...tie, topologyKey: HOSTNAME }
      : claims.zonal.includes(tie.claim) && !claims.staysOnNode ? { ...tie, topologyKey: ZONE } : []);
  return { ...task, attractions: [], spreads: [], ties, apart: task.apart?.perRevision ? undefined : task.apart };
}

function compare(one: string, two: string): number {
  return one < two ? -1 : one > two ? 1 : 0;
}
