import { sum } from '../../../util/sum';
import { UpdateBounds } from '../../../kubernetes/arithmetic';
import { globalMinimum, HOSTNAME, Placement, Spread, Task, ZONE } from '../../placement';
import { Endings } from '../needs/endings';

/** States of one update beyond this are not tried. */
const MOST_STATES = 4_000;

/** Nodes that are the same to every pod of the task, or one node. */
interface Cell {
  /** Stands for its nodes. */
  readonly node: number;
  /** Pods of the task that it holds, where old and new ask the same and nothing tells its nodes apart. */
  readonly slots?: number;
}

/**
 * One workload's own pods by cell: old ones, new ones that are ready, new ones that wait for a volume on another node.
 */
interface State {
  readonly old: number[];
  readonly ready: number[];
  readonly waiting: number[];
}

/**
 * Every way an update may go from one start, all other pods standing still: whichever node takes the new pod, whichever
 * old pod leaves. Undefined when there are too many. Source: kubernetes pkg/controller/deployment/rolling.go,
 * recreate.go.
 */
export class Rolling {
  private readonly cells: Cell[];
  private readonly cellOf = new Map<number, number>();
  private readonly offsets: number[][];
  private home?: number;

  /** `base` holds the other pods, and none of the task's own. */
  constructor(
    private readonly base: Placement,
    private readonly task: Task,
    private readonly replicas: number,
    private readonly bounds: UpdateBounds,
  ) {
    this.cells = this.readCells();
    this.offsets = task.spreads.map((spread) => {
      const counts = new Array<number>(spread.domains).fill(0);
      spread.counted
        .filter((other) => other !== task)
        .forEach(({ index }) =>
          base.places[index].forEach((pods, node) => {
            counts[spread.domainOf[node]] += spread.domainOf[node] >= 0 ? pods : 0;
          }),
        );
      return counts;
    });
  }

  /** From the task's pods where `places` has them. */
  public from(places: ReadonlyMap<number, number>): Endings | undefined {
    const none = this.cells.map(() => 0);
    const old = [...none];
    for (const [node, pods] of places) {
      const cell = this.cellOf.get(node);
      if (cell === undefined) {
        return undefined;
      }
      old[cell] += pods;
    }
    [this.home] = places.keys();
    const stack: State[] = [{ old, ready: none, waiting: none }];
    const seen = new Set<string>();
    let finishes = false;
    let blocks = false;
    while (stack.length > 0 && !(finishes && blocks)) {
      const state = stack.pop()!;
      const key = `${state.old.join()}|${state.ready.join()}|${state.waiting.join()}`;
      if (seen.has(key)) {
        continue;
      }
      if (seen.add(key).size > MOST_STATES) {
        return undefined;
      }
      const next = this.next(state);
      if (next.length === 0) {
        const done = sum(state.old) === 0 && sum(state.ready) === this.replicas;
        finishes ||= done;
        blocks ||= !done;
      }
      stack.push(...next);
    }
    return { finishes, blocks };
  }

  /** Nodes that could hold a pod, those in equal domains as one where only domains matter. */
  private readCells(): Cell[] {
    const { base, task } = this;
    const { capacity } = base;
    const keys = [...task.spreads, ...task.attractions, ...task.ties].map(({ topologyKey }) => topologyKey);
    const alike =
      task.claims.attachment === 'free'
      && !keys.includes(HOSTNAME)
      && (!task.apart || (task.apart.topologyKey === HOSTNAME && !task.apart.perRevision));
    const cells = new Map<string, { node: number; slots: number }>();
    const eligible = capacity.nodes.flatMap((_, node) =>
      task.eligible[capacity.groupOf[node]] ? [node] : []);
    for (const node of eligible) {
      const slots = base.isOpen(task, node) ? Math.min(base.slotsByRoom(task, node), task.apart ? 1 : Infinity) : 0;
      if (slots > 0 || !alike) {
        const key = alike
          ? keys.map((each) => capacity.domain(node, each)).join('\0') +
            task.spreads.map(({ domainOf }) => domainOf[node]).join()
          : `${node}`;
        const cell = cells.get(key) ?? { node, slots: 0 };
        cell.slots += slots;
        cells.set(key, cell);
        this.cellOf.set(node, [...cells.keys()].indexOf(key));
      }
    }
    return [...cells.values()].map(({ node, slots }) => alike ? { node, slots } : { node });
  }

