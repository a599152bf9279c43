import { listed } from '../../util/listed';
import { append, Before } from '../../manifests';
import { planTransition } from '../transition';
import { RolloutPlan, Timeline } from '../updates';
import { changedInput, PlannedInput } from './change';
import { RemedyReport } from './find-remedies';
import { Fix, fixAll } from './fix-all';
import { APPLY_ALONE, Cure, isAppliedAlone } from './remedy';
import { isSmall } from './search-budget';
import { stepBetween } from './step-between';
import { Prover } from './verify';

const MOST_NAMES = 3;

/** A change that finishes with remedies, drawn: who holds what. */
export interface CuredChange {
  /** What is done, one thing each: `strategy Recreate (Deployment/llm)`. */
  readonly titles: readonly string[];
  /** Everything at once, unless one thing is applied by itself. */
  readonly timeline: Timeline;
  /** Names of the nodes that do not exist today. */
  readonly spareNodes: readonly string[];
}

/**
 * How a change goes with the best remedies that hold together; where these are to apply something by itself, how that
 * goes; where everything finishes, how it goes with the best remedies against downtime. Undefined where this is too
 * much to draw, nothing helps, or a large change is not drawn itself.
 */
export function curedChange(
  input: PlannedInput, before: RolloutPlan, remedies: RemedyReport, from: Before, prover: Prover,
): CuredChange | undefined {
  if (!before.changeTimeline && !isSmall(before)) {
    return undefined;
  }
  const fixed = (cure: Cure) => fixAll(input, before, remedies, prover, { cures: [cure], mayLeaveBlanks: true });
  const mended = fixed('update');
  const isWell = mended.chosen.length + mended.open.length === 0;
  const fix = isWell ? fixed('downtime') : mended;
  const { changeTimeline: timeline } = fix.after;
  return fix.chosen.length === 0 ? undefined : timeline && !timeline.blocked
    ? { titles: titlesOf(fix.chosen), timeline, spareNodes: changedInput(input, fix.change).spareNodes }
    : byItself(fix, from);
}

/** The first that is to be applied by itself, before anything else is. */
function byItself({ chosen, after, input: { model, cluster } }: Fix, from: Before): CuredChange | undefined {
  const first = chosen.find(({ remedy }) => isAppliedAlone(remedy));
  const at = first && after.workloads.findIndex(({ workload }) => workload === first.workload.workload);
  const step = at === undefined ? undefined : stepBetween(from.model, model, new Set(), model.workloads[at].manifest);
  const { changeTimeline: timeline } = step
    ? planTransition(step.after, { ...from, model: step.before, prune: false }, cluster) : {};
  return first && timeline && !timeline.blocked
    ? { titles: [onlyText(first)], timeline, spareNodes: [] } : undefined;
}

function onlyText({ workload: { workload }, remedy: { id, title } }: Fix['chosen'][number]): string {
  return id === APPLY_ALONE ? `only ${workload} applied` : `${title} (${workload})`;
}

/** Equal changes of several workloads once. */
function titlesOf(chosen: Fix['chosen']): string[] {
  const names = new Map<string, string[]>();
  chosen.forEach(({ workload: { workload }, remedy: { title } }) =>
    append(names, title, workload));
  return [...names].map(([title, workloads]) => `${title} (${listed(workloads, MOST_NAMES)})`);
}
