import { credentialIn, holdsSecret } from '../../kubernetes/secret-forms';

/**
 * Refuses a literal that looks like a secret: rendered manifests are committed and read by everybody.
 *
 * @throws when the name ends like that of a secret and the value may be one, or the value has the form of a well-known
 * credential, or is a URL with a password or key
 */
export function refuseSecretLiteral(name: string, value: string): void {
  const form = credentialIn(value);
  if (form !== undefined || holdsSecret(name, value)) {
    throw new Error(
      `environment variable ${name} looks like a secret given as a literal${form === undefined ? '' : `, ${form}`}; ` +
        `write EnvValue.fromSecret(SecretSource.existing('my-secret').key('${name}')), ` +
        'or EnvValue.notSecret(value, reason) when it is none',
    );
  }
}