  private next(state: State): State[] {
    const old = sum(state.old);
    const ready = sum(state.ready);
    const fresh = ready + sum(state.waiting);
    const gone = this.bounds.recreate && old > 0;
    const makes = !gone && fresh < this.replicas && old + fresh < this.replicas + this.bounds.maxSurge;
    const leaves = old > 0 && (this.bounds.recreate || old + ready > this.replicas - this.bounds.maxUnavailable);
    return [
      ...(makes
        ? this.cells.flatMap((cell, at) => (this.accepts(state, cell, at) ? [this.placed(state, at)] : []))
        : []),
      ...(leaves
        ? this.cells.flatMap((_, at) => (state.old[at] > 0 ? [{ ...state, old: plus(state.old, at, -1) }] : []))
        : []),
      ...this.cells.flatMap((_, at) =>
        state.waiting[at] > 0 && this.attaches(state, at)
          ? [{ ...state, waiting: plus(state.waiting, at, -1), ready: plus(state.ready, at, 1) }]
          : [],
      ),
    ];
  }

  private placed(state: State, at: number): State {
    return this.attaches(state, at)
      ? { ...state, ready: plus(state.ready, at, 1) }
      : { ...state, waiting: plus(state.waiting, at, 1) };
  }

  /** A volume of one node attaches where no pod that holds it stands elsewhere. */
  private attaches({ old, ready }: State, at: number): boolean {
    const { task, base } = this;
    const elsewhere =
      old.some((pods, other) => pods > 0 && other !== at) || ready.some((pods, other) => pods > 0 && other !== at);
    const users = task.ties.filter(({ topologyKey }) => topologyKey === HOSTNAME).flatMap((tie) => tie.users);
    return (
      task.claims.attachment === 'free'
      || (!elsewhere
        && users.every(
          (user) => user === task || [...base.places[user.index].keys()].every((node) => node === this.cells[at].node),
        ))
    );
  }

  private accepts(state: State, { node, slots }: Cell, at: number): boolean {
    const { base, task } = this;
    const own = (each: number) => state.old[each] + state.ready[each] + state.waiting[each];
    const fits =
      slots !== undefined
        ? own(at) < slots
        : base.room[node].every(
            (room, resource) =>
              task.requests[resource] * (own(at) + 1) <= room || task.requests[resource] === 0,
          );
    if (!fits || !base.isOpen({ ...task, ties: [] }, node)) {
      return false;
    }
    // A volume stays in the zone, or on the node, where it was made, with or without a pod.
    const leaves = (key: string) => this.home !== undefined
      && base.capacity.domain(this.home, key) !== base.capacity.domain(node, key);
    const { inOneZone, local } = task.claims;
    if (
      (inOneZone && leaves(ZONE))
      || task.ties.some(({ topologyKey, claim }) =>
        (topologyKey !== HOSTNAME || local.includes(claim)) && leaves(topologyKey))
    ) {
      return false;
    }
    if (task.claims.attachment === 'pod' && sum(state.old) + sum(state.ready) > 0) {
      return false;
    }
    const meets = (key: string, count: (each: number) => number) =>
      this.cells.some(
        (other, each) =>
          count(each) > 0
          && base.capacity.domain(other.node, key) !== undefined
          && base.capacity.domain(other.node, key) === base.capacity.domain(node, key),
      );
    const { apart } = task;
    if (
      apart
      && slots === undefined
      && meets(apart.topologyKey, apart.perRevision ? (each) => state.ready[each] + state.waiting[each] : own)
    ) {
      return false;
    }
    const together = task.attractions.every(
      ({ self, targets, satisfied, topologyKey }) =>
        !self
        || satisfied[node]
        || meets(topologyKey, own)
        || targets.some(
          (target) =>
            target !== task
            && [...base.places[target.index].keys()].some(
              (other) => base.capacity.domain(other, topologyKey) === base.capacity.domain(node, topologyKey),
            ),
        )
        || (this.cells.every((_, each) => own(each) === 0)
          && targets.every((target) => target === task || base.places[target.index].size === 0)),
    );
    return together && task.spreads.every((spread, index) => this.skewAllows(state, spread, this.offsets[index], node));
  }

  private skewAllows(state: State, spread: Spread, offset: number[], node: number): boolean {
    if (this.base.capacity.domain(node, spread.topologyKey) === undefined) {
      return false;
    }
    const counts = [...offset];
    if (spread.self) {
      this.cells.forEach((each, at) => {
        const domain = spread.domainOf[each.node];
        if (domain >= 0) {
          counts[domain] += (spread.perRevision ? 0 : state.old[at]) + state.ready[at] + state.waiting[at];
        }
      });
    }
    const here = spread.domainOf[node] >= 0 ? counts[spread.domainOf[node]] : 0;
    return here + (spread.self ? 1 : 0) - (counts.length === 0 ? 0 : globalMinimum(counts, spread)) <= spread.maxSkew;
  }
}

function plus(counts: number[], at: number, pods: number): number[] {
  return counts.map((count, index) => index === at ? count + pods : count);
}
