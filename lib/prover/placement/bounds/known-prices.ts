import { Priced } from './slot-prices';

const SLACK = 1e-6;
/** A search may miss prices that there are: what was missed with so many other numbers left out is given up. */
const MOST_MISSES = 2;

/** Prices that were found while so many pods of one kind were no comers, and their bound. */
interface Found extends Priced {
  readonly leftOut: number;
}

/** A bound that was looked for and not found. */
interface Missed {
  readonly leftOut: number;
  readonly enough: number;
}

/**
 * What is known of the slots that the others can destroy on the same nodes: workloads that ask the same differ in how
 * many pods of that kind are their own, and no comers. Prices that were found for one of them bound another one as well
 * (step P1 of docs/explanation/proof.md): each pod more that is left out takes its price away, and each that is not
 * takes the one slot that it stands on.
 */
export class KnownPrices {
  private readonly found: Found[] = [];
  private readonly missed: Missed[] = [];

  /**
   * Slots that are destroyed at most, where `leftOut` pods are no comers: less than `enough` where `search` finds such
   * prices, or others that were found before are as good.
   */
  public destroyed(leftOut: number, enough: number, search: () => Priced): number {
    const least = this.least(leftOut);
    const misses = this.missed.filter((each) => isHarder({ leftOut, enough }, each));
    const isKnown = misses.some((each) => each.leftOut === leftOut && each.enough === enough)
      || misses.filter((each) => each.leftOut !== leftOut).length >= MOST_MISSES;
    if (least < enough || isKnown) {
      return least;
    }
    this.found.push({ ...search(), leftOut });
    const now = this.least(leftOut);
    if (now >= enough) {
      this.missed.push({ leftOut, enough });
    }
    return now;
  }

  private least(leftOut: number): number {
    const bounds = this.found.map(({ value, ownPrice, leftOut: before }) =>
      value - (leftOut > before ? (leftOut - before) * ownPrice : leftOut - before));
    return Math.floor(Math.min(...bounds) + SLACK);
  }
}

/** A pod costs no more than the slot that it takes: with more of them left out, a bound falls by no more than these. */
function isHarder(asked: Missed, missed: Missed): boolean {
  return asked.enough + Math.max(0, asked.leftOut - missed.leftOut) <= missed.enough;
}
