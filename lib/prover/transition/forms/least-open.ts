import { oncePer } from '../../../util/once-per';
import { slotsIn } from '../../placement';

type Amounts = Float64Array;

/** Pods that may stand on any of some nodes: so many, each of one of these shapes. */
export interface Crowd {
  readonly pods: number;
  readonly shapes: readonly Amounts[];
}

/** What weights make of the nodes and of the crowds. */
interface Market {
  readonly weights: Float64Array;
  /** Of each node. */
  readonly prices: Float64Array;
  readonly total: number;
  readonly worth: number;
}

/** Prices are sorted where they are counted, and not at every try of weights. */
const cheapestFirst = oncePer(({ prices }: Market) => prices.slice().sort());

/** By so much weights are raised and lowered, one round after the other. */
const STEPS = [2, 2, 2, 1.4, 1.4, 1.2, 1.2, 1.1, 1.1, 1.05, 1.05, 1.02];
/** What floating point may be wrong by. */
const CERTAIN = 1 + 1e-9;

/*
 * How many nodes certainly take one more pod, wherever a crowd stands (step T2d of docs/explanation/proof.md).
 *
 * Give each resource r that the pod asks for a weight w(r) > 0. A node with room f is closed to a pod of v only if the
 * crowd uses more than f(r) - v(r) of some r there. A pod of the crowd is worth the most that w(r) makes of any of its
 * requests, so that the pods of a closed node are worth more than the least of all w(r) (f(r) - v(r)): its price. If
 * all that may come is worth less than the prices of all nodes but the k dearest, more than k nodes stay open. Any
 * weights prove; some prove more.
 */
export class LeastOpen {
  private readonly asked: readonly number[];
  /** Rooms of the nodes that are not closed before anybody comes. */
  private readonly rooms: readonly Amounts[];
  private market: Market;
  private isTuned = false;

  /** `rooms`: what nodes that the pod may use have left. */
  constructor(
    private readonly requests: Amounts, rooms: readonly Amounts[], private readonly crowds: readonly Crowd[],
  ) {
    this.asked = [...requests.keys()].filter((resource) => requests[resource] > 0);
    this.rooms = rooms.filter((room) => slotsIn(room, requests) > 0);
    // Where all resources of the nodes together run out at once.
    this.market = this.marketAt(requests.map((amount, resource) => amount === 0 ? 0
      : 1 / Math.max(amount, this.rooms.reduce((sum, room) => sum + room[resource] - amount, 0))));
  }

  /** Nodes that are open at least, where these stand beside the crowd; no further ones are looked for than `enough`. */
  public beside(more: Crowd, enough = Infinity): number {
    const open = this.count(more);
    if (open >= enough || open === this.rooms.length || this.isTuned) {
      return open;
    }
    this.isTuned = true;
    let most = open;
    for (const step of STEPS) {
      this.asked.forEach((resource) => [step, 1 / step].forEach((factor) => this.tryWith(resource, factor)));
      most = Math.max(most, this.count(more));
      if (most >= enough) {
        break;
      }
    }
    return most;
  }

  private count(more: Crowd): number {
    const { weights, worth } = this.market;
    const most = (worth + this.worthOf(more, weights)) * CERTAIN;
    const prices = cheapestFirst(this.market);
    let rest = 0;
    for (let closed = 0; closed < prices.length; closed++) {
      rest += prices[closed];
      // To close this one and all that are cheaper is more than the crowd can.
      if (rest > most) {
        return prices.length - closed;
      }
    }
    return 0;
  }

  private tryWith(resource: number, factor: number): void {
    const weights = this.market.weights.slice();
    weights[resource] *= factor;
    const tried = this.marketAt(weights);
    // Weights as a whole have no scale.
    if (tried.worth * this.market.total < this.market.worth * tried.total) {
      this.market = tried;
    }
  }

  private marketAt(weights: Float64Array): Market {
    const prices = new Float64Array(this.rooms.length);
    let total = 0;
    this.rooms.forEach((room, index) => {
      let least = Infinity;
      for (const resource of this.asked) {
        least = Math.min(least, weights[resource] * (room[resource] - this.requests[resource]));
      }
      prices[index] = least;
      total += least;
    });
    return { weights, prices, total, worth: this.crowds.reduce((all, crowd) => all + this.worthOf(crowd, weights), 0) };
  }

  private worthOf({ pods, shapes }: Crowd, weights: Float64Array): number {
    let most = 0;
    for (const shape of shapes) {
      for (const resource of this.asked) {
        most = Math.max(most, shape[resource] * weights[resource]);
      }
    }
    return pods * most;
  }
}
