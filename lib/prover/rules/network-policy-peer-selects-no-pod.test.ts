import { deployment, Json, judge, networkPolicy as policy, object, only } from '../../../test/support/rules';

const api = { podSelector: { matchLabels: { app: 'api' } } };
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';
const app = (name: string) => ({ matchLabels: { app: name } });

describe('network-policy-peer-selects-no-pod', () => {
  const id = 'network-policy-peer-selects-no-pod';
  const inOther = { ...api, namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'other' } } };
  test('fails for pods that do not exist, here and in another namespace of the manifests', () => {
    expect(only(judge(id, [policy({ ingress: [{ from: [api] }] })])).pointer).toBe(
      '/spec/ingress/0/from/0/podSelector',
    );
    expect(
      only(judge(id, [policy({ egress: [{ to: [inOther] }] }), deployment({}, {}, { namespace: 'other' })])).message,
    ).toContain('namespace other');
  });
  test('complies when they exist', () =>
    expect(judge(id, [policy({ ingress: [{ from: [api] }] }), deployment({}, {}, { name: 'api' })])).toBe('compliant'));
  test.each([
    ['gateway.networking.k8s.io/gateway-name', 'Gateway', 'gateway.networking.k8s.io/v1'],
    ['cnpg.io/cluster', 'Cluster', 'postgresql.cnpg.io/v1'],
    ['strimzi.io/cluster', 'Kafka', 'kafka.strimzi.io/v1beta2'],
  ])('complies for pods that an operator makes of an object of the manifests, by %s', (label, kind, apiVersion) => {
    const ofIt = policy({ ingress: [{ from: [{ podSelector: { matchLabels: { [label]: 'edge' } } }] }] });
    expect(judge(id, [ofIt, object(kind, 'edge', { spec: {} }, apiVersion)])).toBe('compliant');
    expect(only(judge(id, [ofIt, object(kind, 'other', { spec: {} }, apiVersion)])).message).toContain(`${label}=edge`);
  });
  test('does not apply to addresses, or to namespaces that are not in the manifests', () => {
    expect(judge(id, [policy({ egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }, inOther] }] })])).toBe(
      'not applicable',
    );
  });
});

describe('network-policy-peer-selects-no-pod', () => {
  const policy = (spec: Json) => object('NetworkPolicy', 'web', { spec }, 'networking.k8s.io/v1');
  const id = 'network-policy-peer-selects-no-pod';
  const elsewhere = deployment({}, {}, { namespace: 'other' });
  const check = (namespaceSelector: Json) =>
    judge(id, [
      policy({ podSelector: app('web'), ingress: [{ from: [{ podSelector: app('api'), namespaceSelector }] }] }),
      deployment(), elsewhere,
    ]);
  test.each<[string, Json]>([
    ['by label', { matchLabels: { [NAMESPACE_NAME]: 'other' } }],
    ['by an expression', { matchExpressions: [{ key: NAMESPACE_NAME, operator: 'In', values: ['other'] }] }],
  ])('looks into a namespace that is named %s', (_, namespaceSelector) => {
    expect(check(namespaceSelector)).toEqual([
      { pointer: '/spec/ingress/0/from/0/podSelector', message: 'no pod in namespace other has app=api' },
    ]);
  });
  test.each<[string, Json]>([
    ['every namespace', {}],
    ['namespaces of another label with that value', { matchLabels: { team: 'other' } }],
    ['every namespace but one', { matchExpressions: [{ key: NAMESPACE_NAME, operator: 'NotIn', values: ['other'] }] }],
    [
      'one of two namespaces',
      { matchExpressions: [{ key: NAMESPACE_NAME, operator: 'In', values: ['other', 'shop'] }] },
    ],
    ['a namespace that must have another label too', { matchLabels: { [NAMESPACE_NAME]: 'other', team: 'a' } }],
  ])('does not apply to %s, whose labels the manifests do not hold', (_, namespaceSelector) => {
    expect(check(namespaceSelector)).toBe('not applicable');
  });
});
