import { Judgement, PlanAtCluster, Verdict } from './rollout-plan';

/** Where all must hold: what never finishes, then what nobody decided, then what may hang. */
const WORST_FIRST: readonly Verdict[] = ['impossible', 'unknown', 'possible', 'proven'];

/** The worst of several judgements that must all hold; of equals the first. */
export function worst<T extends Judgement>(judgements: readonly T[], worstFirst = WORST_FIRST): T {
  return judgements.reduce((one, two) =>
    worstFirst.indexOf(two.verdict) < worstFirst.indexOf(one.verdict) ? two : one);
}

/** A StatefulSet whose pods are bound to different places is as well off as the worst of them. */
export function worstOf(parts: PlanAtCluster[]): PlanAtCluster {
  const [first] = parts;
  return parts.length === 1 ? first : {
    alone: worst(parts.map(({ alone }) => alone)),
    together: worst(parts.map(({ together }) => together)),
    fits: worst(parts.map(({ fits }) => fits)),
    drain: worst(parts.map(({ drain }) => drain)),
    replicas: parts.reduce((sum, { replicas }) => sum + replicas, 0),
  };
}

/** That it may hang is known, and goes before what is not. */
const HANGS_FIRST: readonly Verdict[] = ['impossible', 'possible', 'unknown', 'proven'];

/**
 * What is not known to change may change by itself or with everything else: both must finish. An update that hangs
 * alone stays impossible where the restart of a neighbour at the right time would free room for it.
 */
export function worse(alone: Judgement, together: Judgement): Judgement {
  return worst([alone, together], HANGS_FIRST);
}
