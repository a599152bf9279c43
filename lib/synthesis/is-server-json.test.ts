import * as fc from 'fast-check';
import { fieldRefusals } from '../prover/validation';
import { schemaFields, schemaKinds } from '../manifests/schema/schema';
import { isServerJson } from './is-server-json';
import { serverJson } from './server-json';

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment' };
const deployment = (spec: object) => ({ ...DEPLOYMENT, metadata: { name: 'a' }, spec });

test('what our constructs write needs no second look', () => {
  expect(isServerJson(deployment({
    replicas: 1, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: '25%' }, type: 'RollingUpdate' },
    template: { metadata: { labels: { app: 'a' } }, spec: { containers: [
      { name: 'a', readinessProbe: { httpGet: { path: '/', port: 'http' } }, resources: { limits: { cpu: '1.5' } } },
    ] } },
  }), DEPLOYMENT)).toBe(true);
});

test.each([
  ['an unknown field', { replica: 1 }],
  ['a wrong type', { replicas: '1' }],
  ['a class of cdk8s-plus', { strategy: { rollingUpdate: { maxSurge: { value: 1 } } } }],
  ['another order', { template: {}, replicas: 1 }],
  ['a number that no int32 holds', { replicas: 2 ** 31 }],
  ['a quantity that is none', { template: { spec: { containers: [{ resources: { limits: { cpu: 'much' } } }] } } }],
])('%s gets one', (_, spec) => expect(isServerJson(deployment(spec), DEPLOYMENT)).toBe(false));

const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 }, fc.constantFrom('a', '1', '500m', 1, -1, 1.5, 2 ** 31, true, { value: 1 }, [], {}),
    fc.array(tie('any'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom(...[...schemaFields('apps.v1.DeploymentSpec')!.keys(),
      ...schemaFields('core.v1.Container')!.keys(), 'spec', 'metadata', 'labels', 'containers', 'other']), tie('any')),
  ),
})).any;

test('what gets no second look, the decoder takes and the conversion leaves alone', () => {
  let taken = 0;
  fc.assert(fc.property(fc.constantFrom(...schemaKinds()), fc.dictionary(
    fc.constantFrom('spec', 'data', 'metadata', 'template', 'rules'), value,
  ), (key, body) => {
    const [apiVersion, kind] = key.split(' ');
    const json = { apiVersion, kind, ...body };
    if (isServerJson(json, { apiVersion, kind })) {
      taken += 1;
      expect(fieldRefusals(json)).toEqual([]);
      expect(JSON.stringify(serverJson(json, { apiVersion, kind }))).toBe(JSON.stringify(json));
    }
  }));
  expect(taken).toBeGreaterThan(3);
});
