import { App, Chart, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Autoscaling, Cluster, CronTriggerOptions, DisruptionBudget, KedaTrigger, ModelCache, NodePool, RecordedMetric,
  RolloutProof, RolloutStrategy, ScalingMetric, ScalingPolicy, Warnings, Worker,
} from '../..';
import { customProblems } from '../../../test/support/custom-schemas';
import { aNim, aService } from '../../../test/support/examples';
import { controller, newChart, only, render, Rendered } from '../../../test/support/synth';

const PROMETHEUS = { serverAddress: 'http://prometheus-operated.monitoring:9090', threshold: 10 };
const OFFICE: CronTriggerOptions = {
  timeZone: 'Europe/Zurich', start: '0 7 * * 1-5', end: '0 19 * * 1-5', replicas: 2,
};
const byCpu = (minReplicas: number | undefined, maxReplicas: number): Autoscaling =>
  Autoscaling.horizontal({ minReplicas, maxReplicas, metrics: [ScalingMetric.cpu(70)] });
const scaled = (autoscaling: Autoscaling): Rendered[] => render((chart) => aService(chart, 'web', { autoscaling }));
const queue = (of: number = 10): KedaTrigger =>
  KedaTrigger.prometheus('sum(gateway_queue_length)', { ...PROMETHEUS, threshold: of });

test('a HorizontalPodAutoscaler with its required properties only', () => {
  expect(only(scaled(byCpu(undefined, 4)), 'HorizontalPodAutoscaler')).toMatchSnapshot();
});

test('a HorizontalPodAutoscaler with every property', () => {
  const autoscaling = Autoscaling.horizontal({
    minReplicas: 2,
    maxReplicas: 10,
    metrics: [
      ScalingMetric.cpu(70),
      ScalingMetric.memory(80),
      ScalingMetric.pods('http_requests_per_second', '100'),
      ScalingMetric.external('queue_length', '30', { queue: 'papers' }),
    ],
    scaleUp: { stabilizationWindow: Duration.minutes(1), policies: [ScalingPolicy.percent(50, Duration.minutes(1))] },
    scaleDown: { stabilizationWindow: Duration.minutes(30), policies: [ScalingPolicy.pods(1, Duration.minutes(5))] },
  });
  expect(only(scaled(autoscaling), 'HorizontalPodAutoscaler')).toMatchSnapshot();
});

test('a ScaledObject with its required properties only', () => {
  const scaledObject = only(scaled(Autoscaling.keda({ maxReplicas: 3, triggers: [queue()] })), 'ScaledObject');
  expect(scaledObject).toMatchSnapshot();
  expect(customProblems(scaledObject)).toEqual([]);
});

test('a ScaledObject with every property', () => {
  const autoscaling = Autoscaling.keda({
    minReplicas: 0,
    maxReplicas: 8,
    triggers: [
      KedaTrigger.prometheus('sum(gateway_queue_length)', {
        ...PROMETHEUS, activationThreshold: 0.5, authentication: 'prometheus',
      }),
      KedaTrigger.recorded(RecordedMetric.REQUESTS_WAITING, PROMETHEUS),
      KedaTrigger.recorded(RecordedMetric.KV_CACHE_USAGE, { ...PROMETHEUS, threshold: 0.8 }),
      KedaTrigger.cron(OFFICE),
      KedaTrigger.cpu(70),
      KedaTrigger.memory(80),
    ],
    pollingInterval: Duration.seconds(15),
    cooldown: Duration.minutes(10),
    scaleUp: { policies: [ScalingPolicy.pods(1, Duration.minutes(1))] },
    scaleDown: { stabilizationWindow: Duration.seconds(0) },
  });
  const scaledObject = only(scaled(autoscaling), 'ScaledObject');
  expect(scaledObject).toMatchSnapshot();
  expect(customProblems(scaledObject)).toEqual([]);
});

test('the number of pods is not written beside an autoscaler', () => {
  expect(controller(scaled(byCpu(2, 4))).spec).not.toHaveProperty('replicas');
  const byQueue = Autoscaling.keda({ maxReplicas: 3, triggers: [queue()] });
  expect(controller(scaled(byQueue)).spec).not.toHaveProperty('replicas');
});

test('a recorded count is shared out over the pods, a share of each is compared as it is', () => {
  const metricTypes = [RecordedMetric.REQUESTS_WAITING, RecordedMetric.KV_CACHE_USAGE].map((metric) => {
    const trigger = KedaTrigger.recorded(metric, PROMETHEUS);
    const [{ metricType, metadata }] =
      only(scaled(Autoscaling.keda({ maxReplicas: 3, triggers: [trigger] })), 'ScaledObject').spec.triggers;
    return [metricType, metadata.query];
  });
  expect(metricTypes).toEqual([
    ['AverageValue', 'inference:requests_waiting:sum{namespace="lab", app="web"}'],
    ['Value', 'inference:kv_cache_usage:ratio{namespace="lab", app="web"}'],
  ]);
});

