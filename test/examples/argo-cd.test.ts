import { readFileSync } from 'fs';
import { join } from 'path';
import { Cluster } from '../../lib';
import { Model } from '../../lib/manifests';
import { check } from '../../lib/prover/check';
import { isPublished, publishedModelProblems } from '../imports/published-models';
import { hasUpstreamSchema, upstreamProblems } from '../imports/upstream-schemas';
import { secretValues } from '../support/secret-values';
import { Manifest, readManifests, ROOT } from '../support/manifests';
import { synthesizeSnippet } from '../support/snippet';
import { contentsBelow, inTemporaryFolder } from '../support/workspace';
import { testWith } from '../support/test-with';

const folder = join(ROOT, 'examples', 'argo-cd');
const source = readFileSync(join(folder, 'main.ts'), 'utf8');

interface Rendered {
  readonly files: { readonly [path: string]: string };
  readonly manifests: Manifest[];
}

function synthesize(code: string = source): Rendered {
  return inTemporaryFolder((outdir) => {
    synthesizeSnippet(code, outdir);
    return { files: contentsBelow(outdir), manifests: readManifests(outdir) };
  });
}

const rendered = synthesize();

function filesBelow(path: string): { file: string; text: string }[] {
  return Object.entries(rendered.files)
    .filter(([file]) => file.startsWith(path))
    .map(([file, text]) => ({ file, text }));
}

test('the repository has the files that the README shows', () => {
  const shown = [...readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/^dist\/(\S+)/gm)].map(([, file]) => file);
  expect(shown).toEqual(Object.keys(rendered.files));
});

test('the Application follows a folder that holds manifests and no cluster configuration', () => {
  const { path } = rendered.manifests.find(({ kind }) => kind === 'Application')!.spec.source;
  const followed = filesBelow(path.replace(/^dist\//, ''));
  expect(followed.length).toBeGreaterThan(0);
  expect(followed.map(({ text }) => text).join()).not.toContain('kind: ClusterConfig');
});

test('the project permits the Application', () => {
  const { spec: project } = rendered.manifests.find(({ kind }) => kind === 'AppProject')!;
  const { spec } = rendered.manifests.find(({ kind }) => kind === 'Application')!;
  expect(project.sourceRepos).toContain(spec.source.repoURL);
  expect(project.destinations).toContainEqual(spec.destination);
});

test('no file holds a value of a secret', () => {
  expect(secretValues(rendered.files)).toEqual([]);
});

testWith('the published models')(
  'each custom resource is valid for its published model and its upstream definition',
  () => {
    const published = rendered.manifests.filter(isPublished);
    expect(published.length).toBeGreaterThan(4);
    expect(publishedModelProblems(published)).toEqual([]);
    expect(upstreamProblems(rendered.manifests.filter(hasUpstreamSchema)) ?? []).toEqual([]);
  },
  60_000,
);

test('the prover finds nothing wrong with what is rendered on the cluster that eksctl makes', () => {
  const cluster = Cluster.fromEksctl(rendered.files['cluster/production/eksctl.yaml']);
  const { findings } = check(Model.load(filesBelow('production/')), { cluster });
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('a second synthesis changes nothing', () => {
  expect(synthesize().files).toEqual(rendered.files);
});

test('fails when the Application leaves the output folder', () => {
  expect(() => synthesize(source.replace("path: 'dist/production'", "path: 'charts/production'"))).toThrow(
    "applications/assistant-production: path 'charts/production' lies outside dist/, where synth renders; write a folder in it, such as dist/production",
  );
});

test('fails when the secrets are made in another namespace than the NIM', () => {
  expect(() => synthesize(source.replace("'01-secrets', namespace", "'01-secrets', 'secrets'"))).toThrow(
    "assistant/llm: secret 'ngc-secret' lies in namespace 'secrets'",
  );
});
