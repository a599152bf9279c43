import { ApiObject } from 'cdk8s';
import { RestrictedNamespace } from '../..';
import { newChart, only, render } from '../../../test/support/synth';

test('a namespace enforces, audits and warns at the strictest level, whatever its labels say', () => {
  const manifests = render(
    (chart) =>
      new RestrictedNamespace(chart, 'apps', {
        labels: { 'team': 'search', 'pod-security.kubernetes.io/enforce': 'privileged' },
      }),
  );
  expect(only(manifests, 'Namespace').metadata.labels).toEqual({
    'team': 'search',
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/audit': 'restricted',
    'pod-security.kubernetes.io/warn': 'restricted',
  });
});

test('a namespace is named by its id or by its name', () => {
  const chart = newChart({ namespace: undefined });
  expect(new RestrictedNamespace(chart, 'apps').name).toBe('apps');
  const named = new RestrictedNamespace(chart, 'Namespace', { name: 'research-ops' });
  expect(ApiObject.of(named).name).toBe('research-ops');
});

test('fails when the name is no DNS label', () => {
  expect(() => new RestrictedNamespace(newChart(), 'Apps')).toThrow(
    new Error(
      "lab/Apps: namespace 'Apps' is not a DNS label; write at most 63 lower-case letters, digits and '-', starting with a letter",
    ),
  );
});
