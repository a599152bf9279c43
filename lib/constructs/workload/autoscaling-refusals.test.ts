import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Autoscaling, KedaTrigger, RecordedMetric, ScalingMetric, ScalingPolicy,
} from '../..';
import { byCpu, OFFICE, PROMETHEUS, scaled } from '../../../test/support/autoscaling';
import { aNim, aService } from '../../../test/support/examples';
import { newChart } from '../../../test/support/synth';

test.each<[string, () => unknown, string]>([
  [
    'there is no metric', () => Autoscaling.horizontal({ maxReplicas: 3, metrics: [] }),
    'autoscaling has no metrics, so that nothing scales; write such as [ScalingMetric.cpu(70)]',
  ],
  [
    'KEDA has no trigger', () => Autoscaling.keda({ maxReplicas: 3, triggers: [] }),
    'autoscaling has no triggers, so that nothing scales; write such as [KedaTrigger.cpu(70)]',
  ],
  [
    'a HorizontalPodAutoscaler has no pod at the least', () => byCpu(0, 3),
    'minReplicas 0 is no whole number from 1; write 1 or more, or Autoscaling.keda',
  ],
  ['the least is no number of pods', () => byCpu(1.5, 3), 'minReplicas 1.5 is no whole number from 1'],
  ['the most is none', () => byCpu(1, 0), 'maxReplicas 0 is not a positive whole number; write 1 or more'],
  ['the least is more than the most', () => byCpu(4, 3), 'minReplicas 4 is more than maxReplicas 3; write at most 3'],
  [
    'no trigger could start the first pod',
    () => Autoscaling.keda({
      minReplicas: 0,
      maxReplicas: 3,
      triggers: [KedaTrigger.recorded(RecordedMetric.REQUESTS_WAITING, PROMETHEUS), KedaTrigger.cpu(70)],
    }),
    'minReplicas 0 has no trigger that tells of work while there is no pod; add KedaTrigger.prometheus with the queue of who calls, or KedaTrigger.cron, or write minReplicas: 1',
  ],
  [
    'a time asks for more than the most',
    () => Autoscaling.keda({ maxReplicas: 1, triggers: [KedaTrigger.cron(OFFICE)] }),
    'cron replicas 2 is more than maxReplicas 1; write at most 1',
  ],
  [
    'a time has no five fields', () => KedaTrigger.cron({ ...OFFICE, start: '7:00' }),
    "cron '7:00' does not have five fields; write for example '0 7 * * 1-5'",
  ],
  [
    'a time is no time', () => KedaTrigger.cron({ ...OFFICE, end: '60 19 * * 1-5' }),
    "cron '60 19 * * 1-5' has the minute '60' in it, which is not within 0 to 59; write for example '0 7 * * 1-5'",
  ],
  [
    'a time ends when it begins', () => KedaTrigger.cron({ ...OFFICE, end: OFFICE.start }),
    "cron '0 7 * * 1-5' both begins and ends; write another end",
  ],
  [
    'a time asks for no pods', () => KedaTrigger.cron({ ...OFFICE, replicas: 0 }),
    'cron replicas 0 is not a whole number from 1; write how many pods there are meanwhile',
  ],
  [
    'a time zone is none', () => KedaTrigger.cron({ ...OFFICE, timeZone: 'Zurich' }),
    "time zone 'Zurich' is not known; write such as 'Europe/Zurich' or 'Etc/UTC'",
  ],
  [
    'a time zone is known to the engine alone', () => KedaTrigger.cron({ ...OFFICE, timeZone: 'JST' }),
    "time zone 'JST' is not known; write such as 'Europe/Zurich' or 'Etc/UTC'",
  ],
  [
    'a threshold is none', () => KedaTrigger.prometheus('sum(gateway_queue_length)', { ...PROMETHEUS, threshold: 0 }),
    'threshold 0 of sum(gateway_queue_length) is not positive; write what each pod should have, such as 10',
  ],
  [
    'a threshold of the first pod is negative',
    () => KedaTrigger.prometheus('up', { ...PROMETHEUS, activationThreshold: -1 }),
    'activationThreshold -1 of up is negative; write 0 or more',
  ],
  [
    'Prometheus has no URL', () => KedaTrigger.prometheus('up', { ...PROMETHEUS, serverAddress: 'prometheus' }),
    "serverAddress 'prometheus' is no URL; write for example http://prometheus-operated.monitoring:9090",
  ],
  [
    'a utilization is none', () => ScalingMetric.cpu(0.7),
    'cpu of 0.7 % is not a whole number from 1; write for example ScalingMetric.cpu(70)',
  ],
  ['a utilization of KEDA is none', () => KedaTrigger.memory(0), 'memory of 0 % is not a whole number from 1'],
  [
    'a target is none', () => ScalingMetric.pods('requests', '0'),
    "metric requests has the target '0', which is not positive; write for example '10'",
  ],
  [
    'a metric has no name', () => ScalingMetric.external('queue/length', '1'),
    "metric 'queue/length' is no name of a metric; write it without / and %, such as 'queue_length'",
  ],
  [
    'a policy changes nothing', () => ScalingPolicy.pods(0, Duration.minutes(1)),
    'scaling policy of 0 is not a whole number from 1; write for example ScalingPolicy.pods(1, …)',
  ],
  [
    'a period is too long', () => ScalingPolicy.pods(1, Duration.hours(1)),
    'scaling period 3600 s is longer than half an hour; write at most Duration.minutes(30)',
  ],
  [
    'a window is too long',
    () => scaled(Autoscaling.horizontal({
      maxReplicas: 3, metrics: [ScalingMetric.cpu(70)], scaleDown: { stabilizationWindow: Duration.hours(2) },
    })),
    'scaleDown stabilizationWindow 7200 s is longer than an hour; write at most Duration.hours(1)',
  ],
  [
    'there is no policy',
    () => scaled(Autoscaling.horizontal({
      maxReplicas: 3, metrics: [ScalingMetric.cpu(70)], scaleUp: { policies: [] },
    })),
    'scaleUp has the policies [], which the API server refuses; leave them out, or write ScalingPolicy.pods(1, …)',
  ],
  [
    'replicas stand beside it', () => aService(newChart(), 'web', { replicas: 3, autoscaling: byCpu(2, 4) }),
    'lab/web: replicas 3 stands beside autoscaling from 2 to 4, which every apply would undo; leave replicas out',
  ],
  [
    'another autoscaler has the same target',
    () => {
      const chart = newChart();
      const target = aService(chart, 'web', { autoscaling: byCpu(2, 4) });
      new kplus.HorizontalPodAutoscaler(chart, 'other', { target, maxReplicas: 3 });
    },
    'lab/web: autoscaling is decided already, and two autoscalers undo each other; leave one of them out',
  ],
  [
    'the pods of the most could not share a volume',
    () => aNim(newChart(), 'llm', { autoscaling: byCpu(1, 2) }),
    'lab/llm: replicas 2 cannot share claim llm-cache, which is ReadWriteOnce',
  ],
])('fails when %s', (_, build, message) => {
  expect(build).toThrow(message);
});
