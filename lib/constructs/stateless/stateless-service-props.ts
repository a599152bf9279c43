import { Duration } from 'cdk8s';
import { Autoscaling } from '../workload/autoscaling';
import { HealthCheck } from '../workload/health-check';
import { NetworkPeer } from '../workload/network-peer';
import { RolloutStrategy } from '../workload/rollout-strategy';
import { ProcessProps } from '../workload/process-props';
import { ReplicatedWorkloadProps } from '../workload/replicated-workload-props';
import { IngressOptions } from './ingress';
import { ServiceType } from '../workload/service-type';

/**
 * Properties of `StatelessService`.
 */
export interface StatelessServiceProps extends ReplicatedWorkloadProps, ProcessProps {
  /**
   * Role of the service in the architecture, for its labels.
   *
   * @default 'service'
   */
  readonly component?: string;

  /** Number that the process listens on. */
  readonly containerPort: number;

  /** How to see that a pod can serve; without it a pod would get traffic from the moment it starts. */
  readonly readiness: HealthCheck;

  /**
   * How to see that a process must be restarted.
   *
   * @default - it is restarted only when it exits
   */
  readonly liveness?: HealthCheck;

  /**
   * How to see that a process has started; holds off `liveness` for the startup budget.
   *
   * @default - `liveness`, when there is one
   */
  readonly startup?: HealthCheck;

  /**
   * How long a process may take from the start of its container until it serves.
   *
   * @default Duration.minutes(2)
   */
  readonly startupBudget?: Duration;

  /**
   * How long a node that has never seen the image may take to pull it.
   *
   * @default Duration.minutes(2)
   */
  readonly imagePullBudget?: Duration;

  /**
   * Number that callers use.
   *
   * @default - the container port
   */
  readonly port?: number;

  /**
   * Number on which the process serves its Prometheus metrics, when it is another than `containerPort`. It is not on
   * the Service: `Monitoring.attach`, or `allowIngressFrom(NetworkPeer.namespace('monitoring'), 'metrics')`, lets a
   * scraper in.
   *
   * @default - no port of its own
   */
  readonly metricsPort?: number;

  /**
   * Path of the Prometheus metrics, on `metricsPort` or else on `containerPort`.
   *
   * @default - '/metrics' with a `metricsPort`, else the process serves none
   */
  readonly metricsPath?: string;

  /**
   * Number of pods. With one, a drain of its node interrupts the service.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * Who decides the number of pods in place of `replicas`.
   *
   * @default - nobody
   */
  readonly autoscaling?: Autoscaling;

  /**
   * How pods are replaced.
   *
   * @default RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 }) which keeps all pods serving
   */
  readonly rollout?: RolloutStrategy;

  /**
   * How long a new pod must have been ready before an old one is stopped.
   *
   * @default Duration.seconds(5)
   */
  readonly minReady?: Duration;

  /**
   * How the Service is reached.
   *
   * @default ServiceType.CLUSTER_IP
   */
  readonly serviceType?: ServiceType;

  /**
   * Who is let in by the network policy besides those that are connected. Needed for a Service that is reached from
   * outside, whose clients the cluster does not know: their addresses as the pods see them, which are those of nodes
   * where the load balancer does not keep them.
   *
   * @default - nobody
   */
  readonly clients?: NetworkPeer[];

  /**
   * HTTP from outside the cluster.
   *
   * @default - none
   */
  readonly ingress?: IngressOptions;
}
