import { deployment, Json, judge, object, only } from '../../../test/support/rules';

const API = 'monitoring.coreos.com/v1';
const monitor = (spec: Json, kind = 'ServiceMonitor') =>
  object(
    kind,
    'm',
    { spec: { selector: { matchLabels: { app: 'web' } }, endpoints: [{ port: 'metrics' }], ...spec } },
    API,
  );
const service = (labels: Json, name = 'metrics') => ({
  ...object('Service', 'web', { spec: { ports: [{ name, port: 1 }] } }),
  metadata: { name: 'web', namespace: 'shop', labels },
});

describe('monitor-selects-nothing', () => {
  const check = (...objects: Json[]) => judge('monitor-selects-nothing', objects);
  test('fails when no Service has the labels, whatever its pods have', () =>
    expect(only(check(monitor({}), service({}), deployment())).message).toBe(
      'no Service in namespace shop has app=web',
    ));
  test('fails when the Service lacks the port', () =>
    expect(only(check(monitor({}), service({ app: 'web' }, 'http'))).message).toBe(
      'no Service that is selected has a port named metrics; they have http',
    ));
  test('fails when a PodMonitor selects no pod', () =>
    expect(only(check(monitor({}, 'PodMonitor'))).message).toBe('no pod in namespace shop has app=web'));
  test('complies with a Service and its port, and with pods', () => {
    expect(check(monitor({}), service({ app: 'web' }))).toBe('compliant');
    expect(check(monitor({}, 'PodMonitor'), deployment())).toBe('compliant');
  });
  test('does not apply where other namespaces are named', () =>
    expect(check(monitor({ namespaceSelector: { any: true } }))).toBe('not applicable'));
});
