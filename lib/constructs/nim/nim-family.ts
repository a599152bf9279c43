import { isCount } from '../../kubernetes/count';
import { MetricsKind } from '../workload/workload-metrics';
import { checkCall } from '../../kubernetes/shapes/check-shape';

/** A port of a NIM, and the environment variable that moves it. */
export interface NimPort {
  /** Port the image listens on when it is told nothing. */
  readonly port: number;

  /** Environment variable that sets the port. */
  readonly env: string;

  /**
   * Address before the port in the value of the variable, for images that take `address:port`.
   *
   * @default - the value is the port alone
   */
  readonly bindAddress?: string;
}

/**
 * The home directory of the image may not be writable: https://github.com/NVIDIA/k8s-nim-operator (nimservice_types.go)
 */
const OUTLINES = { OUTLINES_CACHE_DIR: '/tmp/outlines' };

/** What one generation of NIM images has in common. */
export interface NimFamilyProps {
  /** Name of the family. */
  readonly name: string;
  /** Role of the workload, for its labels. */
  readonly component: string;
  /** Port of the HTTP API. */
  readonly http: NimPort;
  /**
   * Port of the gRPC API.
   *
   * @default - the image has none
   */
  readonly grpc?: NimPort;
  /**
   * Port of the metrics.
   *
   * @default - they are served on the HTTP port
   */
  readonly metrics?: NimPort;
  /** Path of the Prometheus metrics. */
  readonly metricsPath: string;
  /**
   * Whose names the metrics have.
   *
   * @default - those of Triton where metrics have a port of their own, else those of a language model
   */
  readonly metricsKind?: MetricsKind;
  /**
   * Path that answers as soon as the process runs.
   *
   * @default '/v1/health/live'
   */
  readonly livePath?: string;
  /**
   * Path that answers when the model is loaded.
   *
   * @default '/v1/health/ready'
   */
  readonly readyPath?: string;
  /**
   * Directory of downloaded models and compiled engines.
   *
   * @default '/opt/nim/.cache'
   */
  readonly cachePath?: string;
  /**
   * Variables that the image needs besides those of its ports and its cache, as texts.
   *
   * @default - none
   */
  readonly env?: { readonly [name: string]: string };
  /**
   * User the image is built to run as. As root, CUDA libraries fail to load.
   *
   * @default 1000
   */
  readonly uid?: number;
  /**
   * Group the image is built to run as.
   *
   * @default 1000
   */
  readonly gid?: number;
}

/**
 * A generation of NIM images: which ports, variables, paths and user they have.
 *
 * Setting a variable of another generation does nothing at all, so that a wrong name is never noticed.
 */
export class NimFamily {
  /**
   * Large language models, images 1.x.
   * https://docs.nvidia.com/nim/large-language-models/1.8.0/configuration.html
   */
  public static readonly LLM_1 = new NimFamily({
    name: 'llm-1',
    component: 'llm',
    http: { port: 8000, env: 'NIM_SERVER_PORT' },
    metricsPath: '/v1/metrics',
    env: OUTLINES,
  });

  /**
   * Large language models, images 2.x: a proxy in front of vLLM. `/v1/health/live` answers while the model loads.
   * https://docs.nvidia.com/nim/large-language-models/2.0.4/reference/environment-variables.html
   */
  public static readonly LLM_2 = new NimFamily({
    name: 'llm-2',
    component: 'llm',
    http: { port: 8000, env: 'NIM_SERVER_PORT' },
    metricsPath: '/v1/metrics',
    env: OUTLINES,
  });

  /**
   * Text embedding, images 1.x on Triton.
   * https://docs.nvidia.com/nim/nemo-retriever/text-embedding/1.3.1/configuration.html
   */
  public static readonly EMBEDDING_1 = new NimFamily({
    name: 'embedding-1',
    component: 'embedding',
    http: { port: 8000, env: 'NIM_HTTP_API_PORT' },
    grpc: { port: 8001, env: 'NIM_GRPC_API_PORT' },
    metrics: { port: 8002, env: 'NIM_TRITON_METRICS_PORT' },
    metricsPath: '/metrics',
    env: OUTLINES,
  });

  /**
   * Text embedding, images 2.x: no Triton, no gRPC unless asked for, one address for the API.
   * https://docs.nvidia.com/nim/nemo-retriever/text-embedding/2.2/environment-variables.html
   */
  public static readonly EMBEDDING_2 = new NimFamily({
    name: 'embedding-2',
    component: 'embedding',
    http: { port: 8000, env: 'NIM_SERVER_BIND_ADDR', bindAddress: '0.0.0.0' },
    metricsPath: '/v1/metrics',
    metricsKind: MetricsKind.TRITON,
    cachePath: '/opt/cache',
  });

