import { Json, judge, object, only } from '../../../test/support/rules';

const hook = (kind: string, clientConfig: Json) =>
  object(kind, 'h', { webhooks: [{ name: 'a.b.c', clientConfig }] }, 'admissionregistration.k8s.io/v1');
const service = object('Service', 'hooks', { spec: { ports: [{ port: 443 }] } });

describe('extension-service-missing', () => {
  const check = (...objects: Json[]) => judge('extension-service-missing', objects);
  test.each(['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'])('fails for that of a %s', (kind) =>
    expect(only(check(hook(kind, { service: { name: 'gone', namespace: 'shop' } }), service))).toMatchObject({
      pointer: '/webhooks/0/clientConfig/service/name',
      message: 'Service gone is not among the manifests of namespace shop',
    }));
  test('fails for the Service of an API', () => {
    const api = object('APIService', 'v1.x.io', { spec: { service: { name: 'gone', namespace: 'shop' } } },
      'apiregistration.k8s.io/v1');
    expect(only(check(api, service)).pointer).toBe('/spec/service/name');
  });
  test('complies with a Service of the manifests, and leaves open what another namespace holds', () => {
    const config = (name: string, namespace: string) =>
      hook('ValidatingWebhookConfiguration', { service: { name, namespace } });
    expect(check(config('hooks', 'shop'), service)).toBe('compliant');
    expect(check(config('gone', 'elsewhere'), service)).toBe('compliant');
  });
  test('does not apply to a webhook with an address', () =>
    expect(check(hook('ValidatingWebhookConfiguration', { url: 'https://x' }))).toBe('not applicable'));
});
