import { DECLARED_SECRETS_ANNOTATION } from '../../kubernetes/annotations';
import { DeclaredSecrets } from '.';
import { container, deployment, judge, Json, modelOf, object } from '../../../test/support/rules';

const annotated = (names: unknown, metadata: Json) => ({
  metadata: { ...metadata, annotations: { [DECLARED_SECRETS_ANNOTATION]: names } },
});
const declare = (entries: string[], ...objects: Json[]) => DeclaredSecrets.of(entries, modelOf(objects).manifests);

test.each<[string, string[], boolean, boolean]>([
  ['a name', ['token'], true, true],
  ['a namespace and a name', ['shop/token'], true, false],
  ['another name', ['token2'], false, false],
])('%s on the command line counts in its namespaces', (_, entries, inShop, inOther) => {
  const secrets = declare(entries);
  expect([secrets.has('shop', 'token'), secrets.has('other', 'token')]).toEqual([inShop, inOther]);
});

test.each<[string, Json]>([
  ['a Namespace', { apiVersion: 'v1', kind: 'Namespace', ...annotated('token', { name: 'shop' }) }],
  [
    'another object',
    { apiVersion: 'v1', kind: 'ConfigMap', ...annotated('token', { name: 'settings', namespace: 'shop' }) },
  ],
])('an annotation of %s counts in the namespace shop only', (_, json) => {
  const secrets = declare([], json);
  expect(['shop', 'settings', 'default'].map((namespace) => secrets.has(namespace, 'token'))).toEqual([
    true, false, false,
  ]);
});

test('the names of an annotation are separated by commas, with spaces and empty ones', () => {
  const secrets = declare([], {
    ...object('ConfigMap', 'settings'), ...annotated(' a,b , ,,c', { namespace: 'shop' }),
  });
  expect(['a', 'b', 'c', '', ' ', 'a,b'].map((name) => secrets.has('shop', name))).toEqual([
    true, true, true, false, false, false,
  ]);
});

test('an annotation that is no text declares nothing', () => {
  const secrets = declare([], { ...object('ConfigMap', 'settings'), ...annotated(['token'], { namespace: 'shop' }) });
  expect(secrets.has('shop', 'token')).toBe(false);
});

test('a Deployment may declare the Secret its own pods read', () => {
  const pod = { containers: [container({ envFrom: [{ secretRef: { name: 'token' } }] })] };
  expect(
    judge('secret-missing', [deployment(pod, {}, { annotations: { [DECLARED_SECRETS_ANNOTATION]: 'token' } })]),
  ).toBe('compliant');
  expect(
    judge('secret-missing', [deployment(pod, {}, { annotations: { [DECLARED_SECRETS_ANNOTATION]: 'tokens' } })]),
  ).toHaveLength(1);
});
