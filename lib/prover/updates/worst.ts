import { Judgement, Verdict } from './rollout-plan';

/** Where all must hold: what never finishes, then what nobody decided, then what may hang. */
const WORST_FIRST: readonly Verdict[] = ['impossible', 'unknown', 'possible', 'proven'];

/** The worst of several judgements that must all hold; of equals the first. */
export function worst<T extends Judgement>(judgements: readonly T[], worstFirst = WORST_FIRST): T {
  return judgements.reduce((one, two) =>
    worstFirst.indexOf(two.verdict) < worstFirst.indexOf(one.verdict) ? two : one);
}
