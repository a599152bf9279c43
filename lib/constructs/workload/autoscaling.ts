import { ApiObject } from 'cdk8s';
import { isCount } from '../../kubernetes/count';
import { checkCall } from '../../kubernetes/shapes/check-shape';
import { addHorizontalAutoscaler, addScaledObject, ScaledWorkload } from './add-autoscaler';
import { AutoscalingLimits, HorizontalAutoscalingProps, KedaAutoscalingProps } from './autoscaling-props';
import { wholeSeconds } from './startup-budget';

/**
 * Who decides the number of pods in place of `replicas`, which is then not written: every apply would undo what the
 * autoscaler has chosen.
 */
export class Autoscaling {
  /**
   * A HorizontalPodAutoscaler, by CPU, memory, and metrics that an adapter serves.
   *
   * @throws when there is no metric, or the numbers contradict each other
   */
  public static horizontal(props: HorizontalAutoscalingProps): Autoscaling {
    checkCall('Autoscaling.horizontal', { props });
    if (props.metrics.length === 0) {
      throw new Error('autoscaling has no metrics, so that nothing scales; write such as [ScalingMetric.cpu(70)]');
    }
    checkLimits(props, 1, '1 or more, or Autoscaling.keda');
    return new Autoscaling(props, (workload) => addHorizontalAutoscaler(workload, props));
  }

  /**
   * A ScaledObject of KEDA (https://keda.sh), by queries of Prometheus, by what `Monitoring` records, and by the clock;
   * to zero pods where a trigger tells of work while there is none.
   *
   * @throws when there is no trigger, none that could start the first pod, or the numbers contradict each other
   */
  public static keda(props: KedaAutoscalingProps): Autoscaling {
    checkCall('Autoscaling.keda', { props });
    const { triggers, maxReplicas, minReplicas, pollingInterval, cooldown } = props;
    if (triggers.length === 0) {
      throw new Error('autoscaling has no triggers, so that nothing scales; write such as [KedaTrigger.cpu(70)]');
    }
    checkLimits(props, 0, '0 or more');
    if (minReplicas === 0 && !triggers.some((trigger) => trigger._wakes)) {
      throw new Error(
        'minReplicas 0 has no trigger that tells of work while there is no pod; add KedaTrigger.prometheus with the ' +
        'queue of who calls, or KedaTrigger.cron, or write minReplicas: 1',
      );
    }
    const asked = Math.max(...triggers.map((trigger) => trigger._replicas));
    if (asked > maxReplicas) {
      throw new Error(`cron replicas ${asked} is more than maxReplicas ${maxReplicas}; write at most ${maxReplicas}`);
    }
    const times = {
      pollingSeconds: pollingInterval === undefined ? 30 : wholeSeconds('pollingInterval', pollingInterval),
      cooldownSeconds: cooldown === undefined ? 300 : wholeSeconds('cooldown', cooldown, 0),
    };
    return new Autoscaling(props, (workload) => addScaledObject(workload, props, times));
  }

  /** Number of pods when there is little to do. */
  public readonly minReplicas: number;
  /** Number of pods when there is much to do. */
  public readonly maxReplicas: number;

  private constructor(
    { minReplicas = 1, maxReplicas }: AutoscalingLimits,
    /** Adds the autoscaler of a workload. @internal */
    public readonly _add: (workload: ScaledWorkload) => ApiObject,
  ) {
    this.minReplicas = minReplicas;
    this.maxReplicas = maxReplicas;
  }
}

function checkLimits({ minReplicas = 1, maxReplicas }: AutoscalingLimits, least: number, remedy: string): void {
  if (!isCount(minReplicas, least)) {
    throw new Error(`minReplicas ${minReplicas} is no whole number from ${least}; write ${remedy}`);
  }
  if (!isCount(maxReplicas, 1)) {
    throw new Error(`maxReplicas ${maxReplicas} is not a positive whole number; write 1 or more`);
  }
  if (minReplicas > maxReplicas) {
    throw new Error(`minReplicas ${minReplicas} is more than maxReplicas ${maxReplicas}; write at most ${maxReplicas}`);
  }
}
