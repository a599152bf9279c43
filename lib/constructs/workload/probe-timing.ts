import { isCount } from '../../kubernetes/count';
import { HealthCheckTiming } from './health-check-timing';
import { PROBE_TIMEOUT_SECONDS, StartupBudget, wholeSeconds } from './startup-budget';

/** Timing of one probe, in the words of Kubernetes. */
export interface ProbeTiming {
  readonly periodSeconds: number;
  readonly failureThreshold: number;
  readonly timeoutSeconds?: number;
  readonly successThreshold?: number;
}

/** Ready within two periods, taken out of the Service after three failures. */
export const READINESS_TIMING: ProbeTiming = { periodSeconds: 10, failureThreshold: 3 };

/** Slow to restart a container that already serves: a restart costs a whole start. */
export const LIVENESS_TIMING: ProbeTiming = { periodSeconds: 30, failureThreshold: 5, timeoutSeconds: 10 };

/**
 * Liveness and readiness are held off until this probe has succeeded once, so that neither needs an initial delay.
 */
export function startupTiming(budget: StartupBudget): ProbeTiming {
  return { periodSeconds: budget.periodSeconds, failureThreshold: budget.failureThreshold };
}

/** What of a timing is given, checked. */
export function checkedTiming(timing: HealthCheckTiming): Partial<ProbeTiming> {
  const { period, timeout, failureThreshold, successThreshold } = timing;
  for (const [name, count] of Object.entries({ failureThreshold, successThreshold })) {
    if (count !== undefined && !isCount(count, 1)) {
      throw new Error(`${name} ${count} of a health check is no number of answers; write a whole number from 1`);
    }
  }
  return Object.fromEntries(Object.entries({
    periodSeconds: period && wholeSeconds('period of a health check', period),
    timeoutSeconds: timeout && wholeSeconds('timeout of a health check', timeout),
    failureThreshold,
    successThreshold,
  }).filter(([, value]) => value !== undefined));
}

/** Seconds after its start until a container can have been found ready; none where nobody asks. */
export function readinessSeconds(probe: Partial<ProbeTiming> | undefined): number {
  return probe === undefined ? 0
    : (probe.successThreshold ?? 1) * probe.periodSeconds! + (probe.timeoutSeconds ?? PROBE_TIMEOUT_SECONDS);
}
