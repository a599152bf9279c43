import { container, deployment, judge, only } from '../../../test/support/rules';

describe('extended-resource-request-differs-from-limit', () => {
  const id = 'extended-resource-request-differs-from-limit';
  const check = (resources: object) => judge(id, [deployment({ containers: [container({ resources })] })]);
  test.each([
    ['a request without limit', { requests: { 'nvidia.com/gpu': 1 } }, 'without a limit'],
    [
      'a request below the limit', { requests: { 'nvidia.com/gpu': 1 }, limits: { 'nvidia.com/gpu': 2 } },
      'must be equal',
    ],
    ['half a GPU', { limits: { 'nvidia.com/gpu': '500m' } }, 'only whole numbers'],
  ])('fails for %s', (_, resources, message) => expect(only(check(resources)).message).toContain(message));
  test('complies with equal amounts in any notation, and with the limit alone', () => {
    expect(check({ requests: { 'nvidia.com/gpu': 1 }, limits: { 'nvidia.com/gpu': '1' } })).toBe('compliant');
    expect(check({ limits: { 'nvidia.com/gpu': 1 } })).toBe('compliant');
  });
  test('does not apply to cpu and memory', () =>
    expect(check({ requests: { cpu: 1 }, limits: { cpu: 2 } })).toBe('not applicable'));
});
