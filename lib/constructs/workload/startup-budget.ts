import { Duration } from 'cdk8s';
import { failuresFor, killTime, longestWait } from '../../kubernetes/arithmetic';
import { checkCall } from '../../kubernetes/shapes/check-shape';

/**
 * Options for `StartupBudget.of`.
 */
export interface StartupBudgetOptions {
  /**
   * Time to pull the image onto a node that has never seen it, before the container starts and before its startup
   * probe runs.
   *
   * @default Duration.minutes(2)
   */
  readonly imagePull?: Duration;

  /**
   * Seconds between two startup probes.
   *
   * @default Duration.seconds(10)
   */
  readonly period?: Duration;
}

/**
 * What else a rollout waits for besides the start itself.
 */
export interface RolloutWaits {
  /** Seconds until a started container counts as ready. */
  readonly readinessSeconds: number;
  /** Seconds a pod must have been ready to count as available. */
  readonly minReadySeconds: number;
  /** Seconds an old pod may take to stop. */
  readonly terminationGraceSeconds: number;
  /**
   * Seconds one answer to the startup probe may take.
   *
   * @default 5
   */
  readonly startupTimeoutSeconds?: number;
}

/**
 * skaffold reads an explicit 600, the API server's default, as "not set"
 * (https://github.com/GoogleContainerTools/skaffold/issues/4763).
 */
const READ_AS_UNSET = 600;

/** More than three years. Sums of a few of them are counts that the API server accepts. */
const LONGEST_SECONDS = 10 ** 8;

/** Seconds one probe may take to answer. @internal */
export const PROBE_TIMEOUT_SECONDS = 5;

/**
 * How long a container may take from its start until it serves.
 *
 * One number from which the startup probe, the progress deadline and the time that tools wait are derived, because
 * a rollout fails as soon as any of them is shorter than another.
 */
export class StartupBudget {
  /**
   * A budget of so much time.
   *
   * @param startup from the start of the container until it serves, whole seconds
   * @throws when a duration is not a positive whole number of seconds
   */
  public static of(startup: Duration, options: StartupBudgetOptions = {}): StartupBudget {
    checkCall('StartupBudget.of', { startup, options });
    return new StartupBudget(
      wholeSeconds('startup budget', startup),
      wholeSeconds('image pull budget', options.imagePull ?? Duration.minutes(2)),
      wholeSeconds('startup probe period', options.period ?? Duration.seconds(10)),
    );
  }

  /**
   * Failures after which the kubelet kills the container.
   *
   * The kubelet may run the first probe at once, so that the kill comes `(failureThreshold - 1) * period` after the
   * start at the earliest; that moment, not `failureThreshold * period`, must not be before the budget
   * (https://github.com/kubernetes/kubernetes/blob/v1.28.0/pkg/kubelet/prober/worker.go).
   */
  public readonly failureThreshold: number;

  private constructor(
    /** From the start of the container until it serves, in seconds. */
    public readonly startupSeconds: number,
    /** Until the image is on the node, in seconds. */
    public readonly imagePullSeconds: number,
    /** Between two startup probes, in seconds. */
    public readonly periodSeconds: number,
  ) {
    this.failureThreshold = failuresFor(startupSeconds, periodSeconds);
  }

  /**
   * `progressDeadlineSeconds`: nothing that this budget allows makes a rollout count as failed.
   *
   * Image pull, the latest moment at which the startup probe may still succeed, readiness, availability, and the end
   * of the old pod, which Recreate and `maxSurge: 0` wait for first.
   */
  public progressDeadlineSeconds(waits: RolloutWaits): number {
    const { failureThreshold, periodSeconds } = this;
    const latestStart = killTime({
      initialDelaySeconds: 0,
      periodSeconds,
      failureThreshold,
      timeoutSeconds: waits.startupTimeoutSeconds ?? PROBE_TIMEOUT_SECONDS,
    });
    const deadline = longestWait({
      imagePullSeconds: this.imagePullSeconds,
      readySeconds: latestStart.most + waits.readinessSeconds,
      minReadySeconds: waits.minReadySeconds,
      terminationSeconds: waits.terminationGraceSeconds,
    });
    return deadline === READ_AS_UNSET ? READ_AS_UNSET + 1 : deadline;
  }
}

/**
 * Whole seconds of a duration.
 *
 * @throws when there are fewer than the least, more than three years, or a fraction
 *
 * @internal
 */
export function wholeSeconds(what: string, duration: Duration, least: number = 1): number {
  const seconds = duration.toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || seconds < least || seconds > LONGEST_SECONDS) {
    throw new Error(
      `${what} ${seconds} s is not a whole number of seconds from ${least} to ${LONGEST_SECONDS}; write for example Duration.seconds(30)`,
    );
  }
  return seconds;
}
