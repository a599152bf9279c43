import { askedOf } from '../nodes/asked';
import { slotsIn } from '../nodes/slots-in';
import { costsOf, PricedComer, PricedNodes, wholeLoads } from './priced-nodes';
import { WholeLoads } from './whole-loads';
import { WholeStall } from './whole-stall';

/** Prices are improved so many times from each of the best starts, and more where what is wanted is near. */
const ROUNDS = 30;
const ROUNDS_NEAR = 90;
const NEAR = 1;
const STARTS = 2;
const SLACK = 1e-6;

/** A bound on the slots that are destroyed, at prices that were found. */
export interface Priced {
  readonly value: number;
  /** The price of one of the comers that ask the same as the pod in question; none where there are none. */
  readonly ownPrice: number;
}

/**
 * A bound on the slots that the comers can destroy, wherever they stand (steps P1 to P3 of docs/explanation/proof.md):
 * give each pod a price; then all together destroy no more than their prices, and what one node loses beyond the prices
 * of its own pods, summed over the nodes. Any prices give a bound. Those tried first sell one resource at the rate of
 * the pod in question, and are then moved towards the pods that nodes want more of than there are. Stops at a bound
 * below `enough`. `own` is the comer that asks the same as the pod in question.
 */
export function destroyedAtPrices(
  requests: Float64Array, nodes: readonly PricedNodes[], comers: readonly PricedComer[], enough: number, own = -1,
): Priced {
  const market = new Market(requests, nodes, comers);
  const starts = startingPrices(requests, nodes, comers)
    .map((prices) => ({ prices, value: market.bound(prices) }))
    .sort((one, two) => one.value - two.value);
  let [least, ownPrice] = starts.length > 0 ? [starts[0].value, starts[0].prices[own] ?? 0] : [0, 0];
  for (const { prices } of starts.slice(0, STARTS)) {
    const goesOn = (round: number) => round < ROUNDS || (round < ROUNDS_NEAR && least < enough + NEAR);
    for (let round = 0; goesOn(round) && Math.floor(least + SLACK) >= enough; round++) {
      const value = market.bound(prices);
      if (value < least) {
        least = value;
        ownPrice = prices[own] ?? 0;
      }
      if (!market.move(prices, Math.max(value - enough + 0.5, 0.01))) {
        break;
      }
    }
  }
  return { value: least, ownPrice };
}

/**
 * Prices that follow what a pod asks of one resource, as if a slot cost what the pod in question asks, or its share of
 * a whole node.
 */
function startingPrices(
  requests: Float64Array,
  nodes: readonly PricedNodes[],
  comers: readonly PricedComer[],
): Float64Array[] {
  return askedOf(requests).flatMap((resource) => {
    const amount = requests[resource];
    const whole = nodes.reduce(
      (most, { room, slots }) => Math.max(most, slots / Math.max(1, room[resource] - amount + 1)),
      0,
    );
    return [1 / amount, whole].map((rate) =>
      Float64Array.from(comers, (comer) => comer.requests[resource] * rate));
  });
}

/** One resource of one kind of node. */
interface Stall {
  readonly node: number;
  readonly resource: number;
  /** The load that leaves so many slots fewer, by slots less one. */
  readonly costs: Float64Array;
  /** Comers that ask for the resource, kept in the order of what they charge for it. */
  readonly sellers: Int32Array;
  /** What each comer asks of it, and what it charged for that at the last prices. */
  readonly amounts: Float64Array;
  readonly rates: Float64Array;
  /**
   * Whole pods that load it.
   *
   * @default - parts of pods are counted
   */
  readonly whole?: WholeStall;
}

class Market {
  private readonly stalls: Stall[];
  /** Pods of a comer that one node holds at most. */
  private readonly most: Float64Array[];
  /** Pods of each comer that there are, and that the nodes want at the last prices. */
  private readonly pods: Float64Array;
  private readonly wanted: Float64Array;
  private loadTaken = 0;

  constructor(
    requests: Float64Array,
    private readonly nodes: readonly PricedNodes[],
    private readonly comers: readonly PricedComer[],
  ) {
    const amounts = [...requests].map((_, resource) =>
      Float64Array.from(comers, (comer) => comer.requests[resource]));
    this.pods = Float64Array.from(comers, ({ pods }) => pods);
    this.wanted = new Float64Array(comers.length);
    this.most = nodes.map(({ room, roomOfComers = room }) =>
      Float64Array.from(comers, ({ requests: each, pods }) => Math.min(pods, slotsIn(roomOfComers, each))),
    );
    this.stalls = nodes.flatMap((each, node) => askedOf(requests)
      .filter((resource) => Number.isFinite(each.room[resource]))
      .map((resource): Stall => {
        const sellers = Int32Array.from(comers.keys()).filter((index) =>
          each.admits[index] && comers[index].requests[resource] > 0);
        const loads = wholeLoads(each, resource, comers);
        const costs = Float64Array.from(costsOf(loads, each, resource, requests[resource]));
        return {
          node, resource, costs, sellers, amounts: amounts[resource], rates: new Float64Array(comers.length),
          whole: wholeStall(loads, costs, each, resource, sellers, amounts[resource]),
        };
      }));
  }

