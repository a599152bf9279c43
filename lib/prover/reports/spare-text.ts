import { plural } from '../../kubernetes/plural';
import { SpareNeeded, WorkloadPlan } from '../updates';
import { amountText } from '../updates/wording';
import { printable } from './report-view';

/** What an update without downtime would need, one thing each; undefined when it is not known. */
export function spareNeeds({ spareNeeded }: WorkloadPlan): string[] | undefined {
  return spareNeeded && [roomText(spareNeeded), claimText(spareNeeded)].filter((text) => text !== '');
}

/** The same as a sentence. */
export function spareText(plan: WorkloadPlan): string | undefined {
  const needs = spareNeeds(plan);
  if (!needs) {
    return undefined;
  }
  return needs.length === 0 ? 'an update without downtime has the room it needs' : `an update without downtime needs ${needs.join(' and ')}`;
}

function roomText({ resource, units, pool, nodes }: SpareNeeded): string {
  return units === 0 ? '' : `${amountText(resource, units)} more (${plural(nodes, 'more node')} in pool ${printable(pool)})`;
}

function claimText({ claimToShare }: SpareNeeded): string {
  return claimToShare === undefined ? '' : `a ReadWriteMany claim in place of ${printable(claimToShare)}`;
}
