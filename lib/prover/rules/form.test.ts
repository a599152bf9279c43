import { container, deployment, judge, object, only } from '../../../test/support/rules';

describe('duplicate-object', () => {
  const id = 'duplicate-object';
  test('fails once, at the later one, with the place of the first', () =>
    expect(only(judge(id, [deployment(), deployment()])).message).toContain('already defined at app.yaml:1'));
  test('complies in different namespaces and API groups', () => {
    expect(judge(id, [deployment(), deployment({}, {}, { namespace: 'other' })])).toBe('compliant');
    expect(judge(id, [object('Ingress', 'a', {}, 'networking.k8s.io/v1'), object('Ingress', 'a', {}, 'traefik.io/v1')])).toBe('compliant');
  });
  test('does not apply without a name', () => expect(judge(id, [{ apiVersion: 'v1', kind: 'ConfigMap' }])).toBe('not applicable'));
});

describe('required-field-missing', () => {
  const id = 'required-field-missing';
  test.each([
    ['the name', { apiVersion: 'v1', kind: 'ConfigMap', metadata: {} }, '/metadata/name'],
    ['the apiVersion', { kind: 'ConfigMap', metadata: { name: 'a' } }, '/apiVersion'],
    ['the selector', deployment({}, { selector: undefined }), '/spec/selector'],
    ['an image', deployment({ containers: [container({ image: undefined })] }), '/spec/template/spec/containers/0/image'],
    ['the ports of a Service', object('Service', 'a', { spec: {} }), '/spec/ports'],
  ])('fails without %s', (_, manifest, pointer) => expect(only(judge(id, [manifest])).pointer).toBe(pointer));
  test('complies with all of them, and for a headless Service', () => {
    expect(judge(id, [deployment()])).toBe('compliant');
    expect(judge(id, [object('Service', 'a', { spec: { clusterIP: 'None' } })])).toBe('compliant');
  });
  test('does not apply to kinds it does not know', () =>
    expect(judge(id, [{ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' }])).toBe('not applicable'));
});
