import { sum } from '../../kubernetes/sum';
import { expectedDowntime, neededProgressDeadline, UpdateBounds } from '../../kubernetes/arithmetic';
import { Model, Workload } from '../../manifests';
import { manual } from './manual';
import { PlanAtCluster, WorkloadPlan } from './rollout-plan';
import { nameOf } from './wording';
import { worse } from './worst';

const NO_UPDATE: UpdateBounds = { maxSurge: 0, maxUnavailable: 0, recreate: false };

/**
 * What is said of a workload: the verdicts and the numbers of its update. `parts` are its pods by template; `isAsked`:
 * it is said what changes, so that everything that does changes at once.
 */
export function workloadPlan(
  workload: Workload, parts: PlanAtCluster[], isAsked: boolean, judged: PlanAtCluster,
): WorkloadPlan {
  const { fits, drain, spareNeeded: spare, timeline: steps } = judged;
  const [alone, together] = [manual(workload, judged.alone), manual(workload, judged.together)];
  const members = [workload, ...workload.companions];
  const bounds = workload.bounds(parts[0].replicas);
  const each = members.map((member, index) => member.bounds(parts[index].replicas) ?? NO_UPDATE);
  const replicas = sum(parts.map((part) => part.replicas));
  const maxUnavailable = sum(each.map((one) => one.maxUnavailable));
  return {
    workload: nameOf(workload),
    kind: workload.kind,
    name: workload.name,
    namespace: workload.namespace,
    file: workload.manifest.file,
    documentIndex: workload.manifest.documentIndex,
    strategy: bounds ? workload.strategy.type : 'none',
    replicas,
    maxSurge: sum(each.map((one) => one.maxSurge)),
    maxUnavailable,
    ...isAsked ? together : worse(alone, together),
    alone, together,
    fits, drain,
    availabilityFloor: bounds ? replicas - maxUnavailable : 0,
    downtimeSeconds: bounds ? expectedDowntime(workload, parts[0].replicas, bounds) : { least: 0, most: 0 },
    neededProgressDeadlineSeconds:
      workload.kind === 'Deployment' && bounds ? neededProgressDeadline(workload, bounds) : undefined,
    spareNeeded: spare,
    timeline: steps,
  };
}

/** The lower end of a range of sizes; pods that come and go have none. */
export function leastReplicas(model: Model, workload: Workload): { readonly leastReplicas?: number } {
  const { least, most } = model.sizeOf(workload);
  return least < most && model.autoscalerOf(workload) ? { leastReplicas: least } : {};
}
