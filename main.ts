import { Acknowledgements, Linter } from './lib/synthesis';
import { argoCdApp, clusterApps, environmentApp, environmentNamed, environments } from './app/environments';

const outdir = process.env.CDK8S_OUTDIR ?? 'dist';
const all = environments({
  agentOrchestratorImage: '123456789012.dkr.ecr.us-east-2.amazonaws.com/research-ops/agent-orchestrator:1.0.0',
  webUiImage: '123456789012.dkr.ecr.us-east-2.amazonaws.com/research-ops/web-ui:1.0.0',
});

// SYNTH_ENVIRONMENT=dev renders one of them alone.
const only = process.env.SYNTH_ENVIRONMENT;
const chosen = only ? [environmentNamed(only, all)] : all;
const rendered = chosen.map((environment) => ({ environment, app: environmentApp(outdir, environment) }));
const apps = [
  ...rendered.map(({ app }) => app),
  ...(only ? [] : all.flatMap((environment) => clusterApps(outdir, environment))),
  ...(only ? [] : [argoCdApp(outdir, rendered, 'https://git.example.com/research-ops/deploy.git')]),
];
// For whoever runs linters of others over the manifests, as `npm run verify:manifests` does.
if (process.env.PROJECT_ACKNOWLEDGEMENTS) {
  apps.forEach((app) => Acknowledgements.projectTo(app, Linter.all()));
}
apps.forEach((app) => app.synth());
