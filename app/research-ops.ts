import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { StatelessService } from '../lib/constructs/stateless/stateless-service';
import { VectorStore } from '../lib/constructs/vector-store/vector-store';
import { VectorStoreTopology } from '../lib/constructs/vector-store/vector-store-topology';
import { ContainerResourcesProps } from '../lib/constructs/workload/container-resources';
import { DisruptionBudget } from '../lib/constructs/workload/disruption-budget';
import { Egress } from '../lib/constructs/workload/egress';
import { EnvValue } from '../lib/constructs/workload/env-value';
import { HealthCheck } from '../lib/constructs/workload/health-check';
import { SecretSource } from '../lib/constructs/workload/secret-source';
import { ReplicatedWorkload } from '../lib/constructs/workload/replicated-workload';
import { acknowledgeModelKeys, acknowledgePolicies, acknowledgeWebUi } from './research-ops-acknowledgements';
import { connectToModel, ModelServing } from './model-serving';
import { ServedModel } from './served-model';

/** What differs from one environment to another. */
export interface ResearchOpsProps {
  /** Namespace of all services. */
  readonly namespace: string;
  /** Image of the orchestrator, with an exact tag or digest. */
  readonly agentOrchestratorImage: string;
  /** Image of the web interface, with an exact tag or digest. */
  readonly webUiImage: string;
  /**
   * Image of the reasoning model.
   *
   * @default - that of the documented system
   */
  readonly reasoningNimImage?: string;
  /**
   * Image of the embedding model.
   *
   * @default - that of the documented system
   */
  readonly embeddingNimImage?: string;
  /** Where the models come from. */
  readonly models: ModelServing;
  /** Pods of the orchestrator and of the web interface. */
  readonly replicas: number;
  /**
   * CPU and memory of the orchestrator.
   *
   * @default - those of the documented system
   */
  readonly agentOrchestratorResources?: ContainerResourcesProps;
  /**
   * CPU and memory of the vector store.
   *
   * @default - those of the documented system
   */
  readonly vectorStoreResources?: ContainerResourcesProps;
  /**
   * One vector store node, or several.
   *
   * @default VectorStoreTopology.singleNode()
   */
  readonly vectorStoreTopology?: VectorStoreTopology;
  /**
   * Size of the volume of each vector store node.
   *
   * @default '10Gi'
   */
  readonly vectorStoreSize?: string;
  /**
   * StorageClass of the vector store.
   *
   * @default - the cluster's default
   */
  readonly storageClass?: string;
  /**
   * Host name of the web interface.
   *
   * @default - it is reached by a port-forward
   */
  readonly host?: string;
  /**
   * IAM role of the orchestrator, which it gets by its ServiceAccount (IRSA), never by keys.
   *
   * @default - no role by annotation; a Pod Identity association needs none
   */
  readonly agentOrchestratorRoleArn?: string;
  /**
   * How many pods of the orchestrator and of the web interface a drain may take away.
   *
   * @default DisruptionBudget.minAvailable(1)
   */
  readonly disruptionBudget?: DisruptionBudget;
  /**
   * How many nodes of the vector store a drain may take away.
   *
   * @default - that of `VectorStore`
   */
  readonly vectorStoreDisruptionBudget?: DisruptionBudget;
}

const REASONING: ServedModel = {
  name: 'reasoning-nim',
  image: 'nvcr.io/nim/nvidia/llama-3.1-nemotron-nano-8b-v1:1.8.4',
  resources: { cpu: '4', cpuLimit: '8', memory: '20Gi', memoryLimit: '30Gi' },
  port: 8000,
  cacheSize: '50Gi',
};

const EMBEDDING: ServedModel = {
  name: 'embedding-nim',
  image: 'nvcr.io/nim/nvidia/nv-embedqa-e5-v5:1.0.0',
  resources: { cpu: '2', cpuLimit: '4', memory: '8Gi', memoryLimit: '16Gi' },
  port: 8001,
  cacheSize: '20Gi',
};

