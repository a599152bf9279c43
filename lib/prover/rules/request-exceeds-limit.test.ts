import { limitRange } from '../../../test/support/admission';
import { container, deployment, judge, only } from '../../../test/support/rules';

describe('request-exceeds-limit', () => {
  const id = 'request-exceeds-limit';
  const asking = (resources: object) => deployment({ containers: [container({ resources })] });
  test('fails for a request above the default limit of a LimitRange', () => {
    const range = limitRange('l', [{ type: 'Container', default: { memory: '512Mi' } }]);
    expect(only(judge(id, [asking({ requests: { memory: '1Gi' } }), range]))).toMatchObject({
      pointer: '/spec/template/spec/containers/0/resources/requests/memory',
      message: 'the API server refuses its pods: container app requests 1Gi memory with a limit of 512Mi',
    });
  });
  test('says nothing of a request above a limit that stands beside it, which object-refused tells', () => {
    const objects = [asking({ requests: { memory: '1Gi' }, limits: { memory: '512Mi' } })];
    expect(judge(id, objects)).toBe('compliant');
    expect(only(judge('object-refused', objects)).pointer)
      .toBe('/spec/template/spec/containers/0/resources/requests/memory');
  });
  test('complies with equal amounts in another notation', () =>
    expect(judge(id, [asking({ requests: { memory: '1Gi' }, limits: { memory: '1024Mi' } })])).toBe('compliant'));
});
