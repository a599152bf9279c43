import { deployment, gpuNodes, judge, object, only } from '../../../test/support/rules';

describe('pods-not-counted', () => {
  const id = 'pods-not-counted';
  const cluster = gpuNodes(2);
  const kafka = object('Kafka', 'events', { spec: { kafka: { replicas: 3 } } }, 'kafka.strimzi.io/v1beta2');

  test('fails for a kind that may make pods', () =>
    expect(only(judge(id, [deployment(), kafka], { cluster })).message)
      .toBe('Kafka/events is of a kind that is not known and may make pods that are not counted'));

  test('fails for an unknown kind with containers inside', () => {
    const inside = object(
      'Thing',
      'x',
      { spec: { roles: [{ podTemplate: { spec: { containers: [{ image: 'x:1' }] } } }] } },
      'example.com/v1',
    );
    expect(only(judge(id, [inside], { cluster })).message).toBe('Thing/x makes pods that are not counted');
  });

  test.each([
    ['a misspelt kind', { apiVersion: 'apps/v1', kind: 'Deploymnt' }, 'Deploymnt/web is of no kind of apps/v1'],
    ['a kind of another group', { apiVersion: 'v1', kind: 'Deployment' }, 'Deployment/web is of no kind of v1'],
    ['no apiVersion', { apiVersion: undefined }, 'Deployment/web has no apiVersion'],
    ['an apiVersion that is no text', { apiVersion: ['apps/v1'] }, 'Deployment/web has no apiVersion'],
  ])('fails for %s, as its pods are not known', (_, wrong, message) =>
    expect(only(judge(id, [{ ...deployment(), ...wrong }], { cluster })).message)
      .toBe(`${message}, and may be meant to make pods`));

  test('does not apply to a Service without apiVersion, or a version that is no more', () => {
    const service = { kind: 'Service', metadata: { name: 'a' } };
    const policy = object('PodSecurityPolicy', 'a', {}, 'policy/v1beta1');
    expect(judge(id, [service, policy], { cluster })).toBe('not applicable');
  });

  test('does not apply to kinds that make no pods, and without nodes', () => {
    const monitor = object('ServiceMonitor', 'web', {}, 'monitoring.coreos.com/v1');
    expect(
      judge(id, [deployment(), monitor, object('Certificate', 'web', {}, 'cert-manager.io/v1')], { cluster }),
    ).toBe('not applicable');
    expect(judge(id, [kafka])).toBe('not applicable');
  });

  test('does not apply where what the operator made is in the input', () => {
    const made = deployment(
      {},
      {},
      { ownerReferences: [{ apiVersion: 'kafka.strimzi.io/v1beta2', kind: 'Kafka', name: 'events' }] },
    );
    expect(judge(id, [kafka, made], { cluster })).toBe('not applicable');
  });
});