  public bound(prices: Float64Array): number {
    const { stalls, wanted, pods } = this;
    let total = 0;
    for (let comer = 0; comer < pods.length; comer++) {
      total += pods[comer] * prices[comer];
      wanted[comer] = 0;
    }
    let at = 0;
    for (let node = 0; node < this.nodes.length; node++) {
      let best = 0;
      let bestStall: Stall | undefined;
      let bestLoad = 0;
      for (; at < stalls.length && stalls[at].node === node; at++) {
        const value = stalls[at].whole ? this.wholeTaken(stalls[at].whole!, prices, best)
          : this.mostTaken(stalls[at], prices, best);
        if (value > best) {
          bestStall = stalls[at];
          best = value;
          bestLoad = this.loadTaken;
        }
      }
      if (bestStall) {
        total += best * this.nodes[node].count;
        this.want(bestStall, bestLoad);
      }
    }
    return total;
  }

  /** Moves the prices against what is left over; false where nothing is. */
  public move(prices: Float64Array, gap: number): boolean {
    const { wanted, pods } = this;
    let length = 0;
    for (let comer = 0; comer < pods.length; comer++) {
      length += (pods[comer] - wanted[comer]) ** 2;
    }
    if (length === 0) {
      return false;
    }
    for (let comer = 0; comer < pods.length; comer++) {
      prices[comer] = Math.max(0, prices[comer] - (gap / length) * (pods[comer] - wanted[comer]));
    }
    return true;
  }

  private wholeTaken(whole: WholeStall, prices: Float64Array, known: number): number {
    const { value, load } = whole.mostTaken(prices, known);
    this.loadTaken = load;
    return value;
  }

  /**
   * The most that a node loses beyond the prices: the cheapest pods first, parts of pods allowed. `known` where it is
   * no more than that; else `loadTaken` is the load that takes it.
   */
  private mostTaken(
    { node, costs, sellers, amounts, rates }: Stall, prices: Float64Array, known: number,
  ): number {
    const most = this.most[node];
    for (let index = 0; index < sellers.length; index++) {
      const comer = sellers[index];
      rates[comer] = prices[comer] / amounts[comer];
    }
    sort(sellers, rates);
    let value = known;
    let paid = 0;
    let load = 0;
    let at = 0;
    let already = 0;
    // Not even all slots would be worth more than the best when nothing further were paid for them.
    for (let lost = 0; lost < costs.length && costs.length - paid > value; lost++) {
      const cost = costs[lost];
      while (at < sellers.length && load < cost) {
        const comer = sellers[at];
        const taken = Math.min(most[comer] - already, (cost - load) / amounts[comer]);
        load += taken * amounts[comer];
        paid += taken * prices[comer];
        already += taken;
        if (already < most[comer]) {
          break;
        }
        at++;
        already = 0;
      }
      if (load < cost * (1 - SLACK)) {
        break;
      }
      if (lost + 1 - paid > value) {
        value = lost + 1 - paid;
        this.loadTaken = cost;
      }
    }
    return value;
  }

  private want({ node, resource, sellers, whole }: Stall, cost: number): void {
    if (whole) {
      whole.want(this.wanted, cost, this.nodes[node].count);
      return;
    }
    let load = 0;
    for (let at = 0; at < sellers.length && load < cost; at++) {
      const comer = sellers[at];
      const amount = this.comers[comer].requests[resource];
      const taken = Math.min(this.most[node][comer], (cost - load) / amount);
      this.wanted[comer] += taken * this.nodes[node].count;
      load += taken * amount;
    }
  }
}

function wholeStall(
  { unit }: WholeLoads, costs: Float64Array, { room, roomOfComers = room }: PricedNodes, resource: number,
  sellers: Int32Array, amounts: Float64Array,
): WholeStall | undefined {
  return WholeStall.of([...sellers].map((comer) => ({ comer, units: amounts[comer] / unit })),
    [...costs].map((load) => load / unit), Math.floor(roomOfComers[resource] / unit));
}

/** By insertion: from one round to the next little moves. */
function sort(items: Int32Array, values: Float64Array): void {
  for (let index = 1; index < items.length; index++) {
    const item = items[index];
    const own = values[item];
    let at = index;
    for (; at > 0 && values[items[at - 1]] > own; at--) {
      items[at] = items[at - 1];
    }
    items[at] = item;
  }
}
