import { liveObjects } from '../../test/support/admission';
import { groupOf, isBuiltIn, isQuiet, typeNames, typeOf } from './kinds';

const object = (apiVersion: string, kind: string) => liveObjects([{ apiVersion, kind, metadata: { name: 'x' } }])[0];

test.each<[string, string, string, string, boolean, boolean]>([
  ['v1', 'Service', '', 'Service', true, true], ['', 'Deployment', '', 'Deployment', true, true],
  ['apps/v1', 'Deployment', 'apps', 'Deployment', true, true], ['v1', 'Deploymnt', '', 'Deploymnt', true, false],
  ['serving.knative.dev/v1', 'Service', 'serving.knative.dev', 'Service.serving.knative.dev', false, false],
  ['serving.knative.dev/v1', 'Route', 'serving.knative.dev', 'Route', false, true],
  ['cert-manager.io/v1', 'Certificate', 'cert-manager.io', 'Certificate', false, true],
  ['batch.volcano.sh/v1alpha1', 'Job', 'batch.volcano.sh', 'Job.batch.volcano.sh', false, false],
  ['example.com/v1', 'Box', 'example.com', 'Box', false, false],
  ['argoproj.io/v1alpha1', 'Application', 'argoproj.io', 'Application', false, true],
  ['argoproj.io/v1alpha1', 'Rollout', 'argoproj.io', 'Rollout', false, false],
  ['a/b/c', 'Box', 'a', 'Box', false, false],
])('%s %s: group %j, type %s, built in %p, quiet %p', (apiVersion, kind, group, type, builtIn, quiet) => {
  const manifest = object(apiVersion, kind);
  expect([groupOf(manifest), typeOf(manifest), isBuiltIn(manifest), isQuiet(manifest)])
    .toEqual([group, type, builtIn, quiet]);
});

test('a kind of several groups has the names of all of them, each once', () => {
  expect(typeNames('Service', ['', 'serving.knative.dev', 'apps'])).toEqual(['Service', 'Service.serving.knative.dev']);
  expect(typeNames('Box', ['example.com', 'example.org'])).toEqual(['Box']);
});
