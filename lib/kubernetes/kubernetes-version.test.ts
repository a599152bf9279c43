import { KubernetesVersion } from './kubernetes-version';

test.each([
  ['1.35', '1.35'],
  ['v1.35.2', '1.35'],
  ['v1.33.5-eks-113cf36', '1.33'],
  ['v1.34.1+k3s1', '1.34'],
  ['v1.33.4-gke.1172000', '1.33'],
])('reads the minor version of %s', (text, minor) => {
  expect(String(KubernetesVersion.of(text))).toBe(minor);
});

test.each(['', '1', '35', '2.1', '1.x', '1.9', 'latest', '1.35.2 '])('fails when the version is %j', (text) => {
  expect(() => KubernetesVersion.of(text)).toThrow(
    `kubernetes version '${text}' is not known; write a minor version from 1.20 on, such as 1.37`,
  );
});

test('compares minor versions', () => {
  expect([36, 37, 38].map((minor) => KubernetesVersion.NEWEST.isAtLeast(minor))).toEqual([true, true, false]);
});
