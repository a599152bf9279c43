import { askedInWords, askedOf } from '../nodes/asked';

/** Steps that a count of all loads of a node may take; where it takes more, only common divisors are looked at. */
const MOST_STEPS = 1_000_000;
/** Counts that are kept for nodes and pods that are asked for again. */
const MOST_KNOWN = 500;

const known = new Map<string, WholeLoads>();

/** Loads of one resource that whole pods make of a node, whatever else they ask for that it holds (step P3). */
export class WholeLoads {
  /** `pods`: what each kind of them asks that asks for the resource, in the order of `askedInWords`. */
  public static of(room: Float64Array, resource: number, pods: readonly Float64Array[]): WholeLoads {
    const asking = pods.filter((each, at) => at === 0 || askedInWords(each) !== askedInWords(pods[at - 1]));
    const offered = resourcesOf(asking).map((each) => `${each}:${room[each]}`).join();
    const key = `${resource}|${room[resource]}|${offered}|${asking.map(askedInWords).join(' ')}`;
    const found = known.get(key) ?? new WholeLoads(room, resource, asking);
    if (known.size >= MOST_KNOWN) {
      known.clear();
    }
    known.set(key, found);
    return found;
  }

  /** What divides every load; none where requests are no whole numbers. */
  public readonly unit: number;
  /** By load in units, whether whole pods make it; undefined where there are too many to count. */
  private readonly isMade?: Uint8Array;

  private constructor(room: Float64Array, resource: number, pods: readonly Float64Array[]) {
    this.unit = pods.reduce((divisor, each) => greatestCommonDivisor(divisor, each[resource]), 0);
    const most = Math.floor(room[resource] / this.unit);
    const others = resourcesOf(pods).filter((other) => other !== resource && Number.isFinite(room[other]));
    if (pods.length > 0 && Number.isInteger(this.unit) && most * pods.length * (1 + others.length) <= MOST_STEPS) {
      this.isMade = new Uint8Array(most + 1).fill(1);
      for (const other of [resource, ...others]) {
        this.mark(room[other], leastBeside(most, pods.map((each) => [each[resource] / this.unit, each[other]])));
      }
    }
  }

  private mark(room: number, least: Float64Array): void {
    least.forEach((amount, load) => {
      if (amount > room) {
        this.isMade![load] = 0;
      }
    });
  }

  /** The least load that is more than this; none is less where it is without end. */
  public above(load: number): number {
    if (!Number.isInteger(this.unit) || this.unit === 0) {
      return load;
    }
    const least = Math.floor(load / this.unit) + 1;
    if (!this.isMade) {
      return least * this.unit;
    }
    const at = this.isMade.indexOf(1, Math.max(0, least));
    return at < 0 ? Infinity : at * this.unit;
  }
}

/** Resources that some of them ask for, in order: a few, of hundreds where each workload has one of its own. */
function resourcesOf(pods: readonly Float64Array[]): number[] {
  const asked = new Set<number>();
  pods.forEach((each) => askedOf(each).forEach((resource) => asked.add(resource)));
  return [...asked].sort((one, two) => one - two);
}

/** By load, the least of another resource that pods of it ask which make just that load. */
function leastBeside(most: number, pods: readonly (readonly [load: number, beside: number])[]): Float64Array {
  const least = new Float64Array(most + 1).fill(Infinity);
  least[0] = 0;
  for (const [load, beside] of pods) {
    for (let sum = load; sum <= most; sum++) {
      least[sum] = Math.min(least[sum], least[sum - load] + beside);
    }
  }
  return least;
}

/** Not a whole number where one of them is none. */
function greatestCommonDivisor(one: number, two: number): number {
  return !Number.isInteger(one) || !Number.isInteger(two)
    ? NaN
    : two === 0
      ? one
      : greatestCommonDivisor(two, one % two);
}
