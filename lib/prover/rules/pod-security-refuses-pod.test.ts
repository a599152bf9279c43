import { deployment, judge, object, only } from '../../../test/support/rules';

describe('pod-security-refuses-pod', () => {
  const id = 'pod-security-refuses-pod';
  const namespace = (level: string) =>
    object('Namespace', 'shop', {
      metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': level } },
    });
  const onHost = deployment({ hostNetwork: true });
  test('fails for the host network where baseline is enforced', () =>
    expect(only(judge(id, [onHost, namespace('baseline')]))).toMatchObject({
      pointer: '/spec/template/spec/hostNetwork',
      message: 'the API server refuses its pods: namespace shop enforces baseline: hostNetwork must not be true',
    }));
  test('complies where everything is allowed', () =>
    expect(judge(id, [onHost, namespace('privileged')])).toBe('compliant'));
});
