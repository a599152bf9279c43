import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { constructError, withPath } from '../../synthesis';
import { MetricsEndpoint } from '../workload/metrics-endpoint';
import { StartupBudget, wholeSeconds } from '../workload/startup-budget';
import { PortProtocol } from '../workload/port-protocol';
import { defineProcess } from '../workload/process';
import { ReplicatedWorkload } from '../workload/replicated-workload';
import { addIngress } from './ingress';
import { StatelessServiceProps } from './stateless-service-props';
import { checkProps } from '../../kubernetes/shapes/check-shape';

/**
 * A service without state of its own that is updated without downtime: Deployment, Service, PodDisruptionBudget,
 * ServiceAccount and NetworkPolicy; an Ingress when asked for.
 */
export class StatelessService extends ReplicatedWorkload {
  /**
   * @throws when the image is not pinned, the user is root, or a number makes no sense
   */
  constructor(scope: Construct, id: string, props: StatelessServiceProps) {
    super(scope, id, props);
    withPath(this, () => checkProps('StatelessServiceProps', props));
    const { startup, minReadySeconds, process } = withPath(this, () => ({
      startup: StartupBudget.of(props.startupBudget ?? Duration.minutes(2), { imagePull: props.imagePullBudget }),
      minReadySeconds: wholeSeconds('minReady', props.minReady ?? Duration.seconds(5), 0),
      process: defineProcess(this, props),
    }));
    this.define({
      ...process,
      component: props.component ?? 'service',
      replicas: props.replicas ?? 2,
      autoscaling: props.autoscaling,
      ports: [
        {
          name: 'http', containerPort: props.containerPort, servicePort: props.port ?? props.containerPort,
          protocol: PortProtocol.HTTP,
        },
        ...(props.metricsPort === undefined
          ? []
          : [{ name: 'metrics', containerPort: props.metricsPort, protocol: PortProtocol.HTTP }]),
      ],
      metrics: this.resolveMetrics(props),
      serviceType: props.serviceType,
      clients: props.clients,
      rollout: props.rollout,
      startupBudget: startup,
      minReadySeconds,
      startup: props.startup,
      liveness: props.liveness,
      readiness: props.readiness,
    });
    this.letIn(props);
  }

  /** The Ingress; undefined when there is none. */
  public get ingress(): ApiObject | undefined {
    return this._object('Ingress');
  }

  private resolveMetrics({ metricsPort, metricsPath }: StatelessServiceProps): MetricsEndpoint | undefined {
    if (metricsPath !== undefined && !metricsPath.startsWith('/')) {
      throw constructError(this, `metricsPath '${metricsPath}' is not absolute; write '/${metricsPath}'`);
    }
    return metricsPort === undefined && metricsPath === undefined
      ? undefined
      : { port: metricsPort === undefined ? 'http' : 'metrics', path: metricsPath };
  }

  /** Whoever reaches the Service from outside must also pass the network policy. */
  private letIn(props: StatelessServiceProps): void {
    const { ingress } = props;
    if (ingress) {
      const senders = withPath(this, () => addIngress(this, this._metadata(this.name), 'http', ingress));
      senders.forEach((peer) => this.allowIngressFrom(peer));
    }
  }
}
