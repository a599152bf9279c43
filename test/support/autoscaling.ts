import { Autoscaling, CronTriggerOptions, ScalingMetric } from '../../lib';
import { aService } from './examples';
import { render, Rendered } from './synth';

export const PROMETHEUS = { serverAddress: 'http://prometheus-operated.monitoring:9090', threshold: 10 };
export const OFFICE: CronTriggerOptions = {
  timeZone: 'Europe/Zurich', start: '0 7 * * 1-5', end: '0 19 * * 1-5', replicas: 2,
};
export const byCpu = (minReplicas: number | undefined, maxReplicas: number): Autoscaling =>
  Autoscaling.horizontal({ minReplicas, maxReplicas, metrics: [ScalingMetric.cpu(70)] });
export const scaled = (autoscaling: Autoscaling): Rendered[] =>
  render((chart) => aService(chart, 'web', { autoscaling }));
