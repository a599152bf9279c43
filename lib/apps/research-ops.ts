import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { GpuNimService } from '../nim/gpu-nim-service';
import { ModelCache } from '../nim/model-cache';
import { Nim } from '../nim/nim';
import { StatelessService } from '../stateless/stateless-service';
import { VectorStore } from '../vector-store/vector-store';
import { Egress } from '../workload/egress';
import { EnvValue } from '../workload/env-value';
import { HealthCheck } from '../workload/health-check';

/**
 * Properties of `ResearchOps`.
 */
export interface ResearchOpsProps {
  /** Namespace of all services. */
  readonly namespace: string;

  /** Image of the orchestrator, with an exact tag or digest. */
  readonly agentOrchestratorImage: string;

  /** Image of the web interface, with an exact tag or digest. */
  readonly webUiImage: string;

  /**
   * StorageClass of the model caches and the vector store.
   *
   * @default - the cluster's default
   */
  readonly storageClass?: string;

  /**
   * IAM role of the orchestrator, which it gets by its ServiceAccount (IRSA), never by keys.
   *
   * @default - no role by annotation; a Pod Identity association needs none
   */
  readonly agentOrchestratorRoleArn?: string;

  /**
   * Labels that a node with a GPU has.
   *
   * @default - none: `nvidia.com/gpu` alone decides
   */
  readonly gpuNodeSelector?: { readonly [key: string]: string };
}

/**
 * The research-ops system: two NIMs that fill two GPUs, a vector store, an orchestrator and its web interface.
 */
export class ResearchOps extends Chart {
  /** Reasoning model. */
  public readonly reasoning: GpuNimService;
  /** Embedding model. */
  public readonly embedding: GpuNimService;
  /** Vector store. */
  public readonly qdrant: VectorStore;
  /** Agents that call the models and the vector store. */
  public readonly agentOrchestrator: StatelessService;
  /** Web interface. */
  public readonly webUi: StatelessService;

  constructor(scope: Construct, id: string, props: ResearchOpsProps) {
    super(scope, id, { namespace: props.namespace, disableResourceNameHashes: true, labels: { 'app.kubernetes.io/part-of': 'research-ops' } });
    const { storageClass, gpuNodeSelector } = props;

    this.reasoning = new GpuNimService(this, 'reasoning-nim', {
      nim: Nim.fromImage('nvcr.io/nim/nvidia/llama-3.1-nemotron-nano-8b-v1:1.8.4'),
      resources: { cpu: '4', cpuLimit: '8', memory: '20Gi', memoryLimit: '30Gi' },
      modelCache: ModelCache.claim({ size: '50Gi', storageClass }),
      egress: [Egress.ngc()],
      nodeSelector: gpuNodeSelector,
    });
    this.embedding = new GpuNimService(this, 'embedding-nim', {
      nim: Nim.fromImage('nvcr.io/nim/nvidia/nv-embedqa-e5-v5:1.0.0'),
      resources: { cpu: '2', cpuLimit: '4', memory: '8Gi', memoryLimit: '16Gi' },
      port: 8001,
      modelCache: ModelCache.claim({ size: '20Gi', storageClass }),
      egress: [Egress.ngc()],
      nodeSelector: gpuNodeSelector,
    });
    this.qdrant = new VectorStore(this, 'qdrant', {
      resources: { cpu: '1', cpuLimit: '1500m', memory: '2Gi', memoryLimit: '3Gi' },
      storageSize: '10Gi',
      storageClass,
    });

    this.agentOrchestrator = new StatelessService(this, 'agent-orchestrator', {
      component: 'orchestrator',
      image: props.agentOrchestratorImage,
      containerPort: 8080,
      replicas: 1,
      resources: { cpu: '2', cpuLimit: '2500m', memory: '3Gi', memoryLimit: '5Gi' },
      readiness: HealthCheck.httpGet('/ready'),
      liveness: HealthCheck.httpGet('/health'),
      pythonPath: '/app',
      uid: 1000,
      // arXiv, Semantic Scholar and the other paper sources, and the cloud APIs that its role opens.
      egress: [Egress.internet(443), Egress.eksPodIdentity()],
      serviceAccountAnnotations: props.agentOrchestratorRoleArn ? { 'eks.amazonaws.com/role-arn': props.agentOrchestratorRoleArn } : undefined,
    });
    this.agentOrchestrator.connectTo(this.reasoning, { env: 'REASONING_NIM_URL' });
    this.agentOrchestrator.connectTo(this.embedding, { env: 'EMBEDDING_NIM_URL' });
    this.agentOrchestrator.connectTo(this.qdrant, { env: 'VECTOR_DB_URL' });

    this.webUi = new StatelessService(this, 'web-ui', {
      component: 'web-ui',
      image: props.webUiImage,
      containerPort: 8501,
      replicas: 1,
      resources: { cpu: '500m', cpuLimit: '1', memory: '1Gi', memoryLimit: '2Gi' },
      readiness: HealthCheck.httpGet('/_stcore/health'),
      liveness: HealthCheck.httpGet('/_stcore/health'),
      pythonPath: '/app',
      uid: 1000,
      // Streamlit keeps its machine id and settings under the home directory.
      env: { HOME: EnvValue.literal('/tmp') },
    });
    this.webUi.connectTo(this.agentOrchestrator, { env: 'AGENT_ORCHESTRATOR_URL' });
  }
}
