import { deployment, judge, object, only } from '../../../test/support/rules';

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
    expect(judge(id, [deployment({ volumes: [{ name: 'v', configMap: { name: 'kube-root-ca.crt' } }] })])).toBe('compliant');
  });
  test('does not apply without references', () => expect(judge(id, [deployment()])).toBe('not applicable'));
});
