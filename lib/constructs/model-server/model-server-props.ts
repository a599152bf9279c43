import { Duration } from 'cdk8s';
import { ContainerResourcesProps } from '../workload/container-resources';
import { HealthCheck } from '../workload/health-check';
import { SecretKey } from '../workload/secret-source';
import { GpuWorkloadProps } from './gpu-workload-props';
import { ModelCache } from './model-cache';
import { ModelServerEngine } from './model-server-engine';

/**
 * Properties of `ModelServer`.
 */
export interface ModelServerProps extends GpuWorkloadProps {
  /** Image with an exact tag or digest. */
  readonly image: string;

  /** The program in the image: its ports, questions, paths and user. */
  readonly engine: ModelServerEngine;

  /** CPU, memory and disk; GPUs are `gpus`. The memory limit is by default the request and `sharedMemory`. */
  readonly resources: ContainerResourcesProps;

  /**
   * Command in place of the image's.
   *
   * @default - that of the image
   */
  readonly command?: string[];

  /**
   * Arguments in place of the image's, such as `['--model', 'Qwen/Qwen3-8B']`.
   *
   * @default - those of the image
   */
  readonly args?: string[];

  /**
   * Role of the server in the architecture, for its labels.
   *
   * @default 'model-server'
   */
  readonly component?: string;

  /**
   * Name of the main container.
   *
   * @default 'server'
   */
  readonly containerName?: string;

  /**
   * GPUs of each pod.
   *
   * @default 1
   */
  readonly gpus?: number;

  /**
   * Memory that one copy of the model needs, in GiB, shared out over the GPUs of the pod. Nodes whose GPUs have less
   * are an error of `model-exceeds-gpu-memory`.
   *
   * @default - not known, and not checked
   */
  readonly gpuMemoryGib?: number;

  /**
   * How long the server may take from the start of its container until it serves: download, compilation and loading of
   * the model. Drives the startup probe, the progress deadline and the time that tools wait.
   *
   * @default Duration.minutes(20)
   */
  readonly startupBudget?: Duration;

  /**
   * Number that the HTTP API listens on, when `args` or a variable say so.
   *
   * @default - that of the engine
   */
  readonly containerPort?: number;

  /**
   * How to see that the model is loaded.
   *
   * @default - that of the engine
   */
  readonly readiness?: HealthCheck;

  /**
   * How to see that the process must be restarted.
   *
   * @default - that of the engine
   */
  readonly liveness?: HealthCheck;

  /**
   * Where models are kept; `HF_HOME` of engines that download from Hugging Face.
   *
   * @default ModelCache.claim() of 50Gi
   */
  readonly modelCache?: ModelCache;

  /**
   * Size of the memory-backed /dev/shm. It counts against the memory limit.
   *
   * @default - '2Gi' with one GPU, '16Gi' with more, which talk to each other through it
   */
  readonly sharedMemory?: string;

  /**
   * Token for gated models of Hugging Face; becomes `HF_TOKEN`.
   *
   * @default - none: models that everybody may download
   */
  readonly huggingFaceToken?: SecretKey;

  /**
   * Whether the cache holds the model already. There is no way to the internet, and `HF_HUB_OFFLINE` is set.
   *
   * @default false
   */
  readonly offline?: boolean;
}
