import { Chart, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import * as k8s from '../../imports/k8s';
import {
  acknowledge,
  Cache,
  CacheTopology,
  ConcurrencyPolicy,
  DisruptionBudget,
  Egress,
  EnvSource,
  EnvValue,
  GpuNimService,
  HealthCheck,
  ModelCache,
  ModelServer,
  ModelServerEngine,
  NetworkPeer,
  Nim,
  NimFamily,
  OneOffTask,
  RestrictedNamespace,
  RolloutStrategy,
  ScheduledTask,
  SecretSource,
  ServiceType,
  StatelessService,
  VectorStore,
  VectorStoreTopology,
  Worker,
} from '../../lib';

const amounts = {
  'cpu': k8s.Quantity.fromString('50m'),
  'memory': k8s.Quantity.fromString('64Mi'),
  'ephemeral-storage': k8s.Quantity.fromString('64Mi'),
};

/** What a small helper container needs. */
const SMALL = { resources: { requests: amounts, limits: amounts }, securityContext: { readOnlyRootFilesystem: true } };

/**
 * Uses every property once: an inference application for a cluster with spare GPUs, where nothing has downtime.
 */
export function createFullFeatures(scope: Construct): void {
  const namespaces = new Chart(scope, '00-namespaces', { disableResourceNameHashes: true });
  new RestrictedNamespace(namespaces, 'assistant', { labels: { team: 'search' } });

  const chart = new Chart(scope, 'assistant', { namespace: 'assistant', disableResourceNameHashes: true });
  const settings = new k8s.KubeConfigMap(chart, 'Settings', {
    metadata: { name: 'settings' },
    data: { LOG_LEVEL: 'info' },
  });

  const llm = new GpuNimService(chart, 'llm', {
    name: 'chat-llm',
    nim: Nim.fromImage('nvcr.io/nim/nvidia/nemotron-3-nano:2.0.5'),
    replicas: 2,
    gpus: 2,
    gpuResource: 'nvidia.com/gpu',
    resources: {
      cpu: '8',
      cpuLimit: '16',
      memory: '64Gi',
      memoryLimit: '96Gi',
      ephemeralStorage: '2Gi',
      ephemeralStorageLimit: '10Gi',
    },
    rollout: RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 }),
    disruptionBudget: DisruptionBudget.maxUnavailable(1),
    startupBudget: Duration.minutes(30),
    imagePullBudget: Duration.minutes(15),
    port: 80,
    containerPort: 9000,
    modelCache: ModelCache.sharedClaim({ size: '200Gi', storageClass: 'efs' }),
    sharedMemory: '16Gi',
    apiKey: SecretSource.existing('ngc-api').key('API_KEY'),
    imagePullSecrets: [SecretSource.existing('nvcr-pull')],
    egress: [Egress.cidr('10.20.0.0/16', 443), Egress.ngc()],
    env: { NIM_LOG_LEVEL: EnvValue.literal('INFO'), POD_IP: EnvValue.fromField('status.podIP') },
    nodeSelector: { 'node.kubernetes.io/instance-type': 'g6e.12xlarge' },
    tolerations: [{ key: 'gpu', operator: 'Equal', value: 'l40s', effect: 'NoSchedule' }],
    priorityClassName: 'inference',
    runtimeClassName: 'nvidia',
    preStopDelay: Duration.seconds(15),
    terminationGracePeriod: Duration.minutes(2),
    annotations: { 'example.com/owner': 'search' },
    podAnnotations: { 'example.com/scrape': 'true' },
    serviceAccountAnnotations: { 'example.com/role': 'llm' },
  });
  const embedding = new GpuNimService(chart, 'embedding', {
    nim: Nim.fromImage('nvcr.io/nim/nvidia/llama-nemotron-embed-1b-v2:1.13.0'),
    grpcPort: 8001,
    offline: true,
    modelCache: ModelCache.existingClaim('embedding-models'),
  });
  const reranking = new GpuNimService(chart, 'reranking', {
    nim: Nim.custom({
      image: 'registry.example.com/nim/reranker:1.0.0',
      family: NimFamily.RERANKING_1,
      hostMemoryGib: 16,
    }),
    modelCache: ModelCache.emptyDir('60Gi'),
  });
  const coder = new ModelServer(chart, 'coder', {
    image: 'vllm/vllm-openai:v0.11.0',
    engine: ModelServerEngine.VLLM,
    args: ['--model', 'Qwen/Qwen3-8B', '--max-model-len', '16384'],
    component: 'llm',
    resources: { cpu: '4', memory: '24Gi', memoryLimit: '32Gi' },
    gpuMemoryGib: 20,
    readiness: HealthCheck.httpGet('/v1/models').withTiming({ period: Duration.seconds(5) }),
    huggingFaceToken: SecretSource.existing('hugging-face').key('token'),
    startupBudget: Duration.minutes(15),
  });

  const documents = new VectorStore(chart, 'documents', {
    topology: VectorStoreTopology.cluster({ nodes: 3, replicationFactor: 2 }),
    resources: { cpu: '2', memory: '8Gi' },
    storageSize: '100Gi',
    storageClass: 'gp3',
    apiKey: SecretSource.existing('qdrant-keys').key('api-key'),
    readOnlyApiKey: SecretSource.existing('qdrant-keys').key('read-only-api-key'),
    startupBudget: Duration.minutes(20),
  });
  documents.allowIngressFrom(NetworkPeer.namespace('monitoring'), 'metrics');

  const api = new StatelessService(chart, 'api', {
    component: 'orchestrator',
    image: 'registry.example.com/assistant/api@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    containerPort: 8080,
    port: 80,
    replicas: 3,
    resources: { cpu: '500m', cpuLimit: '1', memory: '512Mi', memoryLimit: '1Gi' },
    readiness: HealthCheck.httpGet('/ready'),
    liveness: HealthCheck.httpGet('/health'),
    startup: HealthCheck.exec(['python', '-c', 'import api']),
    startupBudget: Duration.minutes(3),
    imagePullBudget: Duration.minutes(1),
    minReady: Duration.seconds(10),
    rollout: RolloutStrategy.rollingUpdatePercent({ maxSurge: 50, maxUnavailable: 0 }),
    disruptionBudget: DisruptionBudget.minAvailablePercent(50),
    pythonPath: '/app',
    uid: 10001,
    command: ['python'],
    args: ['-m', 'api'],
    writablePaths: ['/tmp', '/var/cache/api'],
    envFrom: [EnvSource.configMap(settings), EnvSource.secret(SecretSource.existing('api-settings'))],
    env: {
      SOURCES_TOKEN: EnvValue.fromSecret(SecretSource.existing('paper-sources').key('token')),
      LEVEL: EnvValue.fromConfigMap(settings, 'LOG_LEVEL'),
    },
    configMounts: [{ configMap: settings, mountPath: '/etc/api' }],
    egress: [Egress.internet(), Egress.eksPodIdentity()],
    ingress: {
      host: 'assistant.example.com',
      path: '/api',
      className: 'nginx',
      tlsSecret: SecretSource.existing('assistant-tls'),
      controllerNamespace: 'ingress',
      annotations: { 'nginx.ingress.kubernetes.io/proxy-buffering': 'off' },
    },
    volumes: [{ name: 'scratch', emptyDir: { sizeLimit: k8s.Quantity.fromString('1Gi') } }],
    volumeMounts: [{ name: 'scratch', mountPath: '/scratch' }],
    initContainers: [
      {
        name: 'migrate',
        image: 'registry.example.com/assistant/api:1.4.2',
        command: ['python', '-m', 'api.migrate'],
        ...SMALL,
      },
    ],
    sidecars: [
      {
        name: 'proxy',
        image: 'registry.example.com/proxy:2.0.1',
        readinessProbe: { httpGet: { path: '/ready', port: k8s.IntOrString.fromNumber(9901) } },
        livenessProbe: {
          httpGet: { path: '/server_info', port: k8s.IntOrString.fromNumber(9901) },
          failureThreshold: 6,
        },
        ...SMALL,
      },
    ],
    affinity: {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 1, preference: { matchExpressions: [{ key: 'gpu', operator: 'DoesNotExist' }] } },
        ],
      },
    },
    podSpecOverrides: { dnsConfig: { options: [{ name: 'ndots', value: '2' }] } },
  });
  api.connectTo(llm, { env: 'LLM_URL', path: '/v1' });
  api.connectTo(embedding, { env: 'EMBEDDING_URL' });
  api.connectTo(embedding, { env: 'EMBEDDING_GRPC_URL', port: 'grpc' });
  api.connectTo(reranking, { env: 'RERANKING_URL' });
  api.connectTo(coder, { env: 'CODER_URL', path: '/v1' });
  api.connectTo(documents, { env: 'QDRANT_URL', credentialEnv: 'QDRANT_API_KEY' });

  const web = new StatelessService(chart, 'web', {
    image: 'registry.example.com/assistant/web:3.1.0',
    containerPort: 3000,
    resources: { cpu: '100m', memory: '128Mi' },
    readiness: HealthCheck.tcp(),
    serviceType: ServiceType.LOAD_BALANCER,
    clients: [NetworkPeer.cidr('0.0.0.0/0')],
    readOnlyRootFilesystem: false,
  });
  web.connectTo(api, { env: 'API_URL' });

  const sessions = new Cache(chart, 'sessions', {
    resources: { cpu: '250m', memory: '512Mi' },
    topology: CacheTopology.replicated({ copies: 2 }),
    password: SecretSource.existing('sessions').key('password'),
    storageSize: '5Gi',
    exporterImage: 'oliver006/redis_exporter:v1.67.0',
  });
  api.connectTo(sessions, { env: 'REDIS_URL', credentialEnv: 'REDIS_PASSWORD' });
  const indexer = new Worker(chart, 'indexer', {
    image: 'registry.example.com/assistant/indexer:2.2.0',
    resources: { cpu: '1', memory: '2Gi' },
    replicas: 2,
    readiness: HealthCheck.exec(['indexer', 'ready']),
    liveness: HealthCheck.exec(['indexer', 'alive']).withTiming({ failureThreshold: 6 }),
    metricsPort: 9090,
  });
  indexer.connectTo(embedding, { env: 'EMBEDDING_URL' });
  new ScheduledTask(chart, 'reindex', {
    image: 'registry.example.com/assistant/indexer:2.2.0',
    args: ['reindex'],
    schedule: '0 3 * * *',
    timeZone: 'Europe/Berlin',
    concurrency: ConcurrencyPolicy.FORBID,
    resources: { cpu: '1', memory: '2Gi' },
  }).connectTo(documents, { env: 'QDRANT_URL', credentialEnv: 'QDRANT_API_KEY' });
  new OneOffTask(chart, 'migrate', {
    image: 'registry.example.com/assistant/api:1.4.2',
    args: ['migrate'],
    resources: { cpu: '500m', memory: '512Mi' },
    deadline: Duration.minutes(10),
  });

  acknowledge(
    chart,
    'kube-score/container-image-pull-policy',
    'images are pinned, and with Always a restart would depend on the registry',
  );
  acknowledge(
    chart,
    'polaris/pullPolicyNotAlways',
    'images are pinned, and with Always a restart would depend on the registry',
  );
  acknowledge(chart, 'checkov/CKV_K8S_15', 'images are pinned, and with Always a restart would depend on the registry');
  acknowledge(chart, 'checkov/CKV_K8S_43', 'exact tags are what the example shows, and one digest');
  acknowledge(chart, 'checkov/CKV_K8S_35', 'these programs read credentials from the environment');
  for (const workload of [llm, embedding, reranking, coder, documents, sessions]) {
    acknowledge(workload, 'kube-score/container-security-context-user-group-id', 'the image is built for its user');
    acknowledge(workload, 'checkov/CKV_K8S_40', 'the image is built for its user');
  }
  for (const check of ['checkov/CKV_K8S_8', 'checkov/CKV_K8S_9']) {
    acknowledge(sessions, check, 'it serves as well while the exporter of its metrics does not answer');
  }
  acknowledge(
    sessions,
    'kube-score/service-targets-pod',
    'writes go to one pod, which the StatefulSet controller labels with its name',
  );
  for (const server of [llm, embedding, reranking, coder]) {
    acknowledge(
      server,
      'kube-score/container-security-context-readonlyrootfilesystem',
      'model servers write beside their code when they start',
    );
    acknowledge(server, 'checkov/CKV_K8S_22', 'model servers write beside their code when they start');
  }
  for (const server of [embedding, reranking, coder]) {
    acknowledge(server, 'disruption-budget-never-allows-eviction', 'one pod, which an operator moves by hand');
    acknowledge(server, 'kube-score/deployment-replicas', 'one GPU for each of these models');
    acknowledge(server, 'kube-score/deployment-strategy', 'a pod more would wait for a GPU that the old pod holds');
  }
  acknowledge(
    web,
    'kube-score/container-security-context-readonlyrootfilesystem',
    'the image writes its configuration beside its code',
  );
  acknowledge(web, 'checkov/CKV_K8S_22', 'the image writes its configuration beside its code');
  acknowledge(web, 'checkov/CKV_K8S_8', 'an open port is all there is to ask, and readiness asks it');
}
