import { Json } from '../../../test/support/rules';
import { refusals, saysOfEach } from '../../../test/support/refusals';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const KEY = 'is no key: it must be letters, digits, -, _ and .';
const TOO_LARGE = '/data must be no more than 1 MiB together with binaryData or stringData';

describe('a ConfigMap', () => {
  saysOfEach((more: Json) => refusals({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, ...more }), [
    [{}], [{ data: { 'a': 'b', 'c.d': '' }, binaryData: { e: base64('f') } }],
    [{ data: { 'a b': 'c' } }, `/data/a b ${KEY}`],
    [{ binaryData: { '..a': base64('c') } }, `/binaryData/..a is no key: it must not be or start with '..'`],
    [{ data: { a: 'b' }, binaryData: { a: base64('b') } }, '/data/a must not stand in binaryData too'],
    [{ binaryData: { a: base64('b'.repeat(1024 * 1024)) } }],
    [{ binaryData: { a: base64('b'.repeat(1024 * 1024 + 1)) } }, TOO_LARGE],
    [{ data: { a: 'é'.repeat(512 * 1024) } }], [{ data: { a: 'é'.repeat(512 * 1024), b: 'c' } }, TOO_LARGE],
  ]);
});

describe('a Secret', () => {
  const secret = (more: Json) => refusals({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' }, ...more });
  const typed = (type: string, more: Json = {}) => ({ type: `kubernetes.io/${type}`, ...more });
  const needs = (key: string, type: string, what = 'it') =>
    `/data/${key} is missing; type kubernetes.io/${type} needs ${what}`;
  const NAME = 'kubernetes.io/service-account.name';
  const account = (name: string) => ({ metadata: { name: 'x', annotations: { [NAME]: name } } });
  const notJson = (field: string, key: string) => `/${field}/${key} must be a JSON object`;
  saysOfEach(secret, [
    [{}], [{ data: { a: base64('b') }, stringData: { a: 'b' } }],
    [{ data: { 'a b': base64('c') } }, `/data/a b ${KEY}`], [{ stringData: { 'a b': 'c' } }, `/stringData/a b ${KEY}`],
    [{ data: { a: base64('b'.repeat(1024 * 1024)) } }],
    [{ data: { a: base64('b'.repeat(1024 * 1024)) }, stringData: { b: 'c' } }, TOO_LARGE],
    [{ stringData: { a: 'é'.repeat(512 * 1024), b: 'c' } }, TOO_LARGE],
    [typed('tls', { data: { 'tls.crt': '', 'tls.key': '' } })],
    [typed('tls', { data: { 'tls.crt': '' } }), needs('tls.key', 'tls')],
    [typed('tls', { stringData: { 'tls.key': '' } }), needs('tls.crt', 'tls')],
    [typed('tls'), needs('tls.crt', 'tls'), needs('tls.key', 'tls')],
    [typed('ssh-auth'), needs('ssh-privatekey', 'ssh-auth')],
    [typed('ssh-auth', { stringData: { 'ssh-privatekey': 'a' } })],
    [typed('basic-auth'), needs('username', 'basic-auth', 'username or password')],
    [typed('basic-auth', { stringData: { username: 'a' } })],
    [typed('basic-auth', { data: { password: base64('a') } })],
    [typed('service-account-token', account('a'))],
    [typed('service-account-token'),
      '/metadata/annotations/kubernetes.io~1service-account.name is missing; type kubernetes.io/service-account-token needs it'],
    [typed('service-account-token', account('')),
      '/metadata/annotations/kubernetes.io~1service-account.name is missing; type kubernetes.io/service-account-token needs it'],
    ...([['dockercfg', '.dockercfg'], ['dockerconfigjson', '.dockerconfigjson']] as const).flatMap(([type, key]) => [
      [typed(type), needs(key, type)],
      [typed(type, { stringData: { [key]: '{"auths":{}}' } })], [typed(type, { data: { [key]: base64('{}') } })],
      [typed(type, { stringData: { [key]: 'null' } })],
      [typed(type, { stringData: { [key]: '{' } }), notJson('stringData', key)],
      [typed(type, { stringData: { [key]: '[]' } }), notJson('stringData', key)],
      [typed(type, { stringData: { [key]: '1' } }), notJson('stringData', key)],
      [typed(type, { data: { [key]: base64('{') } }), notJson('data', key)],
      [typed(type, { data: { [key]: base64('{') }, stringData: { [key]: '{}' } })],
      [typed(type, { data: { [key]: base64('{}') }, stringData: { [key]: '{' } }), notJson('stringData', key)],
    ] as const),
  ]);
});
