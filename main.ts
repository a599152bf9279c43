import { readFileSync } from 'fs';
import { asUserError } from './lib/util/user-error';
import { Acknowledgements, Linter } from './lib/synthesis';
import {
  argoCdApp, clusterApps, ENVIRONMENT_NAMES, environmentApp, environmentNamed, environments,
  inEnvironment, monitoringApps,
} from './app/environments';
import { RELEASE_FILE, Releases } from './app/release';

const outdir = process.env.CDK8S_OUTDIR ?? 'dist';
const releases = Releases.parse(textOf(RELEASE_FILE), ENVIRONMENT_NAMES);
const all = environments((name) => releases.of(name));

// SYNTH_ENVIRONMENT=dev renders one of them alone.
const only = process.env.SYNTH_ENVIRONMENT;
const chosen = only ? [environmentNamed(only, all)] : all;
const rendered = chosen.map((environment) => inEnvironment(environment.name, () => {
  const app = environmentApp(outdir, environment);
  return { environment, app, monitoring: monitoringApps(outdir, environment, app) };
}));
const others = [
  ...rendered.flatMap(({ monitoring }) => monitoring),
  ...(only ? [] : all.flatMap((environment) => clusterApps(outdir, environment))),
  ...(only ? [] : [argoCdApp(outdir, rendered, 'https://git.example.com/research-ops/deploy.git')]),
];
// For whoever runs linters of others over the manifests, as `npm run verify:manifests` does.
if (process.env.PROJECT_ACKNOWLEDGEMENTS) {
  [...rendered.map(({ app }) => app), ...others].forEach((app) => Acknowledgements.projectTo(app, Linter.all()));
}
rendered.forEach(({ environment, app }) => inEnvironment(environment.name, () => app.synth()));
others.forEach((app) => app.synth());

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw asUserError(file, error, 'write it beside main.ts');
  }
}
