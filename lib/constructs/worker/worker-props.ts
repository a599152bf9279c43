import { Duration } from 'cdk8s';
import { Autoscaling } from '../workload/autoscaling';
import { HealthCheck } from '../workload/health-check';
import { ProcessProps } from '../workload/process-props';
import { ReplicatedWorkloadProps } from '../workload/replicated-workload-props';
import { RolloutStrategy } from '../workload/rollout-strategy';

/**
 * Properties of `Worker`.
 */
export interface WorkerProps extends ReplicatedWorkloadProps, ProcessProps {
  /**
   * Role of the worker in the architecture, for its labels.
   *
   * @default 'worker'
   */
  readonly component?: string;

  /**
   * Number of pods.
   *
   * @default 1
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
   * @default RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 })
   */
  readonly rollout?: RolloutStrategy;

  /**
   * How to see that a new pod works, before an old one is stopped.
   *
   * @default - a pod counts as ready from the moment its containers run
   */
  readonly readiness?: HealthCheck;

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
   * How long a process may take from the start of its container until it works.
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
   * How long a new pod must have run before an old one is stopped.
   *
   * @default Duration.seconds(5)
   */
  readonly minReady?: Duration;

  /**
   * Number on which the process serves its Prometheus metrics. There is no Service.
   *
   * @default - it has none
   */
  readonly metricsPort?: number;

  /**
   * Path of the Prometheus metrics.
   *
   * @default '/metrics'
   */
  readonly metricsPath?: string;
}
