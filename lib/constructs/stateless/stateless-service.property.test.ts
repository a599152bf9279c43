import { Duration } from 'cdk8s';
import fc from 'fast-check';
import {
  Autoscaling, HealthCheck, KedaTrigger, NetworkPeer, ScalingMetric, ServiceType, StatelessService,
  StatelessServiceProps,
} from '../..';
import {
  BUDGETS, forAnyProps, mostly, PORTS, REPLICAS, RESOURCES, ROLLOUTS, WORKLOAD_PROPS,
} from '../../../test/support/arbitrary-props';

const CHECKS = mostly(
  [HealthCheck.httpGet('/ready'), HealthCheck.tcp(), HealthCheck.exec(['true'])],
  [HealthCheck.tcp('admin'), HealthCheck.httpGet('/', '8080')],
);

const PROMETHEUS = { serverAddress: 'http://prometheus:9090', threshold: 1 };
const SCALED = [
  Autoscaling.horizontal({ minReplicas: 2, maxReplicas: 4, metrics: [ScalingMetric.cpu(70)] }),
  Autoscaling.keda({ minReplicas: 0, maxReplicas: 4, triggers: [KedaTrigger.prometheus('up', PROMETHEUS)] }),
];

const PROPS: fc.Arbitrary<StatelessServiceProps> = fc
  .record(
    {
      image: mostly(
        ['registry.example.com/web:1.2.3', `web@sha256:${'0'.repeat(64)}`],
        ['web', 'web:latest', '', 'web:1:2'],
      ),
      containerPort: PORTS,
      resources: RESOURCES,
      readiness: CHECKS,
      liveness: CHECKS,
      startup: CHECKS,
      startupBudget: BUDGETS,
      imagePullBudget: BUDGETS,
      port: PORTS,
      replicas: REPLICAS,
      autoscaling: mostly<Autoscaling | undefined>([undefined], SCALED),
      rollout: ROLLOUTS,
      minReady: mostly([Duration.seconds(0), Duration.minutes(1)], [Duration.millis(1)]),
      pythonPath: fc.constantFrom('/app', ''),
      uid: mostly([1000, 65534], [0, -1, 1.5, 2 ** 32]),
      readOnlyRootFilesystem: fc.boolean(),
      writablePaths: mostly(
        [['/tmp'], ['/tmp', '/var/cache'], []],
        [['/'], ['tmp'], ['/a/b', '/a-b'], ['/tmp', '/tmp']],
      ),
      serviceType: mostly([ServiceType.CLUSTER_IP], [ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER]),
      clients: mostly([[NetworkPeer.cidr('10.0.0.0/8')]], [[]]),
      ingress: mostly(
        [{ host: 'web.example.com' }],
        [{ host: 'Web' }, { host: 'web.example.com', path: 'x' }, { host: 'web.example.com', className: 'alb' }],
      ),
    },
    { requiredKeys: ['image', 'containerPort', 'resources', 'readiness'] },
  )
  .chain((props) => WORKLOAD_PROPS.map((common) => ({ ...common, ...props })));

test('any properties are refused with one clear error, or give manifests that fit together', () => {
  forAnyProps(PROPS, (chart, props) => new StatelessService(chart, 'x', props), 400);
});
