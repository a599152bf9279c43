import { Before } from '../../manifests';
import { planTransition } from '../transition';
import { RolloutPlan } from '../updates';
import { PlannedInput } from './change';
import { stepBetween } from './step-between';
import { isLess } from './verify';

/**
 * Whether what is applied by itself before anything else leaves the other changes no worse off than all at once: it may
 * take the room for good that they find where they come first. A restart leaves everything as it was.
 */
export function leavesOthers(
  { model, cluster }: PlannedInput, before: RolloutPlan, index: number, from: Before | undefined,
): boolean {
  const others = new Set(model.workloads.filter((_, at) => at !== index && isChanging(before, at)));
  if (!from || others.size === 0) {
    return true;
  }
  const { after: first } = stepBetween(from.model, model, new Set(), model.workloads[index].manifest);
  const { workloads } = planTransition(model, { ...from, model: first }, cluster, {
    only: ({ manifest }) => [...others].some((other) => other.manifest === manifest),
  });
  return workloads.every(({ verdict }, at) =>
    !others.has(model.workloads[at]) || !isLess(before.workloads[at].verdict, verdict));
}

function isChanging({ workloads }: RolloutPlan, index: number): boolean {
  const { change, verdict } = workloads[index];
  return change?.kind !== 'unchanged' && verdict !== 'impossible';
}
