import { Observation } from './observation';

/** A verdict that the control plane contradicts. */
export interface Disagreement extends Observation {
  readonly fault: 'false proven' | 'false impossible' | 'wrong floor';
}

/** Steady state and fits speak of every placement, so that one placement where all run does not refute `possible`. */
export function disagreementOf(observation: Observation): Disagreement | undefined {
  const { verdict, good, floor, question } = observation;
  if (verdict === 'proven' && !good) {
    return { ...observation, fault: 'false proven' };
  }
  // `impossible` of a drain speaks of the worst node, and not every node is drained.
  if (verdict === 'impossible' && good && question !== 'drain' && question !== 'beside a remedy') {
    return { ...observation, fault: 'false impossible' };
  }
  return floor !== undefined && floor.seen < floor.planned
    ? { ...observation, fault: 'wrong floor' }
    : undefined;
}

const VERDICTS = ['proven', 'possible', 'impossible', 'unknown'] as const;
const QUESTIONS = ['update', 'joint update', 'transition', 'from a snapshot', 'altered', 'way on', 'way back', 'fits',
  'steady state', 'drain', 'drain of each node', 'eviction', 'remedy', 'beside a remedy'] as const;

/** Rows of the table: for each question and verdict how often it ended well and how often not. */
export function rows(observations: readonly Observation[]): string[][] {
  return QUESTIONS.flatMap((question) => VERDICTS.map((verdict) => {
    const some = observations.filter((each) => each.question === question && each.verdict === verdict);
    const good = some.filter((each) => each.good).length;
    return some.length === 0 ? [] : [question, verdict, String(good), String(some.length - good)];
  })).filter(({ length }) => length > 0);
}

/** For each remedy that was carried out how often it did what was promised. */
export function remedyRows(observations: readonly Observation[]): string[][] {
  const byRemedy = new Map<string, Observation[]>();
  // A step of an order that is not proven is no promise.
  observations.filter(({ question, verdict }) => question === 'remedy' && verdict === 'proven').forEach((each) =>
    byRemedy.set(each.remedy!, [...byRemedy.get(each.remedy!) ?? [], each]));
  return [...byRemedy].sort(([one], [two]) => one < two ? -1 : 1).map(([remedy, some]) => {
    const good = some.filter((each) => each.good);
    const broken = good.filter((each) => disagreementOf(each) !== undefined);
    return [remedy, ...[some.length, good.length, some.length - good.length, broken.length].map(String)];
  });
}

/** How much of a question is not decided, in percent. */
export function unknownShare(observations: readonly Observation[], question: Observation['question']): number {
  const some = observations.filter((each) => each.question === question);
  return some.length === 0 ? 0 : 100 * some.filter(({ verdict }) => verdict === 'unknown').length / some.length;
}

/** Why verdicts are unknown, names of workloads and numbers left out, most frequent first. */
export function unknownReasons(observations: readonly Observation[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { verdict, reasons, question } of observations) {
    if (verdict === 'unknown') {
      const reason = `${question}: ${(reasons.find((each) => !/ no node yet$/.test(each)) ?? 'no reason given')
        .replace(/\bs\d+[-\w]*/g, '…')
        .replace(/\b\w+\/?w\d\b/g, 'workload')
        .replace(/\d+/g, 'N')}`;
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}
