import { container, deployment, Json, judge, object, only } from '../../../test/support/rules';

const ported = (...ports: Json[]) => deployment({ containers: [container({ ports })] });
const web = ported({ name: 'http', containerPort: 8000 });
const service = (ports: Json[], spec: Json = {}) => object('Service', 'web', { spec: { selector: { app: 'web' }, ports, ...spec } });

describe('service-selects-no-pod', () => {
  const id = 'service-selects-no-pod';
  test('fails for labels nobody has in the namespace', () => {
    expect(only(judge(id, [service([])])).message).toBe('no pod in namespace shop has app=web');
    expect(judge(id, [service([]), deployment({}, {}, { namespace: 'other' })])).toHaveLength(1);
  });
  test('only warns where an object of an unknown kind may make the pods', () => {
    expect(only(judge(id, [service([]), object('Widget', 'operator', {}, 'example.com/v1')])).severity).toBe('warning');
  });
  test('complies when it selects pods', () => expect(judge(id, [service([]), web])).toBe('compliant'));
  test('does not apply without selector, or to an external name', () => {
    expect(judge(id, [service([], { selector: undefined })])).toBe('not applicable');
    expect(judge(id, [service([], { type: 'ExternalName' })])).toBe('not applicable');
  });
});

describe('service-selects-no-pod', () => {
  const service = (port: Json) => object('Service', 'web', { spec: { selector: { app: 'web' }, ports: [port] } });
  const id = 'service-selects-no-pod';
  const violation = { pointer: '/spec/selector', message: 'no pod in namespace shop has app=web' };
  test('is an error where every kind is known', () => expect(judge(id, [service({ port: 80 })])).toEqual([violation]));
  test('is a warning where an object of an unknown kind may make the pods', () =>
    expect(judge(id, [service({ port: 80 }), object('Widget', 'w', {}, 'example.com/v1')])).toEqual([{ ...violation, severity: 'warning' }]));
});
