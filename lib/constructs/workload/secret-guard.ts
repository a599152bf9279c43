const SECRET_NAME = /(^|_)(API_KEY|APIKEY|TOKEN|PASSWORD|PASSWD|SECRET|SECRET_KEY|ACCESS_KEY|ACCESS_KEY_ID|PRIVATE_KEY|CREDENTIALS)$/i;
const SECRET_VALUE = /^nvapi-|^AKIA[0-9A-Z]{16}$|^hf_[A-Za-z0-9]{20,}$|^gh[opsu]_[A-Za-z0-9]{36,}$|^sk-[-\w]{20,}$|-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** A password before the host of a URL; `$(NAME)` in its place is a reference. */
const PASSWORD_IN_URL = /:\/\/[^/\s:@]*:(?!\$\()[^/\s@]+@/;

/**
 * Refuses a literal that looks like a secret: rendered manifests are committed and read by everybody.
 *
 * @throws when the name ends like that of a secret, the value has the form of a well-known credential, or is a URL with a
 * password
 */
export function refuseSecretLiteral(name: string, value: string): void {
  if (SECRET_NAME.test(name) || SECRET_VALUE.test(value) || PASSWORD_IN_URL.test(value)) {
    throw new Error(`environment variable ${name} looks like a secret given as a literal; write EnvValue.fromSecret(SecretSource.existing('my-secret').key('${name}')), or take it from a ConfigMap when it is no secret`);
  }
}
