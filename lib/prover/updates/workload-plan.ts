import { sum } from '../../util/sum';
import { expectedDowntime, neededProgressDeadline, UpdateBounds } from '../../kubernetes/arithmetic';
import { Model, PodCount, Workload } from '../../manifests';
import { manual } from './doubts/manual';
import { PlanAtCluster, WorkloadPlan } from './words/rollout-plan';
import { nameOf } from './words/wording';
import { worse } from './words/worst';

const NO_UPDATE: UpdateBounds = { maxSurge: 0, maxUnavailable: 0, recreate: false };

/**
 * What is said of a workload: the verdicts and the numbers of its update. `parts` are its pods by template; `isAsked`:
 * it is said what changes, so that everything that does changes at once. What stays available is told of the smallest
 * `size` that an autoscaler may have chosen when it is updated.
 */
export function workloadPlan(
  { workload, size }: { readonly workload: Workload; readonly size: PodCount }, parts: PlanAtCluster[],
  isAsked: boolean, judged: PlanAtCluster,
): WorkloadPlan {
  const { fits, drain, spareNeeded: spare, timeline: steps } = judged;
  const [alone, together] = [manual(workload, judged.alone), manual(workload, judged.together)];
  const members = [workload, ...workload.companions];
  const bounds = workload.bounds(parts[0].replicas);
  const each = members.map((member, index) => member.bounds(parts[index].replicas) ?? NO_UPDATE);
  const replicas = sum(parts.map((part) => part.replicas));
  const maxUnavailable = sum(each.map((one) => one.maxUnavailable));
  const isAutoscaled = size.least < size.most && bounds !== undefined;
  const fewest = parts.map((part) => isAutoscaled ? Math.floor(part.replicas * size.least / size.most) : part.replicas);
  const kept = sum(members.map((member, index) => fewest[index] - (member.bounds(fewest[index])?.maxUnavailable ?? 0)));
  const serving = isAutoscaled ? Math.max(1, fewest[0]) : fewest[0];
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
    availabilityFloor: bounds ? kept : 0,
    downtimeSeconds: bounds ? expectedDowntime(workload, serving, workload.bounds(serving)!) : { least: 0, most: 0 },
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
