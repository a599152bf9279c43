import { App, Chart, Duration } from 'cdk8s';
import {
  Autoscaling, Cluster, DisruptionBudget, KedaTrigger, ModelCache, NodePool, RecordedMetric,
  RolloutProof, RolloutStrategy, ScalingMetric, ScalingPolicy, Warnings, Worker,
} from '../..';
import { byCpu, OFFICE, PROMETHEUS, scaled } from '../../../test/support/autoscaling';
import { customProblems } from '../../../test/support/custom-schemas';
import { aNim, aService } from '../../../test/support/examples';
import { controller, newChart, only, render } from '../../../test/support/synth';

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
