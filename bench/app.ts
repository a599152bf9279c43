/**
 * An app of many services, in groups of one NIM and four services that call it; run by the same runner as main.ts.
 *
 * BENCH_SERVICES: their number, a multiple of 5. BENCH_APP=cdk8s: the App of cdk8s instead of LinearApp. BENCH_PROOF=1:
 * with a
 * rollout proof. BENCH_CHARTS=many: a chart for each group.
 */
import { App, Chart } from 'cdk8s';
import {
  Cluster,
  DisruptionBudget,
  EnvValue,
  GpuNimService,
  HealthCheck,
  ModelCache,
  Nim,
  NodePool,
  RolloutProof,
  StatelessService,
  Taint,
} from '../lib';
import { LinearApp } from '../lib/synthesis';

const { BENCH_SERVICES = '5', BENCH_APP, BENCH_PROOF, BENCH_CHARTS } = process.env;
const groups = Number(BENCH_SERVICES) / 5;
const gpuPool = NodePool.ec2({
  name: 'gpu',
  instanceType: 'g5.2xlarge',
  nodes: groups + 1,
  taints: [Taint.noSchedule('nvidia.com/gpu')],
});
const disruptionBudget = DisruptionBudget.maxUnavailable(1);

const app = BENCH_APP === 'cdk8s' ? new App() : new LinearApp();
const chartOf = (id: string): Chart =>
  new Chart(app, id, { namespace: 'shop', labels: { 'app.kubernetes.io/part-of': 'shop' } });
const single = chartOf('services');
for (let group = 0; group < groups; group++) {
  const chart = BENCH_CHARTS === 'many' ? chartOf(`group-${group}`) : single;
  const model = new GpuNimService(chart, `model-${group}`, {
    nim: Nim.fromImage('nvcr.io/nim/nvidia/nv-embedqa-e5-v5:1.0.0'),
    resources: { cpu: '2', cpuLimit: '4', memory: '8Gi', memoryLimit: '16Gi' },
    modelCache: ModelCache.claim({ size: '20Gi' }),
    nodePool: gpuPool,
    disruptionBudget,
  });
  for (let member = 0; member < 4; member++) {
    const service = new StatelessService(chart, `service-${group}-${member}`, {
      image: 'registry.example.com/shop/web:1.4.2',
      containerPort: 8080,
      replicas: 2,
      resources: { cpu: '250m', cpuLimit: '1', memory: '256Mi', memoryLimit: '512Mi' },
      readiness: HealthCheck.httpGet('/ready'),
      liveness: HealthCheck.httpGet('/health'),
      env: { LOG_LEVEL: EnvValue.literal('info'), FEATURE_FLAGS: EnvValue.literal('search,chat') },
      disruptionBudget,
    });
    service.connectTo(model, { env: 'MODEL_URL' });
  }
}
if (BENCH_PROOF) {
  const cpuPool = NodePool.ec2({ name: 'cpu', instanceType: 'm6i.2xlarge', nodes: groups + 2 });
  RolloutProof.attach(app, new Cluster({ pools: [gpuPool, cpuPool] }));
}
app.synth();
