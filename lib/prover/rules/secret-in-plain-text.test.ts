import { container, deployment, Json, judge, object, only } from '../../../test/support/rules';

const TOKEN = `${'ghp'}_${'a1B2'.repeat(9)}`;
const POD = '/spec/template/spec/containers/0';
const runs = (extra: Json) => deployment({ containers: [container(extra)] });

describe('secret-in-plain-text', () => {
  const check = (...objects: Json[]) => judge('secret-in-plain-text', objects);
  test.each<[string, Json, string]>([
    ['an environment variable by its value', runs({ env: [{ name: 'X', value: TOKEN }] }), `${POD}/env/0/value`],
    ['an environment variable by its name', runs({ env: [{ name: 'PGPASSWORD', value: 'x' }] }), `${POD}/env/0/value`],
    ['an argument', runs({ args: [`--with=${TOKEN}`] }), `${POD}/args/0`],
    ['a flag', runs({ args: ['--api-key=abc'] }), `${POD}/args/0`],
    ['a flag and its value', runs({ command: ['serve', '--password', 'abc'] }), `${POD}/command/1`],
    ['a script', runs({ command: ['sh', '-c', 'login --token abc'] }), `${POD}/command/2`],
    [
      'a probe',
      runs({ livenessProbe: { exec: { command: ['curl', '-H', `Authorization: Bearer ${'abc'.repeat(4)}`] } } }),
      `${POD}/livenessProbe/exec/command/2`,
    ],
    [
      'a header',
      runs({ livenessProbe: { httpGet: { port: 1, httpHeaders: [{ name: 'Authorization', value: 'Basic eDp5' }] } } }),
      `${POD}/livenessProbe/httpGet/httpHeaders/0/value`,
    ],
    [
      'an annotation', deployment({}, {}, { annotations: { hook: 'https://me:secret@e.example.com' } }),
      '/metadata/annotations/hook',
    ],
    ['a ConfigMap by its form', object('ConfigMap', 'c', { data: { 'app.ini': `token = ${TOKEN}` } }), '/data/app.ini'],
    ['a ConfigMap by its key', object('ConfigMap', 'c', { data: { 'db.password': 'x' } }), '/data/db.password'],
    ['a custom resource', object('Widget', 'w', { spec: { url: 'redis://a:b@cache' } }, 'example.com/v1'), '/spec/url'],
  ])('fails for %s', (_, given, pointer) => {
    const { pointer: place, message } = only(check(given));
    expect([place, message]).toEqual([pointer, expect.not.stringContaining(TOKEN)]);
  });
  test.each<[string, Json]>([
    [
      'a reference',
      runs({
        env: [
          { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
          { name: 'DB_PASSWORD', value: '$(TOKEN)' },
        ],
      }),
    ],
    [
      'a count, a dummy and a path',
      runs({
        env: [
          { name: 'MAX_NEW_TOKEN', value: '512' }, { name: 'API_KEY', value: 'EMPTY' },
          { name: 'TOKEN', value: '/run/token' },
        ],
      }),
    ],
    ['flags of other things', runs({ args: ['--max-tokens', '512', '--api-key-file=/run/key', '--api-key=$(KEY)'] })],
  ])('complies with %s', (_, given) => expect(check(given)).toBe('compliant'));
  test('does not apply to a Secret', () =>
    expect(check(object('Secret', 's', { stringData: { password: 'x' } }))).toBe('not applicable'));
});
