import { judge, object, only, statefulSet } from '../../../test/support/rules';

describe('headless-service-missing', () => {
  const id = 'headless-service-missing';
  const db = (clusterIP?: string) => object('Service', 'db', { spec: { clusterIP } });
  test('fails when it does not exist or is not headless', () => {
    expect(judge(id, [statefulSet()])).toHaveLength(1);
    expect(only(judge(id, [statefulSet(), db()])).message).toContain('is not headless');
  });
  test('complies with clusterIP None', () => expect(judge(id, [statefulSet(), db('None')])).toBe('compliant'));
  test('does not apply without serviceName', () =>
    expect(judge(id, [statefulSet({ serviceName: undefined })])).toBe('not applicable'));
  test('names the Service it does not find', () =>
    expect(judge(id, [statefulSet()])).toEqual([
      { pointer: '/spec/serviceName', message: 'Service db is not among the manifests of namespace shop' },
    ]));
  test('says how to make a Service headless', () =>
    expect(judge(id, [statefulSet(), object('Service', 'db', { spec: { clusterIP: '10.0.0.1' } })])).toEqual([
      { pointer: '/spec/serviceName', message: 'Service db is not headless; write clusterIP: None' },
    ]));
});
