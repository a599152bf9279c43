import { MetricSpec, MetricTarget } from '../../../imports/kubernetes';
import { isCount } from '../../kubernetes/count';
import { Quantity } from '../../kubernetes/quantity';
import { checkCall } from '../../kubernetes/shapes/check-shape';

/**
 * What a HorizontalPodAutoscaler follows. Of several, the one that wants most pods counts.
 */
export class ScalingMetric {
  /** CPU that the pods use, in percent of what they request. */
  public static cpu(averagePercent: number): ScalingMetric {
    checkCall('ScalingMetric.cpu', { averagePercent });
    return new ScalingMetric(resource('cpu', averagePercent));
  }

  /** Memory that the pods use, in percent of what they request. */
  public static memory(averagePercent: number): ScalingMetric {
    checkCall('ScalingMetric.memory', { averagePercent });
    return new ScalingMetric(resource('memory', averagePercent));
  }

  /**
   * A metric of the pods themselves that an adapter serves as `custom.metrics.k8s.io`, such as that of Prometheus.
   *
   * @param average quantity for each pod, such as `10` or `500m`
   */
  public static pods(metric: string, average: string): ScalingMetric {
    checkCall('ScalingMetric.pods', { metric, average });
    const target = { type: 'AverageValue', averageValue: positive(metric, average) };
    return new ScalingMetric({ type: 'Pods', pods: { metric: { name: metric }, target } });
  }

  /**
   * A metric from outside the cluster that an adapter serves as `external.metrics.k8s.io`, such as the length of a
   * queue, shared out over the pods.
   *
   * @param average quantity for each pod
   * @param labels that tell its series from others of the name
   */
  public static external(
    metric: string, average: string, labels?: { readonly [label: string]: string },
  ): ScalingMetric {
    checkCall('ScalingMetric.external', { metric, average, labels });
    const target = { type: 'AverageValue', averageValue: positive(metric, average) };
    const selector = labels && { selector: { matchLabels: { ...labels } } };
    return new ScalingMetric({ type: 'External', external: { metric: { name: metric, ...selector }, target } });
  }

  private constructor(private readonly spec: MetricSpec) {}

  /** @internal */
  public _toKube(): MetricSpec {
    return this.spec;
  }
}

function resource(name: string, averageUtilization: number): MetricSpec {
  if (!isCount(averageUtilization, 1)) {
    throw new Error(`${name} of ${averageUtilization} % is not a whole number from 1; write for example ScalingMetric.${name}(70)`);
  }
  const target: MetricTarget = { type: 'Utilization', averageUtilization };
  return { type: 'Resource', resource: { name, target } };
}

function positive(metric: string, quantity: string): string {
  // The API server takes the name as a part of a path.
  if (!/^(?!\.{1,2}$)[^/%]+$/.test(metric)) {
    throw new Error(`metric '${metric}' is no name of a metric; write it without / and %, such as 'queue_length'`);
  }
  if (Quantity.parse(quantity).compare(Quantity.parse('0')) <= 0) {
    throw new Error(`metric ${metric} has the target '${quantity}', which is not positive; write for example '10'`);
  }
  return quantity;
}