test('a pod that takes long to start is kept as long before it is taken away, at most an hour', () => {
  const window = (startupBudget: Duration): number => {
    const manifests = render((chart) => aNim(chart, 'llm', {
      autoscaling: byCpu(1, 2),
      startupBudget,
      modelCache: ModelCache.sharedClaim({ size: '50Gi', storageClass: 'efs' }),
    }));
    return only(manifests, 'HorizontalPodAutoscaler').spec.behavior.scaleDown.stabilizationWindowSeconds;
  };
  expect([window(Duration.minutes(30)), window(Duration.hours(2))]).toEqual([1800, 3600]);
  const { scaleDown } = only(scaled(byCpu(1, 2)), 'HorizontalPodAutoscaler').spec.behavior;
  expect(scaleDown.stabilizationWindowSeconds).toBe(300);
});

describe('scaling to zero', () => {
  const toZero = Autoscaling.keda({ minReplicas: 0, maxReplicas: 2, triggers: [queue()] });

  test('says how long the first call waits, in the manifest and in a warning', () => {
    const chart = newChart();
    aService(chart, 'web', {
      autoscaling: toZero, startupBudget: Duration.minutes(3), imagePullBudget: Duration.minutes(1),
    });
    expect(Warnings.of(chart)).toEqual([
      'warning: lab/web: minReplicas 0 lets callers wait after a pause, up to 60 s for the image and 180 s for the start (the startup budget), while their requests fail; let them retry for that long, or write minReplicas: 1',
    ]);
    expect(only(chart.toJson(), 'ScaledObject').metadata.annotations).toEqual({
      'cdk8s-nim/cold-start-seconds': '240',
    });
  });

  test('lets the work of a worker wait, which fails nobody', () => {
    const chart = newChart();
    new Worker(chart, 'worker', {
      image: 'registry.example.com/worker:1.0.0', resources: { cpu: '1', memory: '1Gi' }, autoscaling: toZero,
    });
    expect(Warnings.of(chart).join()).toContain(
      'lets work wait after a pause, up to 120 s for the image and 120 s for the start (the startup budget), and nothing',
    );
    expect(controller(chart.toJson()).spec).not.toHaveProperty('replicas');
  });

  test('has a budget that lets the last pod go', () => {
    expect(only(scaled(toZero), 'PodDisruptionBudget').spec.maxUnavailable).toBe(1);
  });

  test('fails beside a budget that keeps it', () => {
    const props = { autoscaling: toZero, disruptionBudget: DisruptionBudget.minAvailable(1) };
    expect(() => aService(newChart(), 'web', props)).toThrow(new Error(
      'lab/web: disruptionBudget minAvailable 1 keeps a pod that minReplicas 0 lets go; write DisruptionBudget.maxUnavailable(1)',
    ));
  });
});

describe('the limits are proven', () => {
  /** A model that scales up to so many pods on two nodes of one GPU each. */
  const synth = (
    minReplicas: number, maxReplicas: number, rollout: RolloutStrategy = RolloutStrategy.recreate(),
  ): (() => void) => () => {
    const app = new App();
    const chart = new Chart(app, 'lab', { namespace: 'lab', disableResourceNameHashes: true });
    aNim(chart, 'llm', {
      autoscaling: Autoscaling.keda({
        minReplicas, maxReplicas, triggers: [KedaTrigger.recorded(RecordedMetric.REQUESTS_WAITING, PROMETHEUS)],
      }),
      modelCache: ModelCache.sharedClaim({ size: '50Gi', storageClass: 'efs' }),
      disruptionBudget: DisruptionBudget.maxUnavailable(1),
      rollout,
    });
    RolloutProof.attach(app, new Cluster({ pools: [NodePool.ec2({ instanceType: 'g5.2xlarge', nodes: 2 })] }));
    const errors = app.node.findAll().flatMap((each) => each.node.validate());
    if (errors.length > 0) {
      throw new Error(errors.join('\n'));
    }
  };

  test('a maximum that the cluster has room for passes', () => {
    expect(synth(1, 2)).not.toThrow();
  });

  test('a maximum that it has no room for fails', () => {
    expect(synth(1, 3)).toThrow('nvidia.com/gpu');
  });

  test('a surge that blocks at every size fails, and one that blocks at the maximum alone is a warning', () => {
    const surge = RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 });
    const warn = jest.spyOn(console, 'warn').mockImplementation();
    expect(synth(2, 2, surge)).toThrow('update with maxSurge 1 and maxUnavailable 0');
    expect(warn).not.toHaveBeenCalled();
    expect(synth(1, 2, surge)).not.toThrow();
    expect(warn.mock.calls.join()).toContain('may block on this cluster');
    warn.mockRestore();
  });

  test('a minimum that the budget never lets go is a warning', () => {
    const chart = newChart();
    aService(chart, 'web', { autoscaling: byCpu(1, 4) });
    expect(Warnings.of(chart).join()).toContain('(minAvailable 1) never lets the only pod be evicted');
    const other = newChart();
    aService(other, 'web', { autoscaling: byCpu(2, 4) });
    expect(Warnings.of(other)).toEqual([]);
  });
});

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
    'a threshold is none', () => queue(0),
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
