import { distManifests, Manifest } from '../support/manifests';
import { fullExample } from '../support/full-example';
import { ClosedSchemas, definitionsFile, VERSIONS } from './closed-schemas';

/** The published TypeScript models, an implementation of the schemas that is independent of cdk8s. */
function publishedModel({ apiVersion, kind }: Manifest): new (object: object) => { validate(): void } {
  return require(`kubernetes-models/${apiVersion}/${kind}`)[kind];
}

const ENVIRONMENTS = ['research-ops', 'dev', 'staging', 'production'];

describe.each([
  ...ENVIRONMENTS.map((name): [string, () => Manifest[]] => [name, () => distManifests(name)]),
  ['an app that uses every property', fullExample],
])('every object of %s', (_, load) => {
  test('is valid for the published models', () => {
    for (const manifest of load()) {
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
    expect(load().flatMap((manifest) => schemas.problems(manifest))).toEqual([]);
  });
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
