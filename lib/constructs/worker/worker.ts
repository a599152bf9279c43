import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { checkProps } from '../../kubernetes/shapes/check-shape';
import { constructError, withPath } from '../../synthesis';
import { PortProtocol } from '../workload/port-protocol';
import { defineProcess } from '../workload/process';
import { ReplicatedWorkload } from '../workload/replicated-workload';
import { StartupBudget, wholeSeconds } from '../workload/startup-budget';
import { WorkerProps } from './worker-props';

/**
 * A process that nobody calls and that takes its work from elsewhere, such as a queue: Deployment, PodDisruptionBudget,
 * ServiceAccount and NetworkPolicy, without a Service.
 */
export class Worker extends ReplicatedWorkload {
  /**
   * @throws when the image is not pinned, the user is root, a check asks a port that is not there, or a number makes no
   * sense
   */
  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id, props);
    withPath(this, () => checkProps('WorkerProps', props));
    const { metricsPort, metricsPath } = props;
    if (metricsPath !== undefined && (metricsPort === undefined || !metricsPath.startsWith('/'))) {
      throw constructError(this, metricsPort === undefined
        ? `metricsPath '${metricsPath}' has no port; write metricsPort: 9090`
        : `metricsPath '${metricsPath}' is not absolute; write '/${metricsPath}'`);
    }
    const { startupBudget, minReadySeconds, process } = withPath(this, () => ({
      startupBudget: StartupBudget.of(
        props.startupBudget ?? Duration.minutes(2), { imagePull: props.imagePullBudget },
      ),
      minReadySeconds: wholeSeconds('minReady', props.minReady ?? Duration.seconds(5), 0),
      process: defineProcess(this, props),
    }));
    this.define({
      ...process,
      component: props.component ?? 'worker',
      replicas: props.replicas,
      autoscaling: props.autoscaling,
      ports: metricsPort === undefined
        ? []
        : [{ name: 'metrics', containerPort: metricsPort, protocol: PortProtocol.HTTP }],
      metrics: metricsPort === undefined ? undefined : { port: 'metrics', path: metricsPath },
      rollout: props.rollout,
      startupBudget,
      minReadySeconds,
      readiness: props.readiness,
      liveness: props.liveness,
      startup: props.startup,
    });
  }
}
