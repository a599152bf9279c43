import fc from 'fast-check';
import { HealthCheck, Worker, WorkerProps } from '../..';
import {
  BUDGETS, forAnyProps, mostly, PORTS, REPLICAS, RESOURCES, ROLLOUTS, WORKLOAD_PROPS,
} from '../../../test/support/arbitrary-props';

const CHECKS = mostly([HealthCheck.exec(['true']), undefined], [HealthCheck.httpGet('/ready')]);

const PROPS: fc.Arbitrary<WorkerProps> = fc
  .record(
    {
      image: mostly(['registry.example.com/worker:1.0'], ['worker', 'worker:latest']),
      resources: RESOURCES,
      replicas: REPLICAS,
      rollout: ROLLOUTS,
      readiness: CHECKS,
      liveness: CHECKS,
      startup: CHECKS,
      startupBudget: BUDGETS,
      metricsPort: PORTS,
      uid: mostly([1000, 10001], [0, -1, 1.5]),
      writablePaths: mostly([['/tmp'], []], [['tmp'], ['/']]),
    },
    { requiredKeys: ['image', 'resources'] },
  )
  .chain((props) => WORKLOAD_PROPS.map((common) => ({ ...common, ...props })));

test('any properties are refused with one clear error, or give manifests that fit together', () => {
  forAnyProps(PROPS, (chart, props) => new Worker(chart, 'x', props));
});
