import { App, Chart } from 'cdk8s';
import {
  Cluster,
  DisruptionBudget,
  EksCluster,
  GpuNimService,
  HealthCheck,
  ModelCache,
  Nim,
  NodePool,
  RestrictedNamespace,
  RolloutProof,
  RolloutStrategy,
  StatelessService,
} from 'cdk8s-nim';

const name = 'my-app';
const outdir = process.env.CDK8S_OUTDIR ?? 'dist';

// The nodes: what the rollouts are proven on, where the model runs, and what `eksctl create cluster -f` makes.
const gpuPool = NodePool.ec2({
  name: 'gpu',
  instanceType: 'g5.2xlarge',
  nodes: 2,
  zones: ['us-east-2a'],
  volumeSizeGib: 200,
});
const cluster = new Cluster({ pools: [gpuPool] });

const nodes = new App({ outdir: `${outdir}/cluster`, outputFileExtension: '.yaml' });
new EksCluster(new Chart(nodes, 'eksctl'), name, {
  cluster,
  region: 'us-east-2',
  availabilityZones: ['us-east-2a', 'us-east-2b'],
});

// What runs on them. An update that could not finish fails the synthesis.
const app = new App({ outdir: `${outdir}/app` });
new RestrictedNamespace(new Chart(app, '00-namespace', { disableResourceNameHashes: true }), name);
const chart = new Chart(app, name, { namespace: name, disableResourceNameHashes: true });

const model = new GpuNimService(chart, 'llm', {
  nim: Nim.fromImage('nvcr.io/nim/nvidia/llama-3.1-nemotron-nano-8b-v1:1.8.4'),
  nodePool: gpuPool,
  modelCache: ModelCache.claim({ size: '50Gi' }),
  rollout: RolloutStrategy.auto(),
  disruptionBudget: DisruptionBudget.maxUnavailable(1),
});
const api = new StatelessService(chart, 'api', {
  image: 'registry.example.com/api:1.0.0',
  containerPort: 8080,
  replicas: 2,
  resources: { cpu: '500m', memory: '512Mi' },
  readiness: HealthCheck.httpGet('/ready'),
  disruptionBudget: DisruptionBudget.maxUnavailable(1),
});
api.connectTo(model, { env: 'LLM_URL' });

RolloutProof.attach(app, cluster);
nodes.synth();
app.synth();
