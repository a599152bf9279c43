import { HorizontalPodAutoscalerBehavior, HPAScalingPolicy, HPAScalingRules } from '../../../imports/kubernetes';
import { ScalingRules } from './scaling-rules';
import { wholeSeconds } from './startup-budget';

/** The API server takes no longer one: pkg/apis/autoscaling/validation/validation.go. */
const LONGEST_WINDOW_SECONDS = 3600;

/** What counts where nothing is said, as the API server would fill it in: pkg/apis/autoscaling/v2/defaults.go. */
interface Usual {
  readonly windowSeconds: number;
  readonly policies: HPAScalingPolicy[];
}

const FOUR_OR_DOUBLE: HPAScalingPolicy[] = [
  { type: 'Pods', value: 4, periodSeconds: 15 }, { type: 'Percent', value: 100, periodSeconds: 15 },
];
const ALL: HPAScalingPolicy[] = [{ type: 'Percent', value: 100, periodSeconds: 15 }];

/**
 * Both directions, written out: a pod that took half an hour to start is not given up after five quiet minutes.
 *
 * @param startSeconds how long a pod takes to start
 */
export function scalingBehavior(
  up: ScalingRules = {}, down: ScalingRules = {}, startSeconds: number,
): HorizontalPodAutoscalerBehavior {
  const patience = Math.min(Math.max(300, startSeconds), LONGEST_WINDOW_SECONDS);
  return {
    scaleUp: toKube('scaleUp', up, { windowSeconds: 0, policies: FOUR_OR_DOUBLE }),
    scaleDown: toKube('scaleDown', down, { windowSeconds: patience, policies: ALL }),
  };
}

function toKube(what: string, { stabilizationWindow, policies }: ScalingRules, usual: Usual): HPAScalingRules {
  if (policies?.length === 0) {
    throw new Error(`${what} has the policies [], which the API server refuses; leave them out, or write ScalingPolicy.pods(1, …)`);
  }
  const windowSeconds = stabilizationWindow === undefined
    ? usual.windowSeconds
    : wholeSeconds(`${what} stabilizationWindow`, stabilizationWindow, 0);
  if (windowSeconds > LONGEST_WINDOW_SECONDS) {
    throw new Error(`${what} stabilizationWindow ${windowSeconds} s is longer than an hour; write at most Duration.hours(1)`);
  }
  return {
    stabilizationWindowSeconds: windowSeconds,
    selectPolicy: 'Max',
    policies: policies?.map((policy) => policy._toKube()) ?? usual.policies,
  };
}
