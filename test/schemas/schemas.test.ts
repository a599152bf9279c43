import { createRequire } from 'module';
import { join } from 'path';
import { isPublished, publishedModelProblems } from '../imports/published-models';
import { hasUpstreamSchema, upstreamProblems } from '../imports/upstream-schemas';
import { fullExample } from '../support/full-example';
import { distManifests, Manifest, readManifests, ROOT } from '../support/manifests';
import { testWith } from '../support/test-with';
import { ClosedSchemas, definitionsFile, OLD_VERSION, VERSION } from './closed-schemas';

const requireJudge = createRequire(join(ROOT, 'judges', 'package.json'));

/** The published TypeScript models, an implementation of the schemas that is independent of cdk8s. */
function publishedModel({ apiVersion, kind }: Manifest): new (object: object) => { validate(): void } {
  return requireJudge(`kubernetes-models/${apiVersion}/${kind}`)[kind];
}

/** Kinds that Kubernetes itself knows; the others are checked against their own definitions. */
const isBuiltIn = ({ apiVersion }: Manifest): boolean => !apiVersion.includes('.') || apiVersion.includes('.k8s.io/');

const ENVIRONMENTS = ['research-ops', 'dev', 'staging', 'production'];

const problemsOf = (version: string, manifests: Manifest[]): string[] => {
  const schemas = new ClosedSchemas(definitionsFile(version));
  return manifests.filter(isBuiltIn).flatMap((manifest) => schemas.problems(manifest));
};

testWith('the definitions of Kubernetes')('what is rendered for an old version has no newer field', () => {
  expect(problemsOf(OLD_VERSION, fullExample('1.28'))).toEqual([]);
  expect(problemsOf(OLD_VERSION, fullExample()).join()).toContain('"additionalProperty":"sleep"');
});

describe.each([
  ...ENVIRONMENTS.map((name): [string, () => Manifest[]] => [name, () => distManifests(name)]),
  ['an app that uses every property', fullExample],
])('every object of %s', (_, load) => {
  testWith('the published models')('is valid for the published models', () => {
    for (const manifest of load().filter(isBuiltIn)) {
      const Model = publishedModel(manifest);
      expect(() => new Model(manifest).validate()).not.toThrow();
    }
  });

  testWith('the definitions of Kubernetes')(`has no unknown and no wrong field in Kubernetes ${VERSION}`, () =>
    expect(problemsOf(VERSION, load())).toEqual([]));
});

testWith('the published models')(
  'every custom resource of all environments is valid for the published models and the upstream definitions',
  () => {
    const custom = readManifests(join(ROOT, 'dist')).filter((manifest) => !isBuiltIn(manifest));
    expect(custom.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['AppProject', 'Application', 'ClusterConfig', 'ExternalSecret', 'SecretStore']),
    );
    expect(publishedModelProblems(custom.filter(isPublished))).toEqual([]);
    expect(upstreamProblems(custom.filter(hasUpstreamSchema)) ?? []).toEqual([]);
  },
);

testWith('the definitions of Kubernetes')('the closed definitions find a misspelt field', () => {
  const [namespace] = distManifests();
  const misspelt = { ...namespace, metadata: { ...namespace.metadata, lables: {} } };
  expect(new ClosedSchemas(definitionsFile(VERSION)).problems(misspelt)).toEqual([
    'Namespace/research-ops/metadata: must NOT have additional properties {"additionalProperty":"lables"}',
  ]);
});
