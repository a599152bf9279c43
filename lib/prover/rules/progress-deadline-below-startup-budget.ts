import { deploymentBounds, neededProgressDeadline, readyTime, terminationWait } from '../../kubernetes/arithmetic';
import { NOT_APPLICABLE, Rule } from '../engine/rule';
import { declaredStartupSeconds } from '../engine/startup-budget';

/** Upstream default: pkg/apis/apps/v1/defaults.go */
const DEFAULT_DEADLINE_SECONDS = 600;

export const progressDeadlineBelowStartupBudget: Rule = {
  id: 'progress-deadline-below-startup-budget',
  title: 'Progress deadline below the startup budget',
  severity: 'error',
  explanation:
    'A Deployment makes no progress while a new pod starts. When progressDeadlineSeconds (600 by default) ends before the startup probe ' +
    'gives up, a healthy but slow update is reported as ProgressDeadlineExceeded, and Argo CD, Helm --wait and kubectl rollout status ' +
    'fail it.',
  remediation:
    'Set spec.progressDeadlineSeconds to at least the startup budget plus readiness, minReadySeconds, termination grace and image pull.',
  upstream: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds',
  kinds: ['Deployment'],
  evaluate({ manifest, workload }, context) {
    if (!workload || workload.replicas === 0) {
      return NOT_APPLICABLE;
    }
    const deadline = workload.progressDeadlineSeconds ?? DEFAULT_DEADLINE_SECONDS;
    const bounds = deploymentBounds(workload.strategy, workload.replicas);
    const declared = declaredStartupSeconds(manifest, context);
    const byDeclaration =
      declared === undefined ? 0 : declared + workload.minReadySeconds + terminationWait(workload, bounds);
    // Where nothing bounds the start, an old pod that may take longer to stop than the deadline still has to leave
    // first.
    const stopping = terminationWait(workload, bounds) + readyTime(workload).least + workload.minReadySeconds;
    const needed = Math.max(
      neededProgressDeadline(workload, bounds) ?? 0, byDeclaration, stopping > deadline ? stopping : 0,
    );
    const pointer = '/spec/progressDeadlineSeconds';
    if (workload.minReadySeconds >= deadline) {
      return [{
        pointer,
        message: `progressDeadlineSeconds ${deadline} must be greater than minReadySeconds ${workload.minReadySeconds}; the API server refuses it`,
      }];
    }
    if (needed === 0) {
      return NOT_APPLICABLE;
    }
    const written =
      workload.progressDeadlineSeconds === undefined
        ? `progressDeadlineSeconds defaults to ${deadline}`
        : `progressDeadlineSeconds is ${deadline}`;
    return deadline >= needed
      ? []
      : [{
          pointer,
          message: `${written}, but a new pod may take ${needed} s to become available; write at least ${needed} plus the time to pull the image`,
        }];
  },
};
