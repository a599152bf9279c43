import { getOrMake } from '../../../util/get-or-make';
import { askedOf } from '../nodes/asked';
import { Ground, closingPlans, ClosingPlan } from './closing-plans';
import { shapeOf } from '../open-nodes';
import { Placement } from '../placement';
import { PodFreedom } from './pod-freedom';
import { placeMore } from './repair-packing';
import { isNeverUneven } from '../skew';
import { Shuffled, Shuffling } from './shuffled';
import { shuffle } from './shuffling';
import { Task } from '../tasks/task';

/** Pods that ask the same, of tasks that may use the same nodes. */
interface Kind {
  readonly requests: Float64Array;
  readonly tasks: { readonly task: Task; pods: number }[];
}

/** How often each node may be looked at for a pod that is left over. */
const VISITS_OF_A_NODE = 3;
/** Kinds whose thrift differs by less count as equally thrifty, and larger pods go first. */
const RATIOS = 4;

/**
 * A placement in which nodes inside are filled one after the other until none has room for one more pod of the task:
 * some by one resource with the pods that ask least of another one, the rest by that. Undefined where pods are left
 * over. A placement like any other; that nodes stay open proves nothing.
 */
export function refilled(shuffling: Shuffling): Shuffled | undefined {
  const { task, inside, from } = shuffling;
  const refiller = new Refiller(shuffling);
  let best: Shuffled | undefined;
  for (const plan of closingPlans(task.requests, refiller.ground())) {
    const placement = refiller.run(plan);
    const open = placement ? inside.filter((node) => placement.slotsByRoom(task, node) > 0).length : Infinity;
    best = placement && open < (best?.open ?? Infinity) ? { placement, open } : best;
    if (open === 0) {
      break;
    }
  }
  return best && best.open < inside.filter((node) => from.slotsByRoom(task, node) > 0).length ? best : undefined;
}

/** Nodes filled anew where that helps, and then pods exchanged at random until all inside are closed. */
export function closeInside(shuffling: Shuffling): Shuffled {
  const nearly = refilled(shuffling);
  return nearly?.open === 0 ? nearly
    : shuffle(nearly ? { ...shuffling, from: nearly.placement, isAlmostClosed: true } : shuffling);
}

class Refiller {
  /** All but the pods that go anywhere. */
  private readonly base: Placement;
  private readonly pods: readonly { readonly task: Task; readonly pods: number }[];

  constructor(private readonly shuffling: Shuffling) {
    const { capacity, from, nodes, limits } = shuffling;
    const freedom = new PodFreedom(capacity, from, limits);
    const isFree = (task: Task) => freedom.mayMove(task.index) && isNeverUneven(task)
      && limits.mostMoved(task) === Infinity
      && !(limits.keepsVolumes && task.claims.staysInZone) && !limits.isApart?.(task)
      && !(task === shuffling.task && task.apart);
    const counts = new Map<Task, number>();
    this.base = new Placement(capacity, from);
    nodes.forEach((node) => from.pods[node].forEach((pods, index) => {
      const task = capacity.tasks[index];
      if (isFree(task)) {
        this.base.add(task, node, -pods);
        counts.set(task, (counts.get(task) ?? 0) + pods);
      }
    }));
    this.pods = [...counts].map(([task, pods]) => ({ task, pods }));
  }

  public ground(): Ground {
    const { capacity, from, inside, nodes } = this.shuffling;
    return {
      rooms: inside.map((node) => capacity.room[node]), left: inside.map((node) => from.room[node]),
      pods: nodes.flatMap((node) => [...from.pods[node]].map(([index, pods]) =>
        ({ requests: capacity.tasks[index].requests, pods }))),
    };
  }

  public run({ one, two, count }: ClosingPlan): Placement | undefined {
    const { inside, nodes, task } = this.shuffling;
    const placement = new Placement(this.base.capacity, this.base);
    const kinds = this.kinds();
    const lean = (node: number) =>
      placement.room[node][one] / task.requests[one] - placement.room[node][two] / task.requests[two];
    const order = [...inside].sort((first, second) => lean(second) - lean(first));
    const thrifty = sorted(kinds, one, two);
    const lavish = sorted(kinds, two, one);
    order.forEach((node, at) =>
      at < count ? this.fill(placement, node, two, one, lavish) : this.fill(placement, node, one, two, thrifty));
    const left = kinds.flatMap(({ tasks }) => tasks.flatMap((each) =>
      Array.from({ length: each.pods }, () => ({ task: each.task }))));
    return placeMore(placement, left, { steps: VISITS_OF_A_NODE * left.length * nodes.length });
  }

  private kinds(): Kind[] {
    const kinds = new Map<string, Kind>();
    this.pods.forEach(({ task, pods }) => {
      const kind = getOrMake(kinds, shapeOf(task), () => ({ requests: task.requests, tasks: [] }));
      kind.tasks.push({ task, pods });
    });
    return [...kinds.values()];
  }

  /** Puts pods on a node until it is closed by the resource: the thriftiest first, at last one that fills just enough. */
  private fill(placement: Placement, node: number, resource: number, other: number, kinds: readonly Kind[]): void {
    const { requests } = this.shuffling.task;
    const asked = askedOf(requests);
    for (let room = placement.room[node]; asked.every((each) => room[each] >= requests[each]);) {
      // So much more, and one more unit, closes it.
      const gap = room[resource] - requests[resource];
      let chosen: { readonly kind: Kind; readonly at: number; readonly cost: number } | undefined;
      for (const kind of kinds) {
        const amount = kind.requests[resource];
        if (amount === 0 || kind.tasks.length === 0) {
          continue;
        }
        const closes = amount > gap;
        if (chosen && !closes) {
          continue;
        }
        const cost = closes ? amount + kind.requests[other] * room[resource] / Math.max(1, room[other]) : Infinity;
        if (chosen && cost >= chosen.cost) {
          continue;
        }
        const at = this.fitting(placement, node, kind);
        if (at >= 0) {
          chosen = { kind, at, cost };
        }
      }
      if (!chosen) {
        return;
      }
      this.put(placement, node, chosen.kind, chosen.at);
      room = placement.room[node];
    }
  }

  /** The first task of a kind whose pod may come to the node; -1 where none may. */
  private fitting(placement: Placement, node: number, { requests, tasks }: Kind): number {
    const room = placement.room[node];
    return askedOf(requests).some((resource) => requests[resource] > room[resource])
      ? -1 : tasks.findIndex(({ task }) => task.eligible[placement.capacity.groupOf[node]]
        && !(task.apart && placement.count(task, node) > 0)
        && task.spreads.every(({ domainOf }) => domainOf[node] >= 0));
  }

  private put(placement: Placement, node: number, { tasks }: Kind, at: number): void {
    const each = tasks[at];
    placement.add(each.task, node, 1);
    each.pods--;
    if (each.pods === 0) {
      tasks.splice(at, 1);
    }
  }
}

/** Those first that ask least of the other resource for what they ask of the first one, the larger of equals first. */
function sorted(kinds: readonly Kind[], resource: number, other: number): Kind[] {
  const thrift = ({ requests }: Kind) => Math.round(Math.log2((requests[other] + 1) / requests[resource]) * RATIOS);
  return kinds.filter(({ requests }) => requests[resource] > 0).sort((left, right) =>
    thrift(left) - thrift(right) || right.requests[resource] - left.requests[resource]);
}
