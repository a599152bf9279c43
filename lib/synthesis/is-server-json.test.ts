import * as fc from 'fast-check';
import { fieldRefusals } from '../prover/validation';
import { schemaKind } from '../manifests/schema';
import { distManifests } from '../../test/support/manifests';
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

/** Every place of an object, by its keys. */
const placesOf = (json: unknown, path: string[] = []): string[][] => typeof json === 'object' && json !== null
  ? Object.entries(json).flatMap(([key, each]) => [[...path, key], ...placesOf(each, [...path, key])])
  : [];

const changed = <T extends object>(json: T, [key, ...rest]: string[], value: unknown): T => Object.assign(
  Array.isArray(json) ? [...json] : { ...json },
  { [key]: rest.length === 0 ? value : changed((json as { [key: string]: object })[key], rest, value) },
) as T;

const objects = ['research-ops', 'production'].flatMap((name) => distManifests(name))
  .filter(({ apiVersion, kind }) => schemaKind(apiVersion, kind));
const value = fc.constantFrom<unknown>(
  'a', '', '1', '500m', '12E', 1, 0, -1, 1.5, 2 ** 31, true, null, { value: 1 }, { value: 'a' }, [], {}, ['a'],
  { a: 'b' },
);

test('what gets no second look, the decoder takes and the conversion leaves alone', () => {
  let taken = 0;
  fc.assert(fc.property(fc.constantFrom(...objects), fc.nat(), value, (object, place, replacement) => {
    const places = placesOf(object).filter(([key]) => key !== 'kind' && key !== 'apiVersion');
    const json = changed(object, places[place % places.length], replacement);
    if (isServerJson(json, object)) {
      taken += 1;
      expect(fieldRefusals(json)).toEqual([]);
      expect(JSON.stringify(serverJson(json, object))).toBe(JSON.stringify(json));
    }
  }), { numRuns: 500 });
  expect(taken).toBeGreaterThan(50);
});
