import { Json, judge, object } from '../../../test/support/rules';

const system = (kind: string, spec: Json, apiVersion?: string) =>
  ({ ...object(kind, 'dns', { spec }, apiVersion), metadata: { name: 'dns', namespace: 'kube-system' } });

test.each<Json>([
  { 'k8s-app': 'kube-dns' }, { 'k8s-app': 'kube-proxy' }, { component: 'kube-scheduler' },
  { component: 'etcd', tier: 'control-plane' },
])('a Service for pods that the cluster brings along has them: %j', (selector) => {
  expect(judge('service-selects-no-pod', [system('Service', { selector })])).toBe('not applicable');
});

test.each<[string, Json]>([
  ['another namespace', object('Service', 'dns', { spec: { selector: { 'k8s-app': 'kube-dns' } } })],
  ['another label', system('Service', { selector: { 'k8s-app': 'kube-dns', 'app': 'mine' } })],
  ['another value', system('Service', { selector: { component: 'scheduler' } })],
])('service-selects-no-pod still fails for %s', (_, service) => {
  expect(judge('service-selects-no-pod', [service])).toHaveLength(1);
});

test('budgets and policies for CoreDNS, and ways to it, are left alone', () => {
  const podSelector = { matchLabels: { 'k8s-app': 'kube-dns' } };
  const budget = system('PodDisruptionBudget', { minAvailable: 1, selector: podSelector }, 'policy/v1');
  expect(judge('disruption-budget-selects-no-pod', [budget])).toBe('not applicable');
  const policy = system('NetworkPolicy', { podSelector, egress: [{ to: [{ podSelector }] }] }, 'networking.k8s.io/v1');
  expect(judge('network-policy-selects-no-pod', [policy])).toBe('not applicable');
  expect(judge('network-policy-peer-selects-no-pod', [policy])).toBe('compliant');
});
