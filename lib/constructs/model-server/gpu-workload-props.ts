import { Duration } from 'cdk8s';
import { Autoscaling } from '../workload/autoscaling';
import { ReplicatedWorkloadProps } from '../workload/replicated-workload-props';
import { RolloutStrategy } from '../workload/rollout-strategy';

/**
 * What is set alike of every workload that serves a model from GPUs.
 */
export interface GpuWorkloadProps extends ReplicatedWorkloadProps {
  /**
   * Name of the GPU resource, such as `nvidia.com/mig-3g.20gb` or `amd.com/gpu`.
   *
   * @default 'nvidia.com/gpu'
   */
  readonly gpuResource?: string;

  /**
   * Number of pods. More than one needs as many GPUs, and a cache that many nodes can attach.
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
   * @default RolloutStrategy.recreate() because an extra pod would wait for the GPU that the old pod holds
   */
  readonly rollout?: RolloutStrategy;

  /**
   * How long a node that has never seen the image may take to pull it.
   *
   * @default Duration.minutes(10) at which an image of 15 GB arrives with 25 MB/s
   */
  readonly imagePullBudget?: Duration;

  /**
   * Number that callers use.
   *
   * @default - the container port
   */
  readonly port?: number;

  /**
   * Number under which callers reach the gRPC API.
   *
   * @default - gRPC is not on the Service
   */
  readonly grpcPort?: number;
}
