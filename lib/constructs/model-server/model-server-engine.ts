import { isCount } from '../../kubernetes/count';
import { checkCall } from '../../kubernetes/shapes/check-shape';
import { HealthCheck } from '../workload/health-check';
import { MetricsKind } from '../workload/workload-metrics';

/**
 * Properties of `ModelServerEngine.custom`.
 */
export interface ModelServerEngineProps {
  /** Name of the engine, for error messages. */
  readonly name: string;

  /** Number that the HTTP API listens on. */
  readonly port: number;

  /**
   * Number that the gRPC API listens on.
   *
   * @default - it has none
   */
  readonly grpcPort?: number;

  /**
   * Number that the metrics are served on.
   *
   * @default - port
   */
  readonly metricsPort?: number;

  /**
   * Path of the Prometheus metrics.
   *
   * @default '/metrics'
   */
  readonly metricsPath?: string;

  /**
   * Whose metrics they are.
   *
   * @default MetricsKind.OTHER
   */
  readonly metricsKind?: MetricsKind;

  /** How to see that the model is loaded. */
  readonly readiness: HealthCheck;

  /**
   * How to see that the process must be restarted.
   *
   * @default - readiness
   */
  readonly liveness?: HealthCheck;

  /**
   * Directory of downloaded models.
   *
   * @default '/models'
   */
  readonly cachePath?: string;

  /**
   * Whether it downloads models from Hugging Face: `HF_HOME` is the cache, `HF_TOKEN` the token.
   *
   * @default false
   */
  readonly huggingFace?: boolean;

  /**
   * Whether it downloads models from the internet by HTTPS.
   *
   * @default - huggingFace
   */
  readonly downloads?: boolean;

  /**
   * Variables that the image needs to run as another user than root, as texts.
   *
   * @default - none
   */
  readonly env?: { readonly [name: string]: string };

  /**
   * User that the image runs as.
   *
   * @default 1000
   */
  readonly uid?: number;

  /**
   * Group that the image runs as.
   *
   * @default - uid
   */
  readonly gid?: number;
}

/** torch asks for the name of the user, which images lack for users other than root, and writes below its home. */
const home = (user: string): { [name: string]: string } => ({ HOME: '/tmp', USER: user });

/**
 * The program that serves a model: its ports, questions, paths and user.
 */
export class ModelServerEngine {
  /**
   * vLLM, `vllm/vllm-openai`. User 2000 is the one that the image has: https://github.com/vllm-project/vllm/pull/40275;
   * https://docs.vllm.ai/en/stable/deployment/k8s/
   */
  public static readonly VLLM = new ModelServerEngine({
    name: 'vllm',
    port: 8000,
    metricsKind: MetricsKind.LANGUAGE_MODEL,
    readiness: HealthCheck.httpGet('/health'),
    huggingFace: true,
    env: { ...home('vllm'), VLLM_CACHE_ROOT: '/models/vllm' },
    uid: 2000,
  });

  /**
   * SGLang, `lmsysorg/sglang`, told `--host 0.0.0.0 --port 30000`, and `--enable-metrics` where metrics are read.
   * https://docs.sglang.io/docs/get-started/install.md
   */
  public static readonly SGLANG = new ModelServerEngine({
    name: 'sglang',
    port: 30000,
    metricsKind: MetricsKind.LANGUAGE_MODEL,
    readiness: HealthCheck.httpGet('/health'),
    huggingFace: true,
    env: home('sglang'),
  });

  /**
   * Text Generation Inference. The image listens on 80, which only root may everywhere: `PORT` moves it.
   * https://github.com/huggingface/text-generation-inference (Dockerfile)
   */
  public static readonly TGI = new ModelServerEngine({
    name: 'tgi',
    port: 8080,
    readiness: HealthCheck.httpGet('/health'),
    huggingFace: true,
    env: { ...home('tgi'), PORT: '8080', HUGGINGFACE_HUB_CACHE: '/models/hub' },
  });

  /**
   * Triton, told `tritonserver --model-repository=/models`. Ports and paths:
   * https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/customization_guide/deploy.html
   */
  public static readonly TRITON = new ModelServerEngine({
    name: 'triton',
    port: 8000,
    grpcPort: 8001,
    metricsPort: 8002,
    metricsKind: MetricsKind.TRITON,
    readiness: HealthCheck.httpGet('/v2/health/ready'),
    liveness: HealthCheck.httpGet('/v2/health/live'),
  });

  /**
   * Another engine.
   *
   * @throws when a path is not absolute, or the user is root
   */
  public static custom(props: ModelServerEngineProps): ModelServerEngine {
    checkCall('ModelServerEngine.custom', { props });
    for (const [name, path] of Object.entries({ metricsPath: props.metricsPath, cachePath: props.cachePath })) {
      if (path !== undefined && !path.startsWith('/')) {
        throw new Error(`${name} '${path}' of engine '${props.name}' is not absolute; write '/${path}'`);
      }
    }
    if (props.uid !== undefined && !isCount(props.uid, 1)) {
      throw new Error(
        `uid ${props.uid} of engine '${props.name}' is root or not a user id; write a whole number from 1, such as 1000`,
      );
    }
    return new ModelServerEngine(props);
  }

  /** Name of the engine. */
  public readonly name: string;
  /** Number that the HTTP API listens on. */
  public readonly port: number;
  /** Number that the gRPC API listens on; undefined when it has none. */
  public readonly grpcPort?: number;
  /** Number that the metrics are served on; undefined when that is `port`. */
  public readonly metricsPort?: number;
  /** Path of the Prometheus metrics. */
  public readonly metricsPath: string;
  /** Whose metrics they are. */
  public readonly metricsKind: MetricsKind;
  /** How to see that the model is loaded. */
  public readonly readiness: HealthCheck;
  /** How to see that the process must be restarted. */
  public readonly liveness: HealthCheck;
  /** Directory of downloaded models. */
  public readonly cachePath: string;
  /** Whether it downloads models from Hugging Face. */
  public readonly huggingFace: boolean;
  /** Whether it downloads models from the internet. */
  public readonly downloads: boolean;
  /** Variables that the image needs. */
  public readonly env: { readonly [name: string]: string };
  /** User that the image runs as. */
  public readonly uid: number;
  /** Group that the image runs as. */
  public readonly gid: number;

  private constructor(props: ModelServerEngineProps) {
    this.name = props.name;
    this.port = props.port;
    this.grpcPort = props.grpcPort;
    this.metricsPort = props.metricsPort;
    this.metricsPath = props.metricsPath ?? '/metrics';
    this.metricsKind = props.metricsKind ?? MetricsKind.OTHER;
    this.readiness = props.readiness;
    this.liveness = props.liveness ?? props.readiness;
    this.cachePath = props.cachePath ?? '/models';
    this.huggingFace = props.huggingFace ?? false;
    this.downloads = props.downloads ?? this.huggingFace;
    this.env = { ...(this.huggingFace && { HF_HOME: this.cachePath }), ...props.env };
    this.uid = props.uid ?? 1000;
    this.gid = props.gid ?? this.uid;
  }
}
