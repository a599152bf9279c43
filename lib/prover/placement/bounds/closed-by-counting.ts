import { sum } from '../../../util/sum';
import { getOrMake } from '../../../util/get-or-make';
import { loadsThatTake, PricedComer, PricedNodes } from './priced-nodes';

/** Nodes are not shared out among resources in more ways than these. */
const MOST_WAYS = 4_000;
const SLACK = 1e-9;

/** Kinds of pods, those first that ask least of a second resource for what they ask of a first one. */
interface Thrift {
  /** What the first so many kinds ask of the first resource, and of the second. */
  readonly loads: number[];
  readonly beside: number[];
}

/** Nodes that one resource closes: so many of each kind. */
type Share = readonly number[];

/**
 * Whether the comers can leave every node without room for one more pod, as far as counting tells (step P4 of
 * docs/explanation/proof.md): each node is closed by one resource, and the pods that close it take something of the
 * others. `free` nodes need not be closed. True proves nothing.
 */
export function mayAllBeClosed(
  requests: Float64Array, nodes: readonly PricedNodes[], comers: readonly PricedComer[], free: number,
): boolean {
  const total = nodes.reduce((sum, { count }) => sum + count, 0);
  return total <= free || new Counting(requests, nodes, comers).isPossible(free);
}

class Counting {
  /** Those that may close some node, those first that close fewest. */
  private readonly resources: number[];
  /** What all comers ask. */
  private readonly all: Float64Array;
  private readonly thrift = new Map<string, Thrift>();
  /** By resource and kind of node: the load that closes one; without end where none does. */
  private readonly closing: ReadonlyMap<number, readonly number[]>;
  /** By resource and kind of node: so many it may close, as far as it is counted by itself. */
  private readonly most: ReadonlyMap<number, readonly number[]>;

  constructor(
    requests: Float64Array, private readonly nodes: readonly PricedNodes[],
    private readonly comers: readonly PricedComer[],
  ) {
    this.all = requests.map((_, resource) =>
      comers.reduce((sum, comer) => sum + comer.pods * comer.requests[resource], 0));
    this.closing = new Map([...requests].flatMap((amount, resource) => amount === 0 ? [] : [[
      resource,
      nodes.map((node) => Number.isFinite(node.room[resource])
        ? loadsThatTake(node, resource, amount, comers).at(-1)! : Infinity),
    ]]));
    this.most = new Map([...this.closing.keys()].map((resource) => [resource,
      nodes.map((_, kind) => this.mostOf(resource, kind))]));
    const reach = (resource: number) => sum(this.most.get(resource)!);
    this.resources = [...this.closing.keys()].filter((resource) => reach(resource) > 0)
      .sort((one, two) => reach(one) - reach(two));
  }

  /** Nodes of a kind that a resource closes by itself, at most: where so many are too many, more are. */
  private mostOf(resource: number, kind: number): number {
    let [some, tooMany] = [0, this.nodes[kind].count + 1];
    while (tooMany - some > 1) {
      const count = Math.floor((some + tooMany) / 2);
      if (this.fits(resource, this.nodes.map((_, other) => (other === kind ? count : 0)))) {
        some = count;
      } else {
        tooMany = count;
      }
    }
    return some;
  }

  public isPossible(free: number): boolean {
    const shared = free > 0 ? this.resources : this.resources.slice(0, -1);
    const ways = shared.reduce((product, resource) =>
      this.most.get(resource)!.reduce((each, count) => each * (count + 1), product), 1);
    return ways > MOST_WAYS || this.isShared(0, this.nodes.map(({ count }) => count), [], free);
  }

  /** Whether the nodes that are left may be closed by the resources from one on, or stay open. */
  private isShared(at: number, left: Share, shares: readonly Share[], free: number): boolean {
    if (at === this.resources.length) {
      return sum(left) <= free && this.isEnough(shares);
    }
    const most = this.most.get(this.resources[at])!;
    const isWhole = at === this.resources.length - 1 && free === 0;
    for (const share of isWhole ? [left] : everyShare(left.map((count, kind) => Math.min(count, most[kind])))) {
      if (
        this.fits(this.resources[at], share)
        && this.isShared(at + 1, left.map((count, kind) => count - share[kind]), [...shares, share], free)
      ) {
        return true;
      }
    }
    return false;
  }

  /** Whether there are pods that close these nodes by a resource and that they hold. */
  private fits(resource: number, share: Share): boolean {
    const load = this.loadOf(resource, share);
    return load === 0 || (load <= this.all[resource] && this.all.every((_, other) =>
      this.leastBeside(resource, other, load) <= this.roomOf(other, share) * (1 + SLACK)));
  }

  /** Of each resource: the nodes that it closes take so much, and the pods on the others no less than the thriftiest. */
  private isEnough(shares: readonly Share[]): boolean {
    return this.resources.every((resource, at) => {
      const taken = shares.map((share, index) => {
        const load = this.loadOf(this.resources[index], share);
        return index === at || load === 0 ? load : this.leastBeside(this.resources[index], resource, load);
      });
      return sum(taken) <= this.all[resource] * (1 + SLACK);
    });
  }

  private loadOf(resource: number, share: Share): number {
    const loads = this.closing.get(resource)!;
    return share.reduce((sum, count, kind) => (count === 0 ? sum : sum + count * loads[kind]), 0);
  }

  private roomOf(resource: number, share: Share): number {
    return share.reduce((sum, count, kind) => {
      const { room, roomOfComers = room } = this.nodes[kind];
      return count === 0 ? sum : sum + count * roomOfComers[resource];
    }, 0);
  }

  /** The least of `beside` that pods ask which ask so much of a resource, parts of pods allowed. */
  private leastBeside(resource: number, beside: number, load: number): number {
    const { loads, beside: taken } = this.thriftOf(resource, beside);
    const at = loads.findIndex((sum) => sum * (1 + SLACK) >= load);
    if (at < 0) {
      return Infinity;
    }
    const [before, takenBefore] = at === 0 ? [0, 0] : [loads[at - 1], taken[at - 1]];
    return takenBefore + (taken[at] - takenBefore) * (load - before) / (loads[at] - before);
  }

  private thriftOf(resource: number, beside: number): Thrift {
    return getOrMake(this.thrift, `${resource}/${beside}`, () => {
      const thrift: Thrift = { loads: [], beside: [] };
      let [load, taken] = [0, 0];
      const sellers = this.comers.filter(({ requests }) => requests[resource] > 0).sort((one, two) =>
        one.requests[beside] / one.requests[resource] - two.requests[beside] / two.requests[resource]);
      for (const { requests, pods } of sellers) {
        thrift.loads.push(load += pods * requests[resource]);
        thrift.beside.push(taken += pods * requests[beside]);
      }
      return thrift;
    });
  }
}

/** So many nodes of each kind, or fewer. */
function everyShare(left: Share): Share[] {
  return left.reduce<number[][]>(
    (shares, count) =>
      shares.flatMap((share) => Array.from({ length: count + 1 }, (_, some) => [...share, some])), [[]],
  );
}
