import { container, deployment, judge, object, only } from '../../../test/support/rules';

describe('unknown-field', () => {
  const id = 'unknown-field';
  test('fails when a field is misspelt, and says which is near', () =>
    expect(only(judge(id, [deployment({ containers: [container({ resource: {} })] })]))).toEqual({
      pointer: '/spec/template/spec/containers/0/resource',
      message:
        '/spec/template/spec/containers/0/resource is no field of Container; did you mean resources?; the API server refuses the object',
    }));
  test.each([
    [
      'stands in another place', deployment({ containers: [container({ securityContext: { fsGroup: 1 } })] }),
      '/spec/template/spec/containers/0/securityContext/fsGroup',
    ],
    ['belongs to another kind', deployment({}, { updateStrategy: {} }), '/spec/updateStrategy'],
    ['has the wrong case', object('ConfigMap', 'a', { Data: {} }), '/Data'],
    ['holds nothing', object('ConfigMap', 'a', { dato: null }), '/dato'],
  ])('fails when a field %s', (_, manifest, pointer) => expect(only(judge(id, [manifest])).pointer).toBe(pointer));
  test('complies with every field of a kind, and with free maps', () =>
    expect(judge(id, [object('ConfigMap', 'a', { data: { anything: 'x' }, immutable: true })])).toBe('compliant'));
  test('does not apply to kinds that are not built in', () =>
    expect(
      judge(id, [{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'a' }, spec: { x: 1 } }]),
    ).toBe('not applicable'));
});
