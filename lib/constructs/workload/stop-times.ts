import { wholeSeconds } from './startup-budget';
import { PodDefaults } from './workload-spec';
import { ReplicatedWorkloadProps } from './replicated-workload-props';

/** The times of a pod's end. */
export interface StopTimes {
  readonly preStopDelaySeconds: number;
  readonly terminationGraceSeconds: number;
}

/**
 * What the user has said, or the defaults; a longer delay makes the default period longer.
 *
 * @throws when the pod would be killed before its process is told to stop
 */
export function resolveStopTimes(
  { preStopDelay, terminationGracePeriod }: ReplicatedWorkloadProps,
  defaults: PodDefaults,
): StopTimes {
  const preStopDelaySeconds = preStopDelay
    ? wholeSeconds('preStopDelay', preStopDelay, 0)
    : defaults.preStopDelaySeconds;
  const longer = Math.max(0, preStopDelaySeconds - defaults.preStopDelaySeconds);
  const terminationGraceSeconds = terminationGracePeriod
    ? wholeSeconds('terminationGracePeriod', terminationGracePeriod)
    : defaults.terminationGraceSeconds + longer;
  if (terminationGraceSeconds <= preStopDelaySeconds) {
    throw new Error(
      `terminationGracePeriod ${terminationGraceSeconds} s ends within the preStopDelay of ${preStopDelaySeconds} s and kills what should drain; ` +
        `write more than ${preStopDelaySeconds} s`,
    );
  }
  return { preStopDelaySeconds, terminationGraceSeconds };
}
