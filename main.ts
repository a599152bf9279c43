import { App, Chart } from 'cdk8s';
import { join } from 'path';
import { ResearchOps, RestrictedNamespace } from './lib';

const namespace = 'research-ops';
const app = new App({ outdir: join(process.env.CDK8S_OUTDIR ?? 'dist', namespace), recordConstructMetadata: false });

new RestrictedNamespace(new Chart(app, '00-namespace', { disableResourceNameHashes: true }), namespace);
new ResearchOps(app, namespace, {
  namespace,
  agentOrchestratorImage: '123456789012.dkr.ecr.us-east-2.amazonaws.com/research-ops/agent-orchestrator:1.0.0',
  webUiImage: '123456789012.dkr.ecr.us-east-2.amazonaws.com/research-ops/web-ui:1.0.0',
  storageClass: 'gp2',
  gpuNodeSelector: { 'node.kubernetes.io/instance-type': 'g5.2xlarge' },
});

app.synth();
