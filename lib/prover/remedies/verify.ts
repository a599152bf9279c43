import { PlanRolloutOptions, RolloutPlan, Verdict, WorkloadPlan } from '../updates';
import { Cluster } from '../../cluster';
import { Model } from '../../manifests';
import { makesOtherPods, Move } from './moves';
import { Cure } from './remedy';

/** Judges a changed input; where only some workloads are asked for, the others may come back unknown. */
export type Prover = (model: Model, cluster?: Cluster, options?: PlanRolloutOptions) => RolloutPlan;

/** What may not become less. An update of which nobody knew may turn out to block somewhere: that is not worse. */
const WORTH: { readonly [verdict in Verdict]: number } = { impossible: 0, possible: 1, unknown: 1, proven: 2 };

/**
 * Cures that a workload is in need of; none where the verdict is unknown, as nobody knows what would help, unless what
 * is half way may be taken back.
 */
export function neededCures(plan: WorkloadPlan): Cure[] {
  const { verdict, drain, kind, strategy, downtimeSeconds, change } = plan;
  const isBad = (each: Verdict) => each === 'impossible' || each === 'possible';
  const mayGoBack = verdict === 'unknown' && change?.halfWay !== undefined;
  return [
    ...(isBad(verdict) || mayGoBack ? ['update' as const] : []),
    ...(isBad(drain.verdict) || drain.evictionBlockedBy.length > 0 ? ['drain' as const] : []),
    ...(verdict === 'proven' && kind === 'Deployment' && strategy !== 'none' && downtimeSeconds.most !== 0
      ? ['downtime' as const]
      : []),
  ];
}

/**
 * Whether what was wrong is proven to be mended. A drain that other pods mend is so where the update finishes that
 * brings them in.
 */
export function isCuredBy(cure: Cure, moves: readonly Move[], after: WorkloadPlan): boolean {
  return isCured(cure, after) && (cure !== 'drain' || !makesOtherPods(moves) || after.verdict === 'proven');
}

/** Whether what was wrong is proven to be no longer. */
export function isCured(cure: Cure, after: WorkloadPlan): boolean {
  switch (cure) {
    case 'update':
      return after.verdict === 'proven';
    case 'drain':
      return after.drain.verdict === 'proven' && after.drain.evictionBlockedBy.length === 0;
    case 'downtime':
      return after.verdict === 'proven' && after.downtimeSeconds.most === 0;
  }
}

/** Whether an update that could not finish by itself can, though what changes beside it may keep it from that. */
export function isCuredAlone(cure: Cure, before: WorkloadPlan, after: WorkloadPlan): boolean {
  return cure === 'update' && before.alone.verdict !== 'proven'
    && after.alone.verdict === 'proven' && after.verdict !== 'proven';
}

/** Whether the second verdict is the worse one. */
export function isLess(one: Verdict, two: Verdict): boolean {
  return WORTH[two] < WORTH[one];
}

/**
 * Whether a plan is worse for one workload than another plan: its update, the room of its pods or a drain. Where it
 * goes back, its pods are those that ran before, whose drain half way nobody may have known.
 */
export function isWorse(before: WorkloadPlan, after: WorkloadPlan, goesBack = false): boolean {
  const isDrainKnown = !goesBack || before.drain.verdict !== 'unknown';
  return (
    isLess(before.verdict, after.verdict)
    || isLess(before.fits.verdict, after.fits.verdict)
    || (isDrainKnown && isLess(before.drain.verdict, after.drain.verdict))
    || after.drain.evictionBlockedBy.length > before.drain.evictionBlockedBy.length
  );
}

/** Whether nothing at all is worse; both plans are of the same workloads in the same order. `back`: which one goes back. */
export function isNowhereWorse(before: RolloutPlan, after: RolloutPlan, back?: number): boolean {
  return after.workloads.length === before.workloads.length && after.uncounted.length <= before.uncounted.length
    && !isLess(before.steadyState.verdict, after.steadyState.verdict)
    && before.workloads.every((each, index) => !isWorse(each, after.workloads[index], index === back));
}
