import { slotsIn } from '../placement';

type Amounts = Float64Array;

/** Pods that may stand on any of some nodes: so many, each of one of these shapes. */
export interface Crowd {
  readonly pods: number;
  readonly shapes: readonly Amounts[];
}

/** Rounds in which weights are doubled and halved. */
const ROUNDS = 3;
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
  private weights: Float64Array;
  /** Of the nodes, the dearest first. */
  private prices: readonly number[];
  private worth: number;

  /** `rooms`: what nodes that the pod may use have left. */
  constructor(
    private readonly requests: Amounts, private readonly rooms: readonly Amounts[],
    private readonly crowds: readonly Crowd[],
  ) {
    this.asked = [...requests.keys()].filter((resource) => requests[resource] > 0);
    // Where all resources of the nodes together run out at once.
    this.weights = requests.map((amount, resource) =>
      amount > 0 ? 1 / Math.max(amount, sum(rooms.map((room) => Math.max(0, room[resource] - amount)))) : 0);
    [this.prices, this.worth] = this.at(this.weights);
    for (let round = 0; round < ROUNDS; round++) {
      this.asked.forEach((resource) => [2, 0.5].forEach((factor) => this.tryWith(resource, factor)));
    }
  }

  /** Nodes that are open at least, where these stand beside the crowd. */
  public beside(more: Crowd): number {
    const worth = (this.worth + worthOf(more, this.weights)) * CERTAIN;
    let rest = 0;
    for (let open = this.prices.length; open > 0; open--) {
      rest += this.prices[open - 1];
      // To close this one and all that are cheaper is more than the crowd can.
      if (rest > worth) {
        return open;
      }
    }
    return 0;
  }

  private tryWith(resource: number, factor: number): void {
    const weights = this.weights.slice();
    weights[resource] *= factor;
    const [prices, worth] = this.at(weights);
    // Weights as a whole have no scale.
    if (worth * sum(this.prices) < this.worth * sum(prices)) {
      [this.weights, this.prices, this.worth] = [weights, prices, worth];
    }
  }

  private at(weights: Float64Array): [prices: readonly number[], worth: number] {
    const prices = this.rooms.map((room) => slotsIn(room, this.requests) === 0 ? 0
      : Math.min(...this.asked.map((resource) => weights[resource] * (room[resource] - this.requests[resource]))));
    return [prices.sort((one, two) => two - one), sum(this.crowds.map((crowd) => worthOf(crowd, weights)))];
  }
}

function worthOf({ pods, shapes }: Crowd, weights: Float64Array): number {
  const most = shapes.map((shape) =>
    shape.reduce((worth, amount, resource) => Math.max(worth, amount * weights[resource]), 0));
  return pods * Math.max(0, ...most);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
