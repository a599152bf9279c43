import { App, Chart } from 'cdk8s';
import {
  Cluster,
  EnvSource,
  GpuNimService,
  HealthCheck,
  ModelCache,
  Nim,
  NodePool,
  RolloutProof,
  RolloutStrategy,
  StatelessService,
} from 'cdk8s-nim';
import { k8s } from 'cdk8s-plus-28';

const gpuPool = NodePool.ec2({ name: 'gpu', instanceType: 'g5.2xlarge', nodes: 3 });

const app = new App();
RolloutProof.attach(app, new Cluster({ pools: [gpuPool] }));
const chart = new Chart(app, 'assistant', { namespace: 'assistant', disableResourceNameHashes: true });

// Objects of your own stand beside the constructs, and can be given to them.
const settings = new k8s.KubeConfigMap(chart, 'settings', {
  metadata: { name: 'settings' },
  data: { LOG_LEVEL: 'info' },
});

const embedding = new GpuNimService(chart, 'embedding', {
  nim: Nim.fromImage('nvcr.io/nim/nvidia/nv-embedqa-e5-v5:1.0.0'),
  replicas: 2,
  rollout: RolloutStrategy.auto(),
  modelCache: ModelCache.sharedClaim({ storageClass: 'efs' }),
  nodePool: gpuPool,
});
const api = new StatelessService(chart, 'api', {
  image: 'registry.example.com/api:1.4.2',
  containerPort: 8080,
  resources: { cpu: '500m', memory: '512Mi' },
  readiness: HealthCheck.httpGet('/ready'),
  envFrom: [EnvSource.configMap(settings)],
});
api.connectTo(embedding, { env: 'EMBEDDING_URL' });

app.synth();