  /**
   * Text reranking, images 1.x on Triton.
   * https://docs.nvidia.com/nim/nemo-retriever/text-reranking/latest/environment-variables.html
   */
  public static readonly RERANKING_1 = new NimFamily({
    name: 'reranking-1',
    component: 'reranking',
    http: { port: 8000, env: 'NIM_HTTP_API_PORT' },
    grpc: { port: 8001, env: 'NIM_GRPC_API_PORT' },
    metrics: { port: 8002, env: 'NIM_TRITON_METRICS_PORT' },
    metricsPath: '/metrics',
  });

  /**
   * Text reranking, images 2.x: no Triton, one address for the API. The directory of the cache is estimated: that of
   * the embedding images, which are built alike.
   * https://docs.nvidia.com/nim/nemo-retriever/reranking/2.4/environment-variables.html
   */
  public static readonly RERANKING_2 = new NimFamily({
    name: 'reranking-2',
    component: 'reranking',
    http: { port: 8000, env: 'NIM_SERVER_BIND_ADDR', bindAddress: '0.0.0.0' },
    metricsPath: '/v1/metrics',
    metricsKind: MetricsKind.OTHER,
    cachePath: '/opt/cache',
  });

  /**
   * Vision language models, images 1.x.
   * https://docs.nvidia.com/nim/vision-language-models/latest/configuration.html
   */
  public static readonly VLM_1 = new NimFamily({
    name: 'vlm-1',
    component: 'vlm',
    http: { port: 8000, env: 'NIM_SERVER_PORT' },
    metricsPath: '/v1/metrics',
    env: OUTLINES,
  });

  /**
   * Vision language models, images 2.x: those of the large language models, with one page of variables for both.
   * https://docs.nvidia.com/nim/large-language-models/reference/environment-variables.md
   */
  public static readonly VLM_2 = new NimFamily({
    name: 'vlm-2',
    component: 'vlm',
    http: { port: 8000, env: 'NIM_SERVER_PORT' },
    metricsPath: '/v1/metrics',
    env: OUTLINES,
  });

  /**
   * A generation that this library does not know.
   *
   * @throws when a path is not absolute, or the user is root
   */
  public static custom(props: NimFamilyProps): NimFamily {
    checkCall('NimFamily.custom', { props });
    const { metricsPath, livePath, readyPath, cachePath } = props;
    for (const [name, path] of Object.entries({ metricsPath, livePath, readyPath, cachePath })) {
      if (path !== undefined && !path.startsWith('/')) {
        throw new Error(`${name} '${path}' of nim family '${props.name}' is not absolute; write '/${path}'`);
      }
    }
    if (props.uid !== undefined && !isCount(props.uid, 1)) {
      throw new Error(
        `uid ${props.uid} of nim family '${props.name}' is root or not a user id; write a whole number from 1, such as 1000`,
      );
    }
    return new NimFamily(props);
  }

  /** Name of the family. */
  public readonly name: string;
  /** Role of the workload, for its labels. */
  public readonly component: string;
  /** Port of the HTTP API. */
  public readonly http: NimPort;
  /** Port of the gRPC API; undefined when the image has none. */
  public readonly grpc?: NimPort;
  /** Port of the metrics; undefined when they are served on the HTTP port. */
  public readonly metrics?: NimPort;
  /** Path of the Prometheus metrics. */
  public readonly metricsPath: string;
  /** Whose names the metrics have. */
  public readonly metricsKind: MetricsKind;
  /** Path that answers as soon as the process runs. */
  public readonly livePath: string;
  /** Path that answers when the model is loaded. */
  public readonly readyPath: string;
  /** Directory of downloaded models and compiled engines. */
  public readonly cachePath: string;
  /** Variables that the image needs besides those of its ports and its cache. */
  public readonly env: { readonly [name: string]: string };
  /** User the image runs as. */
  public readonly uid: number;
  /** Group the image runs as. */
  public readonly gid: number;

  private constructor(props: NimFamilyProps) {
    this.name = props.name;
    this.component = props.component;
    this.http = props.http;
    this.grpc = props.grpc;
    this.metrics = props.metrics;
    this.metricsPath = props.metricsPath;
    this.metricsKind = props.metricsKind ?? (props.metrics ? MetricsKind.TRITON : MetricsKind.LANGUAGE_MODEL);
    this.livePath = props.livePath ?? '/v1/health/live';
    this.readyPath = props.readyPath ?? '/v1/health/ready';
    this.cachePath = props.cachePath ?? '/opt/nim/.cache';
    this.env = props.env ?? {};
    this.uid = props.uid ?? 1000;
    this.gid = props.gid ?? 1000;
  }
}
