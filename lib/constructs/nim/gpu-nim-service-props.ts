import { Duration } from 'cdk8s';
import { Autoscaling } from '../workload/autoscaling';
import { ContainerResourcesProps } from '../workload/container-resources';
import { RolloutStrategy } from '../workload/rollout-strategy';
import { SecretKey } from '../workload/secret-source';
import { ReplicatedWorkloadProps } from '../workload/replicated-workload-props';
import { ModelCache } from '../model-server/model-cache';
import { Nim } from './nim';

/**
 * Properties of `GpuNimService`.
 */
export interface GpuNimServiceProps extends ReplicatedWorkloadProps {
  /** The NIM: its image, and what follows from it. */
  readonly nim: Nim;

  /**
   * CPU, memory and disk.
   *
   * @default - cpu 4 (limit 8); the host memory of the catalog (limit half as much again, or more when /dev/shm needs
   * it). Required when the catalog does not know the host memory
   */
  readonly resources?: ContainerResourcesProps;

  /**
   * GPUs of each pod.
   *
   * @default - what the NIM needs, one for most
   */
  readonly gpus?: number;

  /**
   * Name of the GPU resource, such as `nvidia.com/mig-3g.20gb`.
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
   * How long the NIM may take from the start of its container until it serves: download, compilation and loading of
   * the model. Drives the startup probe, the progress deadline and the time that tools wait.
   *
   * @default Duration.minutes(20) which the first compilation of a TensorRT engine takes; not less
   */
  readonly startupBudget?: Duration;

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
   * Number that the HTTP API listens on; the NIM is told by the variable of its family.
   *
   * @default - that of the image, 8000
   */
  readonly containerPort?: number;

  /**
   * Number under which callers reach the gRPC API.
   *
   * @default - gRPC is not on the Service
   */
  readonly grpcPort?: number;

  /**
   * Where models and engines are kept.
   *
   * @default ModelCache.claim()
   */
  readonly modelCache?: ModelCache;

  /**
   * Size of the memory-backed /dev/shm. It counts against the memory limit.
   *
   * @default - that of the NIM
   */
  readonly sharedMemory?: string;

  /**
   * Key for downloads from NGC, a Secret in the namespace of the workload. Leave out only when the cache holds the
   * model already: with a key, a NIM tries to reach NGC.
   *
   * @default SecretSource.existing('nvidia-ngc-secret').key('NGC_API_KEY')
   */
  readonly apiKey?: SecretKey;

  /**
   * Whether the cache holds the model already. The NIM gets neither an API key nor a way to NGC.
   *
   * @default false
   */
  readonly offline?: boolean;
}
