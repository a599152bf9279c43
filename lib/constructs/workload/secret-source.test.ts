import { EnvSource, EnvValue, SecretSource } from '../..';
import { aNim, aService } from '../../../test/support/examples';
import { newChart } from '../../../test/support/synth';

test('a key of a secret is a reference by name', () => {
  expect(SecretSource.existing('nvidia-ngc-secret').key('NGC_API_KEY')._toKube()).toEqual({
    name: 'nvidia-ngc-secret', key: 'NGC_API_KEY',
  });
});

test('a secret of the own namespace can be used everywhere in a workload', () => {
  const secret = SecretSource.inNamespace('keys', 'lab');
  const build = () =>
    aService(newChart(), 'web', {
      env: { A: EnvValue.fromSecret(secret.key('a')) },
      envFrom: [EnvSource.secret(secret)],
      imagePullSecrets: [secret],
    });
  expect(build).not.toThrow();
});

const OTHER = SecretSource.inNamespace('keys', 'vault');
const REFUSED =
  "secret 'keys' lies in namespace 'vault', and pods of namespace 'lab' cannot use it; make the Secret in the namespace of the workload";

test.each([
  ['a variable', () => aService(newChart(), 'web', { env: { A: EnvValue.fromSecret(OTHER.key('a')) } })],
  ['all variables', () => aService(newChart(), 'web', { envFrom: [EnvSource.secret(OTHER)] })],
  ['a variable that is added later', () => aService(newChart()).addEnv('A', EnvValue.fromSecret(OTHER.key('a')))],
  ['a pull secret', () => aService(newChart(), 'web', { imagePullSecrets: [OTHER] })],
  ['the API key of a NIM', () => aNim(newChart(), 'web', { apiKey: OTHER.key('a') })],
])('fails when %s lies in another namespace', (_, build) => {
  expect(build).toThrow(new Error(`lab/web: ${REFUSED}`));
});

test('fails when the secret lies in a namespace and the workload in none', () => {
  expect(() => aService(newChart({ namespace: undefined }), 'web', { imagePullSecrets: [OTHER] })).toThrow(
    new Error(
      "lab/web: secret 'keys' lies in namespace 'vault', and pods of namespace '' cannot use it; make the Secret in the namespace of the workload",
    ),
  );
});

test('fails when the name of the secret is no object name', () => {
  const message =
    "secret name 'my_secret' is not a Kubernetes object name; write at most 253 lower-case letters, digits, '-' and '.'";
  expect(() => SecretSource.existing('my_secret')).toThrow(new Error(message));
  expect(() => SecretSource.inNamespace('my_secret', 'lab')).toThrow(new Error(message));
});

test.each(['', 'a b', 'a/b', 'a'.repeat(254)])('fails when the key is %j', (key) => {
  expect(() => SecretSource.existing('keys').key(key)).toThrow(
    new Error(`secret key '${key}' is not valid; write letters, digits, '-', '_' and '.'`),
  );
});
