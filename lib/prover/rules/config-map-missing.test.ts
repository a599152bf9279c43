import { deployment, judge, object, only, statefulSet } from '../../../test/support/rules';

describe('config-map-missing', () => {
  const id = 'config-map-missing';
  const pod = { volumes: [{ name: 'v', configMap: { name: 'settings', items: [{ key: 'a', path: 'a' }] } }] };
  test('fails when it, or a key that a volume picks, does not exist', () => {
    expect(judge(id, [deployment(pod)])).toHaveLength(1);
    expect(only(judge(id, [deployment(pod), object('ConfigMap', 'settings', { data: { b: '' } })])).pointer).toBe(
      '/spec/template/spec/volumes/0/configMap/items/0/key',
    );
  });
  test('complies when it exists, and with the certificate of every namespace', () => {
    expect(judge(id, [deployment(pod), object('ConfigMap', 'settings', { data: { a: '' } })])).toBe('compliant');
    expect(judge(id, [deployment({ volumes: [{ name: 'v', configMap: { name: 'kube-root-ca.crt' } }] })])).toBe(
      'compliant',
    );
  });
  test('does not apply without references', () => expect(judge(id, [deployment()])).toBe('not applicable'));
});

describe('config-map-missing', () => {
  const id = 'config-map-missing';
  const mounts = (name: string) => deployment({ volumes: [{ name: 'v', configMap: { name } }] });
  test.each(['kube-root-ca.crt', 'openshift-service-ca.crt', 'istio-ca-root-cert'])(
    '%s is in every namespace',
    (name) => expect(judge(id, [mounts(name)])).toBe('compliant'),
  );
  test('complies with what an object bucket or a Bundle brings', () => {
    expect(judge(id, [mounts('ca'), object('Bundle', 'ca', {}, 'trust.cert-manager.io/v1alpha1')])).toBe('compliant');
    expect(judge(id, [mounts('b'), object('ObjectBucketClaim', 'b', {}, 'objectbucket.io/v1alpha1')])).toBe(
      'compliant',
    );
  });
  test('does not look at a volume that a claim template replaces', () => {
    const volumes = [{ name: 'data', configMap: { name: 'gone' } }];
    expect(judge(id, [statefulSet({ volumeClaimTemplates: [{ metadata: { name: 'data' } }] }, { volumes })])).toBe(
      'not applicable',
    );
  });
});