/**
 * The research-ops system: two models, a vector store, an orchestrator and its web interface.
 */
export class ResearchOps extends Chart {
  /** Vector store. */
  public readonly qdrant: VectorStore;
  /** Agents that call the models and the vector store. */
  public readonly agentOrchestrator: StatelessService;
  /** Web interface. */
  public readonly webUi: StatelessService;
  /** All services of the cluster, those that are called before those that call. */
  public get services(): ReplicatedWorkload[] {
    return this.node.children.filter((child) => child instanceof ReplicatedWorkload);
  }

  constructor(scope: Construct, id: string, props: ResearchOpsProps) {
    super(scope, id, {
      namespace: props.namespace,
      disableResourceNameHashes: true,
      labels: { 'app.kubernetes.io/part-of': 'research-ops' },
    });
    const { replicas, disruptionBudget } = props;

    const reasoning = props.models.serve(this, { ...REASONING, image: props.reasoningNimImage ?? REASONING.image });
    const embedding = props.models.serve(this, { ...EMBEDDING, image: props.embeddingNimImage ?? EMBEDDING.image });
    this.qdrant = new VectorStore(this, 'qdrant', {
      topology: props.vectorStoreTopology,
      resources: props.vectorStoreResources ?? { cpu: '1', cpuLimit: '1500m', memory: '2Gi', memoryLimit: '3Gi' },
      storageSize: props.vectorStoreSize ?? '10Gi',
      storageClass: props.storageClass,
      disruptionBudget: props.vectorStoreDisruptionBudget,
    });

    this.agentOrchestrator = new StatelessService(this, 'agent-orchestrator', {
      component: 'orchestrator',
      image: props.agentOrchestratorImage,
      containerPort: 8080,
      replicas,
      resources: props.agentOrchestratorResources ?? { cpu: '2', cpuLimit: '2500m', memory: '3Gi', memoryLimit: '5Gi' },
      readiness: HealthCheck.httpGet('/ready'),
      liveness: HealthCheck.httpGet('/health'),
      disruptionBudget,
      pythonPath: '/app',
      uid: 1000,
      // arXiv, Semantic Scholar and the other paper sources, and the cloud APIs that its role opens.
      egress: [Egress.internet(443), Egress.eksPodIdentity()],
      serviceAccountAnnotations: props.agentOrchestratorRoleArn
        ? { 'eks.amazonaws.com/role-arn': props.agentOrchestratorRoleArn }
        : undefined,
    });
    connectToModel(this.agentOrchestrator, reasoning, 'REASONING_NIM_URL');
    connectToModel(this.agentOrchestrator, embedding, 'EMBEDDING_NIM_URL');
    this.agentOrchestrator.connectTo(this.qdrant, { env: 'VECTOR_DB_URL' });

    this.webUi = new StatelessService(this, 'web-ui', {
      component: 'web-ui',
      image: props.webUiImage,
      containerPort: 8501,
      replicas,
      resources: { cpu: '500m', cpuLimit: '1', memory: '1Gi', memoryLimit: '2Gi' },
      readiness: HealthCheck.httpGet('/_stcore/health'),
      liveness: HealthCheck.httpGet('/_stcore/health'),
      disruptionBudget,
      pythonPath: '/app',
      uid: 1000,
      // Streamlit keeps its machine id and settings under the home directory.
      env: { HOME: EnvValue.literal('/tmp') },
      ingress:
        props.host === undefined
          ? undefined
          : { host: props.host, className: 'nginx', tlsSecret: SecretSource.existing('web-ui-tls') },
    });
    this.webUi.connectTo(this.agentOrchestrator, { env: 'AGENT_ORCHESTRATOR_URL' });

    acknowledgePolicies(this.services);
    acknowledgeModelKeys(this.agentOrchestrator, [reasoning, embedding]);
    acknowledgeWebUi(this.webUi, props.host !== undefined);
  }
}
