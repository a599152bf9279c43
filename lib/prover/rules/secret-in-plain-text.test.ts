import { container, deployment, Json, judge, object, only } from '../../../test/support/rules';
import { Manifest, Model } from '../../manifests';
import { RuleContext, RULES, runRules } from '../engine';

const TOKEN = `${'ghp'}_${'a1B2c3D4e5F6'.repeat(3)}`;
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
      runs({ livenessProbe: { exec: { command: ['curl', '-H', `Authorization: Bearer ${'abcdef'.repeat(2)}`] } } }),
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
    [
      'a ConfigMap by a setting in a file', object('ConfigMap', 'c', { data: { 'app.yaml': 'db:\n  password: x\n' } }),
      '/data/app.yaml',
    ],
    [
      'a ConfigMap by a property in a file', object('ConfigMap', 'c', { data: { f: 'db.user=x\ndb.password=x\n' } }),
      '/data/f',
    ],
    ['a variable of a shell', runs({ command: ['sh', '-c', 'export A=b; PGPASSWORD=x psql'] }), `${POD}/command/2`],
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
    [
      'a ConfigMap with references',
      object('ConfigMap', 'c', { data: { f: 'password: ${DB_PASSWORD}\ntoken: $(TOKEN)\npassword_file: /x/y\n' } }),
    ],
    ['flags of other things', runs({ args: ['--max-tokens', '512', '--api-key-file=/run/key', '--api-key=$(KEY)'] })],
    ['a flag at the end, and one before another', runs({ args: ['--password', '--token', '-v', '--password'] })],
    ['numbers and nothing among arguments', runs({ args: [1, null, '--password', 5, true] })],
    ['a list that is no command', object('Widget', 'w', { spec: { items: ['--password', 'abc'] } }, 'example.com/v1')],
    ['a list of arguments of another name', object('Widget', 'w', { spec: { argsFrom: ['--token=abc'] } }, 'x.io/v1')],
    ['what a controller wrote', object('Widget', 'w', { status: { url: 'redis://a:b@cache' } }, 'example.com/v1')],
    ['an entry with a name and no value', object('Widget', 'w', { spec: [{ name: 'PASSWORD' }, null] }, 'x.io/v1')],
    ['a ConfigMap of one line', object('ConfigMap', 'c', { data: { line: 'password: x' } })],
    ['an empty variable', runs({ env: [{ name: 'DB_PASSWORD', value: '' }] })],
  ])('complies with %s', (_, given) => expect(check(given)).toBe('compliant'));
  test('says what it is, and does not repeat it', () => {
    const messages = (given: Json) => (check(given) as { message: string }[]).map(({ message }) => message);
    expect(messages(runs({ args: [`--with=${TOKEN}`] }))).toEqual([`${POD}/args/0 has a GitHub token in plain text`]);
    expect(messages(runs({ args: ['-password', 'abc'] })))
      .toEqual(['-password is the flag of a secret, and its value stands in plain text']);
    expect(messages(runs({ env: [{ name: 'DB_PASSWORD', value: 'abc' }] })))
      .toEqual(['DB_PASSWORD is the name of a secret, and its value stands in plain text']);
    expect(messages(runs({ env: [{ name: 'A', value: 'x' }, { name: 'B', value: TOKEN }, 1] }))).toHaveLength(1);
  });
  test('takes the word of the annotation for the variables that it names, with a reason', () => {
    const env = [{ name: 'API_KEY', value: TOKEN }];
    const said = (text: string) =>
      deployment({ containers: [container({ env })] }, {}, { annotations: { 'cdk8s-nim/not-secret': text } });
    expect(check(said('A: a count; API_KEY: the server takes any key'))).toBe('compliant');
    expect(check(said('API_KEY'))).toHaveLength(1);
    expect(check(said('API_KEY: no'))).toHaveLength(1);
    expect(check(said('API_KEY:    '))).toHaveLength(1);
    expect(check(said('API_KEY:the server takes any key'))).toBe('compliant');
    expect(check(said('  API_KEY: the server takes any key'))).toBe('compliant');
    expect(check(said('of an API_KEY: the server takes any key'))).toHaveLength(1);
    expect(check(said('OTHER_KEY: the server takes any key'))).toHaveLength(1);
  });
  test('looks through lists and maps longer than a stack', () => {
    const data = Object.fromEntries(Array.from({ length: 150_000 }, (_, index) => [`k${index}`, 'x']));
    const list = Array.from({ length: 150_000 }, () => 1);
    const place = { file: 'a', line: 1, column: 1 };
    const context = new RuleContext(new Model([
      new Manifest(object('ConfigMap', 'c', { data, list }), { file: 'a', locate: () => place }, 0),
    ]));
    const rule = RULES.filter(({ id }) => id === 'secret-in-plain-text');
    expect(runRules(rule, context).faults).toEqual([]);
  });
  test('does not apply to a Secret', () =>
    expect(check(object('Secret', 's', { stringData: { password: 'x' } }))).toBe('not applicable'));
});
