import { KubernetesVersion } from './kubernetes-version';

test.each([
  ['1.35', '1.35'],
  ['v1.35.2', '1.35'],
  ['v1.33.5-eks-113cf36', '1.33'],
  ['v1.34.1+k3s1', '1.34'],
  ['v1.33.4-gke.1172000', '1.33'],
  ['v1.34.12', '1.34'],
  ['1.35-eks', '1.35'],
  ['1.20', '1.20'],
])('reads the minor version of %s', (text, minor) => {
  expect(String(KubernetesVersion.of(text))).toBe(minor);
});

test.each(['', '1', '35', '2.1', '1.x', '1.9', 'latest', '1.35.2 ', 'x1.35', 'kube-v1.35.2', '1.35_eks', '1.19',
  '1.100'])('fails when the version is %j', (text) => {
  expect(() => KubernetesVersion.of(text)).toThrow(
    `kubernetes version '${text}' is not known; write a minor version from 1.20 on, such as 1.37`,
  );
});

test('compares minor versions', () => {
  expect([36, 37, 38].map((minor) => KubernetesVersion.NEWEST.isAtLeast(minor))).toEqual([true, true, false]);
});

test('fails with no more than the beginning of a long text', () => {
  expect(() => KubernetesVersion.of('x'.repeat(100))).toThrow(`kubernetes version '${'x'.repeat(40)}' is not known`);
});

test.each<[string[], string | undefined]>([
  [['v1.34.1', 'v1.36.0-eks-1234567', 'v1.35.9'], '1.36'],
  [['v1.19.3', 'v1.34.1', 'unknown', 'kube-v1.36.0', 'v1.36.x!', ''], '1.34'],
  [['v1.19.3', 'latest'], undefined],
  [[], undefined],
])('of the kubelets %j the newest is %s, without what is no version from 1.20 on', (texts, newest) => {
  expect(KubernetesVersion.newestOf(texts)?.toString()).toBe(newest);
});
