import { join } from 'path';
import { isPublished, publishedModelProblems } from '../imports/published-models';
import { hasUpstreamSchema, upstreamProblems } from '../imports/upstream-schemas';
import { fullExample } from '../support/full-example';
import { distManifests, Manifest, readManifests, ROOT } from '../support/manifests';
import { ClosedSchemas, definitionsFile, VERSIONS } from './closed-schemas';

/** The published TypeScript models, an implementation of the schemas that is independent of cdk8s. */
function publishedModel({ apiVersion, kind }: Manifest): new (object: object) => { validate(): void } {
  return require(`kubernetes-models/${apiVersion}/${kind}`)[kind];
}

/** Kinds that Kubernetes itself knows; the others are checked against their own definitions. */
const isBuiltIn = ({ apiVersion }: Manifest): boolean => !apiVersion.includes('.') || apiVersion.includes('.k8s.io/');

const ENVIRONMENTS = ['research-ops', 'dev', 'staging', 'production'];

describe.each([
  ...ENVIRONMENTS.map((name): [string, () => Manifest[]] => [name, () => distManifests(name)]),
  ['an app that uses every property', fullExample],
])('every object of %s', (_, load) => {
  test('is valid for the published models', () => {
    for (const manifest of load().filter(isBuiltIn)) {
      const Model = publishedModel(manifest);
      expect(() => new Model(manifest).validate()).not.toThrow();
    }
  });

  test.each(VERSIONS)('has no unknown and no wrong field in Kubernetes %s', (version) => {
    const file = definitionsFile(version);
    if (!file) {
      console.info(`skipped: the definitions of Kubernetes ${version} are not at hand`);
      return;
    }
    const schemas = new ClosedSchemas(file);
    expect(load().filter(isBuiltIn).flatMap((manifest) => schemas.problems(manifest))).toEqual([]);
  });
});

test('every custom resource of all environments is valid for the published models and the upstream definitions', () => {
  const custom = readManifests(join(ROOT, 'dist')).filter((manifest) => !isBuiltIn(manifest));
  expect(custom.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['AppProject', 'Application', 'ClusterConfig', 'ExternalSecret', 'SecretStore']));
  expect(publishedModelProblems(custom.filter(isPublished))).toEqual([]);
  expect(upstreamProblems(custom.filter(hasUpstreamSchema)) ?? []).toEqual([]);
});

test('the closed definitions find a misspelt field', () => {
  const file = definitionsFile(VERSIONS[0]);
  if (!file) {
    console.info('skipped: the definitions are not at hand');
    return;
  }
  const [namespace] = distManifests();
  const misspelt = { ...namespace, metadata: { ...namespace.metadata, lables: {} } };
  expect(new ClosedSchemas(file).problems(misspelt)).toEqual(['Namespace/research-ops/metadata: must NOT have additional properties {"additionalProperty":"lables"}']);
});
