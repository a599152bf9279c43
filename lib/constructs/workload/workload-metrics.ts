import { SecretKey } from './secret-source';
import { WorkloadPort } from './workload-port';

/**
 * Whose metrics a workload serves, from which follows what is recorded, watched and drawn.
 */
export enum MetricsKind {
  /** Names of NIM 1.x, vLLM or SGLang: requests, tokens, KV cache. */
  LANGUAGE_MODEL = 'language-model',
  /** Names of Triton, `nv_inference_...`: embedding and reranking. */
  TRITON = 'triton',
  /** Names of Qdrant. */
  QDRANT = 'qdrant',
  /** Names that only its owner knows. */
  OTHER = 'other',
}

/**
 * Where Prometheus finds the metrics of a workload.
 */
export interface WorkloadMetrics {
  /** One of the ports of the workload. */
  readonly port: WorkloadPort;

  /** Path, such as `/metrics`. */
  readonly path: string;

  /** Whose metrics they are. */
  readonly kind: MetricsKind;

  /**
   * Bearer token that the endpoint asks for.
   *
   * @default - none
   */
  readonly credential?: SecretKey;
}
