import { Model } from '../../manifests';
import { PlanReport } from '../../prover/plan';
import { downtimeText, WorkloadPlan } from '../../prover/updates';
import { firstStartWords } from './first-start';

/** What each update means for those who call the service, said before anything is written. */
export function wordsBefore({ workloads, byWorkload }: PlanReport, model: Model): string[] {
  const workloadOf = new Map([...byWorkload].map(([workload, each]) => [each, workload]));
  return workloads.filter(({ change }) => change?.kind !== 'unchanged').map((each) => {
    const workload = workloadOf.get(each);
    const isStarted = each.change?.kind !== 'scaled' || each.change.replicas.to > each.change.replicas.from;
    return `${each.name} ${changeWords(each)}${workload && isStarted ? firstStartWords(workload, model) : ''}`;
  });
}

function changeWords(plan: WorkloadPlan): string {
  const { change, strategy, downtimeSeconds, availabilityFloor, maxUnavailable, replicas } = plan;
  if (change?.kind === 'new') {
    return 'is new: it serves once it is ready';
  }
  if (change?.kind === 'scaled') {
    return `is scaled from ${change.replicas.from} to ${change.replicas.to} pods, and none is replaced`;
  }
  if (downtimeSeconds.most === 0 || availabilityFloor > 0) {
    return `is updated pod by pod: at least ${availabilityFloor} of them serves all the time`;
  }
  if (strategy === 'RollingUpdate' && maxUnavailable < replicas) {
    return `is updated pod by pod, and none of its pods is sure to serve meanwhile: its API may be down, ${downtimeText(downtimeSeconds)}`;
  }
  const how = strategy === 'Recreate' ? 'is recreated' : 'is replaced in place';
  return `${how}: its API is down from now until it is ready, ${downtimeText(downtimeSeconds)}`;
}
