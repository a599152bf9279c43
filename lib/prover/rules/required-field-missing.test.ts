import { container, deployment, Json, judge, object, only } from '../../../test/support/rules';

describe('required-field-missing', () => {
  const id = 'required-field-missing';
  test.each([
    ['the name', { apiVersion: 'v1', kind: 'ConfigMap', metadata: {} }, '/metadata/name'],
    ['the apiVersion', { kind: 'ConfigMap', metadata: { name: 'a' } }, '/apiVersion'],
    ['the selector', deployment({}, { selector: undefined }), '/spec/selector'],
    [
      'an image', deployment({ containers: [container({ image: undefined })] }),
      '/spec/template/spec/containers/0/image',
    ],
    ['the ports of a Service', object('Service', 'a', { spec: {} }), '/spec/ports'],
  ])('fails without %s', (_, manifest, pointer) => expect(only(judge(id, [manifest])).pointer).toBe(pointer));
  test('complies with all of them, and for a headless Service', () => {
    expect(judge(id, [deployment()])).toBe('compliant');
    expect(judge(id, [object('Service', 'a', { spec: { clusterIP: 'None' } })])).toBe('compliant');
  });
  test('does not apply to kinds it does not know', () =>
    expect(judge(id, [{ apiVersion: 'eksctl.io/v1alpha5', kind: 'ClusterConfig', metadata: { name: 'a' } }])).toBe(
      'not applicable',
    ));
  test.each([
    ['the apiVersion', { kind: 'Foo', metadata: { name: 'a' } }, '/apiVersion'],
    ['an apiVersion with text', { apiVersion: '', kind: 'Foo', metadata: { name: 'a' } }, '/apiVersion'],
    ['the name', { apiVersion: 'example.com/v1', kind: 'Foo', metadata: {} }, '/metadata/name'],
    ['a name with text', { apiVersion: 'example.com/v1', kind: 'Foo', metadata: { name: '' } }, '/metadata/name'],
  ])('fails without %s of a kind that nobody knows', (_, manifest, pointer) =>
    expect(only(judge(id, [manifest])).pointer).toBe(pointer));
  test('complies with the file of a tool, which has no metadata', () =>
    expect(judge(id, [{ apiVersion: 'skaffold/v4beta11', kind: 'Config' }])).toBe('compliant'));
  const missing = (pointer: string) => ({
    pointer, message: `${pointer} is missing; the API server refuses the object`,
  });
  const job = { template: { spec: { containers: [container()], restartPolicy: 'Never' } } };
  test('names the field, and the name before any other', () => {
    expect(judge(id, [{ kind: 'ConfigMap', metadata: {} }])).toEqual([
      { pointer: '/metadata/name', message: '/metadata/name is missing; the API server refuses the object' },
      missing('/apiVersion'),
    ]);
    expect(judge(id, [object('Service', 'web', { spec: { type: 'ClusterIP' } })])).toEqual([missing('/spec/ports')]);
    expect(judge(id, [deployment({ containers: [{ name: 'app' }, { image: 'app:1.0.0' }] })])).toEqual([
      missing('/spec/template/spec/containers/0/image'),
      missing('/spec/template/spec/containers/1/name'),
    ]);
  });
  test.each<[string, Json]>([
    [
      'generateName instead of a name',
      { apiVersion: 'batch/v1', kind: 'Job', metadata: { generateName: 'load-' }, spec: job },
    ],
    ['a Job, whose selector the API server writes', object('Job', 'load', { spec: job }, 'batch/v1')],
    [
      'an external name, which has no ports',
      object('Service', 'web', { spec: { type: 'ExternalName', externalName: 'example.com' } }),
    ],
    ['metadata that is a list, told to be one', { apiVersion: 'v1', kind: 'ConfigMap', metadata: ['a'] }],
    ['metadata that is text, told to be text', { apiVersion: 'example.com/v1', kind: 'Foo', metadata: 'a' }],
  ])('complies with %s', (_, manifest) => expect(judge(id, [manifest])).toBe('compliant'));
});
