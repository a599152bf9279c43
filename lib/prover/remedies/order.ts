import { getOrMake } from '../../util/get-or-make';
import { SecondsRange } from '../../kubernetes/arithmetic';
import { Verdict } from '../updates';

/** How one update goes at one place of an order. */
export interface StepOutcome {
  /** It is proven to finish by itself, with what was changed before it. */
  readonly isProven: boolean;
  readonly verdict: Verdict;
  readonly downtimeSeconds: SecondsRange;
  /** What has to be written differently for it; `as written` where nothing has to. */
  readonly way: string;
}

/** One update after the other. */
export interface Order {
  readonly steps: readonly ({ readonly name: string } & StepOutcome)[];
  /** Of all steps that are proven: nobody serves one of the workloads. */
  readonly downtimeSeconds: SecondsRange;
  /** No order has less downtime; otherwise the best step was taken at each place. */
  readonly isBest: boolean;
}

/** How the update of `next` goes when those in `done` are finished; asked once for each pair. */
export type StepJudge = (done: ReadonlySet<string>, next: string) => StepOutcome;

/** What there is to put in order. */
export interface OrderInput {
  readonly names: readonly string[];
  /**
   * Updates after which others may find more or less room than before: those that change what their pods ask for, or
   * where they stand.
   */
  readonly changesRoom: (name: string) => boolean;
  readonly judge: StepJudge;
}

/** Up to so many updates that change the room, and so many updates in all, every order is tried. */
const MOST_THAT_TURN = 5;
const MOST_FOR_EVERY_ORDER = 12;
/** Steps that are judged where not every order is tried; then the rest follows as it stands in the input. */
const MOST_JUDGED = 300;

/**
 * The order of updates, each by itself, that leaves the fewest unproven, and of these the one with the least downtime
 * in all.
 *
 * How an update goes depends on which others are finished and not on their order, and of these only on those that
 * change the room. So the best way from a set of finished updates to the end is the best of its next steps with the
 * best way from there: dynamic programming over the sets, exact. It is done for up to 12 updates of which up to 5
 * change the room, with at most 2^5 x 12 steps judged. Beyond, the best next step is taken at each place (at most 300
 * judged), which may miss an order in which a worse step frees room for later ones; each step is judged given what came
 * before it all the same. Among equals comes first what is proven, then what has no downtime, then the order of the
 * input.
 */
export function bestOrder({ names, changesRoom, judge }: OrderInput): Order {
  const turning = names.filter(changesRoom);
  const known = new Map<string, StepOutcome>();
  let asked = 0;
  const ask = (done: ReadonlySet<string>, next: string): StepOutcome => {
    const relevant = turning.filter((name) => done.has(name) && name !== next);
    const key = JSON.stringify([next, relevant]);
    return getOrMake(known, key, () => {
      asked++;
      return judge(new Set(relevant), next);
    });
  };
  const isBest = turning.length === 0 || (turning.length <= MOST_THAT_TURN && names.length <= MOST_FOR_EVERY_ORDER);
  const order = isBest && turning.length > 0 ? fromEverySet(names, ask) : greedy(names, ask, () => asked < MOST_JUDGED);
  const steps = order.map((name, index) => ({ name, ...ask(new Set(order.slice(0, index)), name) }));
  return { steps, downtimeSeconds: total(steps.filter(({ isProven }) => isProven)), isBest };
}

/** Unproven steps, downtime at most, downtime at least. */
type Cost = readonly [number, number, number];

function fromEverySet(names: readonly string[], ask: StepJudge): string[] {
  const full = 2 ** names.length - 1;
  const best = new Map<number, { readonly first?: number; readonly cost: Cost }>([[full, { cost: [0, 0, 0] }]]);
  for (let mask = full - 1; mask >= 0; mask--) {
    const done = new Set(names.filter((_, bit) => mask & (1 << bit)));
    const ways = names.flatMap((name, bit) =>
      mask & (1 << bit) ? [] : [{ first: bit, cost: sum(costOf(ask(done, name)), best.get(mask | (1 << bit))!.cost) }],
    );
    best.set(
      mask,
      ways.reduce((one, two) => (compare(two.cost, one.cost) < 0 ? two : one)),
    );
  }
  const order: string[] = [];
  for (let mask = 0; mask !== full;) {
    const { first = 0 } = best.get(mask)!;
    order.push(names[first]);
    mask |= 1 << first;
  }
  return order;
}

function greedy(names: readonly string[], ask: StepJudge, mayAsk: () => boolean): string[] {
  const order: string[] = [];
  const left = [...names];
  while (left.length > 0) {
    const done = new Set(order);
    const next = !mayAsk()
      ? left[0]
      : left.reduce((one, two) => (compare(costOf(ask(done, two)), costOf(ask(done, one))) < 0 ? two : one));
    order.push(next);
    left.splice(left.indexOf(next), 1);
  }
  return order;
}

function costOf({ isProven, downtimeSeconds: { least, most } }: StepOutcome): Cost {
  return [isProven ? 0 : 1, isProven ? most ?? Number.POSITIVE_INFINITY : 0, isProven ? least : 0];
}

function sum(one: Cost, two: Cost): Cost {
  return [one[0] + two[0], one[1] + two[1], one[2] + two[2]];
}

function compare(one: Cost, two: Cost): number {
  const at = one.findIndex((value, index) => value !== two[index]);
  return at < 0 ? 0 : one[at] < two[at] ? -1 : 1;
}

function total(steps: readonly StepOutcome[]): SecondsRange {
  const most = steps.map(({ downtimeSeconds }) => downtimeSeconds.most);
  return {
    least: steps.reduce((all, { downtimeSeconds: { least } }) => all + least, 0),
    most: most.includes(undefined) ? undefined : most.reduce<number>((all, each) => all + (each ?? 0), 0),
  };
}
