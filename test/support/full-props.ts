import { Chart, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as k8s from '../../imports/k8s';
import {
  CacheProps,
  CacheTopology,
  ConcurrencyPolicy,
  DeviceClaim,
  DisruptionBudget,
  Egress,
  EnvSource,
  EnvValue,
  EvictionPolicy,
  HealthCheck,
  KubernetesTarget,
  NetworkIsolation,
  NetworkPeer,
  OneOffTaskProps,
  ScheduledTaskProps,
  TaskProps,
  NodePool,
  ReplicatedWorkloadProps,
  RolloutStrategy,
  SecretSource,
  ServiceType,
  StatelessServiceProps,
  Taint,
  VectorStoreProps,
  VectorStoreTopology,
  WorkerProps,
  WorkloadProps,
} from '../../lib';

/** What contradicts another property, which the full example has. */
type Contradicting = 'autoscaling' | 'serviceAccount';

/** Every other property of some props. */
export type Full<Props> = Required<Omit<Props, Contradicting>>;

/** Every property that all workloads take. That none is left out is checked by the compiler. */
function fullPodProps(chart: Chart): Full<WorkloadProps> {
  KubernetesTarget.set(chart, '1.37');
  const settings = new k8s.KubeConfigMap(chart, 'Settings', {
    metadata: { name: 'settings' },
    data: { LOG_LEVEL: 'info' },
  });
  return {
    name: 'full',
    env: {
      LOG_LEVEL: EnvValue.fromConfigMap(settings, 'LOG_LEVEL'),
      GREETING: EnvValue.literal('hello from $(POD_IP)'),
      POD_IP: EnvValue.fromField('status.podIP'),
      SOURCES_TOKEN: EnvValue.fromSecret(SecretSource.existing('sources').key('token')),
    },
    envFrom: [EnvSource.configMap(settings), EnvSource.secret(SecretSource.inNamespace('more', 'lab'))],
    configMounts: [{ configMap: settings, mountPath: '/etc/full' }],
    secretMounts: [
      { secret: SecretSource.existing('client-tls'), mountPath: '/etc/tls' },
      { secret: SecretSource.existing('sources'), mountPath: '/etc/sources', files: { token: 'token.txt' } },
    ],
    claimMounts: [{
      claim: kplus.PersistentVolumeClaim.fromClaimName(chart, 'SharedPapers', 'papers'),
      mountPath: '/papers',
      subPath: 'published',
      readOnly: true,
    }],
    egress: [Egress.internet(443, 80), Egress.cidr('10.20.0.0/16', 5432), Egress.eksPodIdentity()],
    networkIsolation: NetworkIsolation.POLICY,
    imagePullSecrets: [SecretSource.existing('registry')],
    serviceAccountAnnotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/full' },
    labels: { team: 'search' },
    podLabels: { tier: 'inference' },
    objectAnnotations: { 'example.com/team': 'search' },
    annotations: { 'example.com/owner': 'search' },
    podAnnotations: { 'example.com/scrape': 'true' },
    nodePool: NodePool.ec2({
      instanceType: 'g5.2xlarge',
      nodes: 2,
      labels: { pool: 'gpu' },
      taints: [Taint.noSchedule('dedicated', 'inference')],
    }),
    nodeSelector: { 'topology.kubernetes.io/zone': 'us-east-2a' },
    tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }],
    affinity: {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 1, preference: { matchExpressions: [{ key: 'spot', operator: 'DoesNotExist' }] } },
        ],
      },
    },
    priorityClassName: 'inference',
    runtimeClassName: 'nvidia',
    volumes: [{ name: 'scratch', emptyDir: { sizeLimit: k8s.Quantity.fromString('1Gi') } }],
    volumeMounts: [{ name: 'scratch', mountPath: '/scratch' }],
    imageVolumes: [
      { name: 'weights', image: 'registry.example.com/weights:1.0.0', mountPath: '/weights', subPath: 'model' },
    ],
    podResources: { cpu: '16', cpuLimit: '32', memory: '64Gi', memoryLimit: '96Gi' },
    deviceClaims: [DeviceClaim.fromTemplate('nic', 'one-nic').request('port')],
    initContainers: [
      {
        name: 'prepare',
        image: 'registry.example.com/prepare:1.0.0',
        volumeMounts: [{ name: 'scratch', mountPath: '/scratch' }],
      },
    ],
    sidecars: [
      { name: 'proxy', image: 'registry.example.com/proxy:2.0.1', securityContext: { readOnlyRootFilesystem: true } },
    ],
    terminationGracePeriod: Duration.minutes(2),
    podSpecOverrides: {
      dnsConfig: { options: [{ name: 'ndots', value: '2' }] },
      hostAliases: [{ ip: '10.0.0.1', hostnames: ['legacy'] }],
    },
  };
}

/** Every property that all workloads take whose pods stay. */
export function fullWorkloadProps(chart: Chart): Full<ReplicatedWorkloadProps> {
  return {
    ...fullPodProps(chart),
    disruptionBudget: DisruptionBudget.maxUnavailablePercent(50),
    serviceAnnotations: { 'service.beta.kubernetes.io/aws-load-balancer-internal': 'true' },
    preStopDelay: Duration.seconds(15),
  };
}

