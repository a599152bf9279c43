import { Duration } from 'cdk8s';
import { ContainerResourcesProps } from '../workload/container-resources';
import { SecretKey } from '../workload/secret-source';
import { GpuWorkloadProps } from '../model-server/gpu-workload-props';
import { ModelCache } from '../model-server/model-cache';
import { Nim } from './nim';

/**
 * Properties of `GpuNimService`.
 */
export interface GpuNimServiceProps extends GpuWorkloadProps {
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
   * How long the NIM may take from the start of its container until it serves: download, compilation and loading of
   * the model. Drives the startup probe, the progress deadline and the time that tools wait.
   *
   * @default Duration.minutes(20) which the first compilation of a TensorRT engine takes; not less
   */
  readonly startupBudget?: Duration;

  /**
   * Number that the HTTP API listens on; the NIM is told by the variable of its family.
   *
   * @default - that of the image, 8000
   */
  readonly containerPort?: number;

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
