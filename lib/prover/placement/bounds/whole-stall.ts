/** Loads of a node, times kinds of pods, for which whole pods are counted. */
const MOST_STEPS = 500;

/** Pods of a comer, and how many units of a resource each asks for. */
export interface WholeSeller {
  readonly comer: number;
  readonly units: number;
}

/** The cheapest whole pods that load one resource of a node, at any prices: those of a few units, counted one by one. */
export class WholeStall {
  /**
   * None where that would take too long.
   *
   * @param needs units that take one slot, two, and so on
   * @param most units that the node holds
   */
  public static of(
    sellers: readonly WholeSeller[], needs: readonly number[], most: number,
  ): WholeStall | undefined {
    return Number.isInteger(most) && most * sellers.length <= MOST_STEPS
      ? new WholeStall(sellers, needs, most) : undefined;
  }

  /** By load, what the cheapest pods cost that make just that one, and one of these pods. */
  private readonly cheapest: Float64Array;
  private readonly last: Int32Array;

  private constructor(
    private readonly sellers: readonly WholeSeller[], private readonly needs: readonly number[],
    private readonly most: number,
  ) {
    this.cheapest = new Float64Array(most + 1);
    this.last = new Int32Array(most + 1);
  }

  /** The most slots that loads take beyond their price, where that is more than what is known, and the load. */
  public mostTaken(prices: Float64Array, known: number): { value: number; load: number } {
    const { cheapest, last, sellers, needs, most } = this;
    cheapest.fill(Infinity);
    cheapest[0] = 0;
    for (let at = 0; at < sellers.length; at++) {
      const { comer, units } = sellers[at];
      for (let load = units; load <= most; load++) {
        const cost = cheapest[load - units] + prices[comer];
        if (cost < cheapest[load]) {
          cheapest[load] = cost;
          last[load] = at;
        }
      }
    }
    let [least, leastAt, value, found] = [Infinity, 0, known, 0];
    for (let lost = needs.length - 1, load = most; lost >= 0; lost--) {
      for (; load >= needs[lost]; load--) {
        if (cheapest[load] < least) {
          least = cheapest[load];
          leastAt = load;
        }
      }
      if (lost + 1 - least > value) {
        value = lost + 1 - least;
        found = leastAt;
      }
    }
    return { value, load: found };
  }

  /** Adds the pods that make a load at the last prices. */
  public want(wanted: Float64Array, load: number, nodes: number): void {
    for (let left = load; left > 0;) {
      const { comer, units } = this.sellers[this.last[left]];
      wanted[comer] += nodes;
      left -= units;
    }
  }
}
