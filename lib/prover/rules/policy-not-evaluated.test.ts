import { deployment, judge, only } from '../../../test/support/rules';

describe('policy-not-evaluated', () => {
  const id = 'policy-not-evaluated';
  const guard = (resources: string[], kind = 'ValidatingWebhookConfiguration') => ({
    apiVersion: 'admissionregistration.k8s.io/v1', kind, metadata: { name: 'guard' },
    webhooks: [{
      name: 'guard.example.com', sideEffects: 'None', admissionReviewVersions: ['v1'],
      clientConfig: { url: 'https://guard.example.com' },
      rules: [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: ['UPDATE'], resources }],
    }],
  });
  test('warns of a webhook that is asked about the object', () =>
    expect(only(judge(id, [deployment({}), guard(['deployments'])]))).toMatchObject({
      severity: 'warning',
      message: expect.stringMatching(/^whether the API server takes its pods is not known: .*\/guard is asked about /),
    }));
  test('complies beside a webhook that is asked about others', () =>
    expect(judge(id, [deployment({}), guard(['daemonsets'])])).toBe('compliant'));
});
