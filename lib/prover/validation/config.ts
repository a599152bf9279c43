import { dataKeyFault } from './checks';
import { Report } from './refusal';
import { TypeChecks } from './tables';
import { Value } from './value';

/** Bytes of all values together: pkg/apis/core `MaxSecretSize`. */
const MOST_BYTES = 1024 * 1024;

/** Keys that a type of Secret must hold: pkg/apis/core/validation `ValidateSecret`. */
const NEEDED: { readonly [type: string]: readonly string[] } = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

export const CONFIG_TYPES: TypeChecks = {
  // ValidateConfigMap
  'core.v1.ConfigMap': (map, report) => {
    const [data, binary] = [map.get('data'), map.get('binaryData')];
    checkKeys([data, binary], report);
    for (const [key, value] of data.entries) {
      if (binary.get(key).isPresent) {
        report(placeOf(value), 'must not stand in binaryData too');
      }
    }
    checkSize(map, bytesOf(data, 'utf8') + bytesOf(binary, 'base64'), report);
  },
  'core.v1.Secret': (secret, report) => {
    const [data, plain] = [secret.get('data'), secret.get('stringData')];
    checkKeys([data, plain], report);
    checkSize(secret, bytesOf(data, 'base64') + bytesOf(plain, 'utf8'), report);
    const type = secret.get('type').text;
    const has = (key: string) =>
      Object.hasOwn((data.json as object | undefined) ?? {}, key)
      || Object.hasOwn((plain.json as object | undefined) ?? {}, key);
    for (const key of (NEEDED[type] ?? []).filter((one) => !has(one))) {
      report(data.get(key), `is missing; type ${type} needs it`);
    }
    if (type === 'kubernetes.io/basic-auth' && !has('username') && !has('password')) {
      report(data.get('username'), `is missing; type ${type} needs username or password`);
    }
    if (
      type === 'kubernetes.io/service-account-token'
      && secret.get('metadata', 'annotations', 'kubernetes.io/service-account.name').isZero
    ) {
      report(
        secret.get('metadata', 'annotations', 'kubernetes.io/service-account.name'),
        `is missing; type ${type} needs it`,
      );
    }
    checkDockerConfig(secret, report);
  },
};

function checkKeys(parts: Value[], report: Report): void {
  for (const [key, value] of parts.flatMap((part) => part.entries)) {
    const fault = dataKeyFault(key);
    if (fault !== undefined) {
      report(placeOf(value), `is no key: it ${fault}`);
    }
  }
}

/** The same place without its value, which may be a secret. */
function placeOf(value: Value): Value {
  return value.withoutJson();
}

/** The content must be JSON. */
function checkDockerConfig(secret: Value, report: Report): void {
  const key = { 'kubernetes.io/dockerconfigjson': '.dockerconfigjson', 'kubernetes.io/dockercfg': '.dockercfg' }[
    secret.get('type').text
  ];
  if (key === undefined) {
    return;
  }
  const plain = secret.get('stringData', key);
  const encoded = secret.get('data', key);
  const text = plain.isPresent ? plain.text : Buffer.from(encoded.text, 'base64').toString('utf8');
  if ((plain.isPresent || encoded.isPresent) && !isJsonObject(text)) {
    report(placeOf(plain.isPresent ? plain : encoded), 'must be a JSON object');
  }
}

function isJsonObject(text: string): boolean {
  try {
    const json: unknown = JSON.parse(text);
    return json === null || (typeof json === 'object' && !Array.isArray(json));
  } catch {
    return false;
  }
}

function bytesOf(part: Value, encoding: 'utf8' | 'base64'): number {
  return part.entries.reduce((total, [, value]) => total + Buffer.byteLength(value.text, encoding), 0);
}

function checkSize(object: Value, bytes: number, report: Report): void {
  if (bytes > MOST_BYTES) {
    report(object.get('data'), 'must be no more than 1 MiB together with binaryData or stringData');
  }
}
