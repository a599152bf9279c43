import { Json, judge, object, only } from '../../../test/support/rules';

const API = 'keda.sh/v1alpha1';
const scaled = (authenticationRef?: Json, kind = 'ScaledObject') =>
  object(kind, 'web', { spec: { triggers: [{ type: 'kafka', ...authenticationRef && { authenticationRef } }] } }, API);
const authentication = object(
  'TriggerAuthentication', 'auth', { spec: { secretTargetRef: [{ parameter: 'p', name: 'keys', key: 'k' }] } }, API,
);
const secret = object('Secret', 'keys', { data: { k: 'eA==' } });

describe('trigger-authentication-missing', () => {
  const check = (...objects: Json[]) => judge('trigger-authentication-missing', objects);
  test.each(['ScaledObject', 'ScaledJob'])('fails for one that a %s names and that is not there', (kind) =>
    expect(only(check(scaled({ name: 'gone' }, kind)))).toEqual({
      pointer: '/spec/triggers/0/authenticationRef/name',
      message: 'TriggerAuthentication gone is not among the manifests of namespace shop',
    }));
  test('fails for a Secret that is not there', () =>
    expect(only(check(scaled({ name: 'auth' }), authentication))).toEqual({
      pointer: '/spec/secretTargetRef/0/name', message: 'Secret keys is not among the manifests of namespace shop',
    }));
  test('complies with both, and with one of the whole cluster', () => {
    expect(check(scaled({ name: 'auth' }), authentication, secret)).toBe('compliant');
    const wide = object('ClusterTriggerAuthentication', 'wide', { spec: {} }, API);
    const reference = { name: 'wide', kind: 'ClusterTriggerAuthentication' };
    expect(check(scaled(reference), wide)).toBe('compliant');
    expect(check(scaled(reference))).toHaveLength(1);
  });
  test('does not apply to triggers without credentials', () => expect(check(scaled())).toBe('not applicable'));
});
