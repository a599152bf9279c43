import { ROLLOUT_TIMEOUT_ANNOTATION } from '../../kubernetes/annotations';
import { Workload } from '../workload/workload';

/** Seconds after which the rollout of one of several workloads has failed. */
export function longestRolloutSeconds(workloads: Workload[]): number {
  return Math.max(
    0,
    ...workloads.map((workload) =>
      Number(workload.controller.metadata.toJson().annotations[ROLLOUT_TIMEOUT_ANNOTATION]),
    ),
  );
}
