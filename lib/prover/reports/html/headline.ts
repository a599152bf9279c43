import { plural } from '../../../util/plural';
import { isOverfull, RolloutPlan, WorkloadPlan } from '../../updates';
import { RemedyReport, effectText, remediesFor } from '../../remedies';
import { ReportView } from '../report-view';
import { durationText } from '../wording';
import { listText, unbroken } from './text';

/** What a reader should know first, in one sentence, and what follows from it. */
export interface Headline {
  readonly sentence: string;
  readonly detail: string;
}

export function headline(
  plan: RolloutPlan,
  remedies: RemedyReport,
  { errors, warnings }: ReportView,
): Headline {
  const found =
    errors + warnings > 0 ? [`The rules find ${plural(errors, 'error')} and ${plural(warnings, 'warning')}.`] : [];
  return {
    sentence: sentence(plan.workloads, isOverfull(plan)),
    detail: [...details(plan.workloads, remedies), ...found].join(' '),
  };
}

function sentence(all: readonly WorkloadPlan[], isTooMuch: boolean): string {
  const workloads = all.filter(({ change, verdict }) => change?.kind !== 'unchanged' || verdict !== 'proven');
  const named = (verdict: WorkloadPlan['verdict']) => workloads.filter((each) => each.verdict === verdict);
  const [impossible, possible, unknown] = [named('impossible'), named('possible'), named('unknown')];
  const of = (some: readonly WorkloadPlan[]) => `${some.length} of ${plural(workloads.length, 'update')}`;
  if (workloads.length === 0) {
    return all.length === 0 ? 'There is no workload to update.' : 'No workload changes.';
  }
  if (isTooMuch && !all.some(({ change }) => change)) {
    return 'The workloads do not all fit on the nodes, even before an update.';
  }
  if (impossible.length > 0) {
    return `${of(impossible)} can never finish: ${names(impossible)}.`;
  }
  if (isTooMuch) {
    return 'Not everything can finish: all pods together do not fit on the nodes.';
  }
  if (possible.length > 0) {
    return `${of(possible)} may wait for ever: ${names(possible)}.`;
  }
  if (unknown.length > 0) {
    return unknown.length === workloads.length
      ? 'No update is decided yet.'
      : `${of(unknown)} cannot be decided: ${names(unknown)}.`;
  }
  return workloads.length === 1
    ? 'The update is proven to finish.'
    : `${workloads.length === 2 ? 'Both' : `All ${workloads.length}`} updates are proven to finish.`;
}

function details(workloads: readonly WorkloadPlan[], remedies: RemedyReport): string[] {
  const stopping = workloads.filter(
    ({ verdict, downtimeSeconds }) => verdict === 'proven' && downtimeSeconds.most !== 0,
  );
  const longest = stopping.reduce<number | undefined>(
    (most, { downtimeSeconds }) =>
      most === undefined || downtimeSeconds.most === undefined ? undefined : Math.max(most, downtimeSeconds.most),
    0,
  );
  const span = longest === undefined ? 'for a time nothing bounds' : `for up to ${unbroken(durationText(longest))}`;
  return [
    ...(stopping.length > 0
      ? [`${names(stopping)} ${stopping.length === 1 ? 'does' : 'do'} not serve meanwhile, ${span}.`]
      : []),
    ...helped(workloads, remedies),
  ];
}

/** The best remedy of the first workload in need, and who else has one. */
function helped(workloads: readonly WorkloadPlan[], remedies: RemedyReport): string[] {
  return (['update', 'downtime'] as const).flatMap((cure) => {
    const each = workloads.flatMap((plan) =>
      remediesFor(remedies, plan, cure).slice(0, 1).map((best) => ({ plan, best })));
    if (each.length === 0) {
      return [];
    }
    // The one that mends most, of several the first.
    const [{ plan, best }, ...others] =
      [...each].sort((one, two) => (two.best.mends?.length ?? 0) - (one.best.mends?.length ?? 0));
    const mended = best.mends ?? [];
    const also = mended.length === 0 ? ''
      : ` ${names(mended)} ${mended.length === 1 ? 'is' : 'are'} mended with it.`;
    const apart = others.filter((other) => !mended.includes(other.plan));
    const goal = cure === 'update' ? '' : ' without a pause';
    const more = apart.length === 0 ? ''
      : ` ${names(apart.map((other) => other.plan))} ${apart.length === 1 ? 'has' : 'have'} a remedy as well.`;
    return [`Proven for ${plan.name}${goal}: ${best.title}: ${unbroken(effectText(best))}.${also}${more}`];
  });
}

function names(workloads: readonly WorkloadPlan[]): string {
  return listText(workloads.map(({ name }) => name));
}
