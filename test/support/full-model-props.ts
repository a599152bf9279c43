import { Chart, Duration } from 'cdk8s';
import {
  GpuNimServiceProps,
  HealthCheck,
  MetricsKind,
  ModelCache,
  ModelServerEngine,
  ModelServerProps,
  Nim,
  RolloutStrategy,
  SecretSource,
} from '../../lib';
import { EMBEDDING_IMAGE } from './examples';
import { Full, fullWorkloadProps } from './full-props';

/** Every property of `GpuNimService`. */
export function fullNimProps(chart: Chart): Full<GpuNimServiceProps> {
  return {
    ...fullWorkloadProps(chart),
    nim: Nim.fromImage(EMBEDDING_IMAGE),
    resources: {
      cpu: '4',
      cpuLimit: '8',
      memory: '16Gi',
      memoryLimit: '32Gi',
      ephemeralStorage: '4Gi',
      ephemeralStorageLimit: '40Gi',
    },
    gpus: 2,
    gpuResource: 'nvidia.com/mig-3g.20gb',
    replicas: 2,
    rollout: RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 }),
    startupBudget: Duration.minutes(30),
    imagePullBudget: Duration.minutes(15),
    port: 80,
    containerPort: 9000,
    grpcPort: 9001,
    modelCache: ModelCache.sharedClaim({ size: '80Gi', storageClass: 'efs', retain: true }),
    sharedMemory: '8Gi',
    apiKey: SecretSource.existing('ngc').key('key'),
    offline: false,
  };
}

/** Every property of `ModelServer`. */
export function fullServerProps(chart: Chart): Full<ModelServerProps> {
  return {
    ...fullWorkloadProps(chart),
    image: 'nvcr.io/nvidia/tritonserver:25.08-py3',
    engine: ModelServerEngine.custom({
      name: 'mine',
      port: 8000,
      grpcPort: 8001,
      metricsPort: 8002,
      metricsPath: '/stats',
      metricsKind: MetricsKind.TRITON,
      readiness: HealthCheck.httpGet('/ready'),
      liveness: HealthCheck.httpGet('/live'),
      cachePath: '/var/models',
      huggingFace: true,
      downloads: true,
      env: { HOME: '/tmp' },
      uid: 2000,
      gid: 3000,
    }),
    resources: { cpu: '4', memory: '24Gi', memoryLimit: '48Gi' },
    command: ['tritonserver'],
    args: ['--model-repository=/var/models'],
    component: 'embedding',
    containerName: 'triton',
    gpus: 2,
    gpuResource: 'nvidia.com/gpu',
    gpuMemoryGib: 30.5,
    replicas: 2,
    rollout: RolloutStrategy.rollingUpdate({ maxSurge: 1, maxUnavailable: 0 }),
    startupBudget: Duration.minutes(15),
    imagePullBudget: Duration.minutes(5),
    port: 80,
    containerPort: 9000,
    grpcPort: 9001,
    readiness: HealthCheck.httpGet('/ready').withTiming({ period: Duration.seconds(5) }),
    liveness: HealthCheck.grpc('grpc'),
    modelCache: ModelCache.sharedClaim({ size: '80Gi' }),
    sharedMemory: '8Gi',
    huggingFaceToken: SecretSource.existing('hf').key('token'),
    offline: false,
  };
}
