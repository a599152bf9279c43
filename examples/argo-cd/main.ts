import { App, AppProps, Chart, Duration } from 'cdk8s';
import {
  ArgoCdApplication,
  ArgoCdAppProject,
  ArgoCdSyncWaves,
  ArgoCdSyncWindow,
  AwsSecretStore,
  Cluster,
  DisruptionBudget,
  EksCluster,
  GpuNimService,
  HealthCheck,
  Nim,
  NgcExternalSecrets,
  NodePool,
  RemoteKey,
  RestrictedNamespace,
  RolloutProof,
  SmokeTest,
  StatelessService,
  Taint,
} from 'cdk8s-nim';
import { join } from 'path';

const region = 'us-east-2';
const namespace = 'assistant';

// The nodes, once: eksctl makes them, the NIM is scheduled on them, and the rollout is proven with them.
const gpuPool = NodePool.ec2({
  name: 'gpu',
  instanceType: 'g5.2xlarge',
  nodes: 1,
  maxNodes: 2,
  volumeSizeGib: 200,
  zones: ['us-east-2a'],
  taints: [Taint.noSchedule('nvidia.com/gpu')],
});
const cpuPool = NodePool.ec2({ name: 'cpu', instanceType: 'm6i.large', nodes: 2 });
const cluster = new Cluster({ pools: [gpuPool, cpuPool] });

const outdir = process.env.CDK8S_OUTDIR ?? 'dist';
const appOf = (folder: string, props: AppProps = {}): App =>
  new App({ outdir: join(outdir, folder), recordConstructMetadata: false, ...props });
const chartOf = (app: App, id: string, chartNamespace?: string): Chart =>
  new Chart(app, id, { namespace: chartNamespace, disableResourceNameHashes: true });

// dist/production: what Argo CD applies.
const production = appOf('production');
new RestrictedNamespace(chartOf(production, '00-namespace'), namespace);

const secrets = chartOf(production, '01-secrets', namespace);
const store = new AwsSecretStore(secrets, 'secrets-manager', { region });
const ngc = new NgcExternalSecrets(secrets, 'ngc', {
  store: store.reference,
  remoteKey: RemoteKey.of('assistant/ngc', 'api-key'),
});

const assistant = chartOf(production, 'assistant', namespace);
const llm = new GpuNimService(assistant, 'llm', {
  nim: Nim.fromImage('nvcr.io/nim/nvidia/llama-3.1-nemotron-nano-8b-v1:1.8.4'),
  resources: { cpu: '4', memory: '20Gi', memoryLimit: '28Gi' },
  nodePool: gpuPool,
  // The only pod may be evicted: a drain costs one start of the model instead of waiting for ever.
  disruptionBudget: DisruptionBudget.maxUnavailable(1),
  imagePullSecrets: [ngc.pullSecret],
  apiKey: ngc.apiKey,
});
const api = new StatelessService(assistant, 'api', {
  image: 'registry.example.com/assistant/api:1.4.2',
  containerPort: 8080,
  resources: { cpu: '500m', memory: '512Mi' },
  readiness: HealthCheck.httpGet('/ready'),
});
api.connectTo(llm, { env: 'LLM_URL', path: '/v1' });
new SmokeTest(assistant, 'smoke-test', { workloads: [llm, api] });
ArgoCdSyncWaves.apply(production);
RolloutProof.attach(production, cluster);

// dist/argocd: applied once by hand, `kubectl apply -f dist/argocd`.
const argocd = appOf('argocd');
const applications = chartOf(argocd, 'applications', 'argocd');
const project = new ArgoCdAppProject(applications, 'assistant', {
  // A new model takes the API away for its whole startup budget: only at night.
  syncWindows: [ArgoCdSyncWindow.allow({ schedule: '0 22 * * *', duration: Duration.hours(6), manualSync: true })],
});
new ArgoCdApplication(applications, 'assistant-production', {
  project: project.name,
  repoUrl: 'https://git.example.com/team/assistant.git',
  path: 'dist/production',
  destination: { namespace },
});

// dist/cluster/production/eksctl.yaml: for `eksctl create cluster -f`, and outside of what Argo CD follows.
const eksctl = appOf('cluster/production', { outputFileExtension: '.yaml' });
new EksCluster(chartOf(eksctl, 'eksctl'), 'assistant', {
  cluster,
  region,
  availabilityZones: ['us-east-2a', 'us-east-2b'],
  // How External Secrets Operator reads the NGC key, without a key of its own.
  podIdentities: [{
    namespace: 'external-secrets',
    serviceAccountName: 'external-secrets',
    policyArns: ['arn:aws:iam::123456789012:policy/assistant-secrets'],
  }],
});

[production, argocd, eksctl].forEach((app) => app.synth());
