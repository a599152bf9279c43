import { Chart } from 'cdk8s';
import { join } from 'path';
import { RestrictedNamespace, RolloutProof } from './lib';
import { ResearchOps } from './lib/apps/research-ops';
import { environments } from './lib/environments';
import { LinearApp } from './lib/synth/linear-app';

const release = {
  agentOrchestratorImage: '123456789012.dkr.ecr.us-east-2.amazonaws.com/research-ops/agent-orchestrator:1.0.0',
  webUiImage: '123456789012.dkr.ecr.us-east-2.amazonaws.com/research-ops/web-ui:1.0.0',
};

const apps = environments(release).map(({ name, cluster, researchOps }) => {
  const app = new LinearApp({ outdir: join(process.env.CDK8S_OUTDIR ?? 'dist', name), recordConstructMetadata: false });
  new RestrictedNamespace(new Chart(app, '00-namespace', { disableResourceNameHashes: true }), researchOps.namespace);
  new ResearchOps(app, name, researchOps);
  RolloutProof.attach(app, cluster);
  return app;
});
apps.forEach((app) => app.synth());