/** Every property of `Worker`. */
export function fullWorkerProps(chart: Chart): Full<WorkerProps> {
  return {
    ...fullWorkloadProps(chart),
    image: 'registry.example.com/worker:1.2.3',
    resources: { cpu: '500m', memory: '512Mi' },
    component: 'indexer',
    command: ['python'],
    args: ['-m', 'worker'],
    pythonPath: '/app',
    replicas: 3,
    rollout: RolloutStrategy.rollingUpdate({ maxSurge: 0, maxUnavailable: 1 }),
    readiness: HealthCheck.exec(['worker', 'ready']),
    liveness: HealthCheck.exec(['worker', 'alive']).withTiming({ timeout: Duration.seconds(20) }),
    startup: HealthCheck.tcp(),
    startupBudget: Duration.minutes(3),
    imagePullBudget: Duration.minutes(1),
    minReady: Duration.seconds(10),
    metricsPort: 9090,
    metricsPath: '/stats',
    uid: 2000,
    readOnlyRootFilesystem: true,
    writablePaths: ['/tmp', '/var/cache/worker'],
  };
}

/** Every property that both tasks take. */
function fullTaskProps(chart: Chart): Full<TaskProps> {
  return {
    ...fullPodProps(chart),
    // A container beside one that ends never ends: a task refuses it.
    sidecars: [],
    image: 'registry.example.com/task:1.2.3',
    resources: { cpu: '500m', memory: '512Mi' },
    component: 'indexer',
    command: ['python'],
    args: ['-m', 'index'],
    pythonPath: '/app',
    deadline: Duration.hours(2),
    backoffLimit: 1,
    uid: 2000,
    readOnlyRootFilesystem: true,
    writablePaths: ['/tmp', '/var/cache/task'],
  };
}

/** Every property of `ScheduledTask`. */
export function fullScheduleProps(chart: Chart): Full<ScheduledTaskProps> {
  return {
    ...fullTaskProps(chart),
    schedule: '*/15 8-18 * * MON-FRI',
    timeZone: 'Europe/Berlin',
    concurrency: ConcurrencyPolicy.REPLACE,
    startingDeadline: Duration.minutes(2),
    successfulRunsKept: 1,
    failedRunsKept: 5,
    suspend: true,
  };
}

/** Every property of `OneOffTask`. */
export function fullOneOffProps(chart: Chart): Full<OneOffTaskProps> {
  return { ...fullTaskProps(chart), completions: 4, parallelism: 2, keepFor: Duration.days(1) };
}

/** Every property of `Cache`. */
export function fullCacheProps(chart: Chart): Full<CacheProps> {
  return {
    ...fullWorkloadProps(chart),
    resources: { cpu: '500m', memory: '1Gi', memoryLimit: '2Gi' },
    image: 'redis:8.0.3',
    topology: CacheTopology.replicated({ copies: 2 }),
    password: SecretSource.existing('redis').key('password'),
    eviction: EvictionPolicy.VOLATILE_TTL,
    storageSize: '10Gi',
    storageClass: 'gp3',
    retainStorage: false,
    exporterImage: 'oliver006/redis_exporter:v1.67.0',
    startupBudget: Duration.minutes(5),
    imagePullBudget: Duration.minutes(1),
  };
}

/** Every property of `StatelessService`. */
export function fullServiceProps(chart: Chart): Full<StatelessServiceProps> {
  return {
    ...fullWorkloadProps(chart),
    image: 'registry.example.com/web:1.2.3',
    component: 'interface',
    containerPort: 8080,
    resources: {
      cpu: '500m',
      cpuLimit: '1',
      memory: '512Mi',
      memoryLimit: '1Gi',
      ephemeralStorage: '1Gi',
      ephemeralStorageLimit: '4Gi',
    },
    readiness: HealthCheck.httpGet('/ready'),
    liveness: HealthCheck.tcp(),
    startup: HealthCheck.exec(['true']),
    startupBudget: Duration.minutes(3),
    imagePullBudget: Duration.minutes(1),
    port: 80,
    metricsPort: 9090,
    metricsPath: '/internal/metrics',
    replicas: 3,
    rollout: RolloutStrategy.rollingUpdatePercent({ maxSurge: 50, maxUnavailable: 0 }),
    minReady: Duration.seconds(10),
    command: ['python'],
    args: ['-m', 'web'],
    pythonPath: '/app',
    uid: 2000,
    readOnlyRootFilesystem: true,
    writablePaths: ['/tmp', '/var/cache/web'],
    serviceType: ServiceType.LOAD_BALANCER,
    clients: [NetworkPeer.cidr('0.0.0.0/0')],
    ingress: {
      host: 'web.example.com',
      path: '/app',
      className: 'nginx',
      tlsSecret: SecretSource.existing('web-tls'),
      controllerNamespace: 'ingress',
      annotations: { 'nginx.ingress.kubernetes.io/proxy-buffering': 'off' },
    },
  };
}

/** Every property of `VectorStore`. */
export function fullStoreProps(chart: Chart, topology: VectorStoreTopology): Full<VectorStoreProps> {
  return {
    ...fullWorkloadProps(chart),
    resources: { cpu: '2', cpuLimit: '4', memory: '8Gi', memoryLimit: '12Gi' },
    image: 'qdrant/qdrant:v1.18.0-unprivileged',
    topology,
    storageSize: '100Gi',
    storageClass: 'gp3',
    retainStorage: false,
    apiKey: SecretSource.existing('qdrant').key('api-key'),
    readOnlyApiKey: SecretSource.existing('qdrant').key('read-only'),
    startupBudget: Duration.minutes(20),
    imagePullBudget: Duration.minutes(5),
  };
}
