import { ApiObject, Testing } from 'cdk8s';
import { Application } from '../../imports/argoproj.io';
import { CustomResource } from './custom-resource';
import { applicationSpec, destination, everyField, metadata } from './every-field';
import { isPublished, publishedModelProblems } from './published-models';
import { hasUpstreamSchema, upstreamProblems } from './upstream-schemas';
import { testWith } from '../support/test-with';

const manifests = everyField();
const [application] = manifests;

testWith('the published models')('every field of the typings is a field of the published models', () => {
  expect(publishedModelProblems(manifests.filter(isPublished))).toEqual([]);
}, 60_000);

test('every kind of the typings but that of eksctl has a published model', () => {
  expect(manifests.filter((manifest) => !isPublished(manifest)).map(({ kind }) => kind)).toEqual(['ClusterConfig']);
});

testWith('the definitions of Kubernetes')('every field of the typings is a field of the upstream definitions', () => {
  expect(upstreamProblems(manifests)).toEqual([]);
});

testWith('the definitions of Kubernetes')(
  'the upstream definitions at hand know every kind but those of Flux and Sealed Secrets',
  () => {
    expect(manifests.filter((manifest) => !hasUpstreamSchema(manifest)).map(({ kind }) => kind)).toEqual([
      'SealedSecret',
      'GitRepository',
      'Kustomization',
    ]);
  },
);

testWith('the published models')('the published models find a misspelt field and a wrong value', () => {
  const misspelt = {
    ...application,
    spec: { ...applicationSpec, source: { ...applicationSpec.source, targetRevison: 'main' } },
  } as CustomResource;
  const wrong = { ...application, spec: { ...applicationSpec, project: 5 } } as CustomResource;
  const problems = publishedModelProblems([application, misspelt, wrong]).join('\n');
  expect(problems).toContain("'\"targetRevison\"' does not exist in type");
  expect(problems).toContain('Application/example: /spec/project must be string');
}, 60_000);

testWith('the definitions of Kubernetes')('the upstream definitions find a misspelt field and a missing one', () => {
  const misspelt = {
    ...application,
    spec: { destination, source: applicationSpec.source, projet: 'x' },
  } as CustomResource;
  expect(upstreamProblems([misspelt])).toEqual([
    'Application/example/spec: must have required property \'project\' {"missingProperty":"project"}',
    'Application/example/spec: must NOT have additional properties {"additionalProperty":"projet"}',
  ]);
});

test('an object without a published model is refused', () => {
  expect(() => publishedModelProblems([{ apiVersion: 'example.com/v1', kind: 'Thing', metadata }])).toThrow(
    'no published models of example.com/v1; add their package to PACKAGES',
  );
});

test('an object keeps fields that the typings do not know', () => {
  const chart = Testing.chart();
  const object = new Application(chart, 'application', {
    metadata,
    spec: { ...applicationSpec, ...{ revisionHistoryLimit: 3 } },
  });
  expect(ApiObject.isApiObject(object)).toBe(true);
  expect(Testing.synth(chart)[0].spec.revisionHistoryLimit).toBe(3);
});
