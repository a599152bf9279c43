import { UpdateBounds } from './rolling-update';

/** A span of seconds; `most` is undefined when nothing bounds it. */
export interface SecondsRange {
  readonly least: number;
  readonly most?: number;
}

/** When a probe runs and how often it may fail, in seconds and times. */
export interface ProbeTimes {
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

/** A readiness probe: how often it must succeed too. */
export interface ReadinessTimes extends ProbeTimes {
  readonly successThreshold: number;
}

/** The containers that must start, and what an update waits for besides. */
export interface StartingWorkload {
  readonly minReadySeconds: number;
  readonly pod: {
    readonly terminationGracePeriodSeconds: number;
    readonly containers: readonly { readonly startupProbe?: ProbeTimes; readonly readinessProbe?: ReadinessTimes }[];
  };
}

/**
 * When the kubelet kills a container whose probe never succeeds, after the container started. The first
 * probe may come at once after the initial delay and the last one at the end of its period
 * (kubernetes pkg/kubelet/prober/worker.go).
 */
export function killTime({
  initialDelaySeconds, periodSeconds, failureThreshold, timeoutSeconds,
}: ProbeTimes): Required<SecondsRange> {
  return {
    least: initialDelaySeconds + (failureThreshold - 1) * periodSeconds,
    most: initialDelaySeconds + failureThreshold * periodSeconds + timeoutSeconds,
  };
}

/**
 * How long a new pod may take from its first container start until it counts as ready. Without a
 * startup probe nothing bounds it, except that a container without any readiness probe is ready at once.
 */
export function readyTime({ pod }: Pick<StartingWorkload, 'pod'>): SecondsRange {
  const each = pod.containers.map(({ startupProbe, readinessProbe }): SecondsRange => {
    const readiness = readinessProbe ? readinessProbe.initialDelaySeconds : 0;
    const rounds = readinessProbe ? readinessProbe.periodSeconds * readinessProbe.successThreshold : 0;
    const least = Math.max(startupProbe?.initialDelaySeconds ?? 0, readiness);
    if (startupProbe) {
      return { least, most: Math.max(killTime(startupProbe).most, readiness) + rounds };
    }
    return { least, most: readinessProbe ? undefined : 0 };
  });
  return {
    least: Math.max(0, ...each.map(({ least }) => least)),
    most: each.some(({ most }) => most === undefined) ? undefined : Math.max(0, ...each.map(({ most }) => most ?? 0)),
  };
}

/**
 * The smallest `progressDeadlineSeconds` that does not fail an update which starts within its own
 * budget: time to ready, minReadySeconds, and the termination grace when an old pod must leave first.
 * Undefined when no startup probe bounds the start. Image pull and node start are not in manifests: pass them.
 */
export function neededProgressDeadline(
  workload: StartingWorkload,
  bounds: UpdateBounds,
  extraSeconds = 0,
): number | undefined {
  const { most } = readyTime(workload);
  return most === undefined
    ? undefined
    : longestWait({
      readySeconds: most,
      minReadySeconds: workload.minReadySeconds,
      terminationSeconds: terminationWait(workload, bounds),
      imagePullSeconds: extraSeconds,
    });
}

/** What a rollout waits for until one new pod counts as available, in seconds. */
export interface RolloutWaits {
  /** Until the image is on the node. */
  readonly imagePullSeconds: number;
  /** From the start of the containers until the pod counts as ready, at the latest. */
  readonly readySeconds: number;
  readonly minReadySeconds: number;
  /** Until an old pod that leaves first is gone. */
  readonly terminationSeconds: number;
}

/** The waits follow each other. */
export function longestWait({
  imagePullSeconds, readySeconds, minReadySeconds, terminationSeconds,
}: RolloutWaits): number {
  return imagePullSeconds + readySeconds + minReadySeconds + terminationSeconds;
}

/** The fewest failures after which the kubelet, at its earliest (see `killTime`), gives a start so long. */
export function failuresFor(startupSeconds: number, periodSeconds: number): number {
  return Math.ceil(startupSeconds / periodSeconds) + 1;
}

/**
 * Seconds for which a new pod may wait until an old one is gone: its termination grace, where one may or must leave
 * first.
 */
export function terminationWait(workload: StartingWorkload, bounds: UpdateBounds): number {
  return bounds.recreate || bounds.maxUnavailable > 0 ? workload.pod.terminationGracePeriodSeconds : 0;
}

/** The time without a single available pod while an update runs; zero when some pod always stays. */
export function expectedDowntime(workload: StartingWorkload, replicas: number, bounds: UpdateBounds): SecondsRange {
  if (replicas === 0 || replicas - bounds.maxUnavailable > 0) {
    return { least: 0, most: 0 };
  }
  const { least, most } = readyTime(workload);
  const total =
    most === undefined ? undefined : workload.pod.terminationGracePeriodSeconds + most + workload.minReadySeconds;
  // With surge the new pods start beside the old ones, so the gap may close completely.
  return { least: bounds.maxSurge > 0 ? 0 : least + workload.minReadySeconds, most: total };
}
