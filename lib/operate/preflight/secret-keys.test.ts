import { Json, modelOf } from '../../../test/support/rules';
import { neededSecrets, secretKeysCommand, secretProblem } from './secret-keys';

const SECRET = { namespace: 'a', name: 'token', keys: ['one', 'two'] };
const deployment = (name: string, pod: Json, namespace = 'a'): Json => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace },
  spec: {
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main', image: 'a:1' }], ...pod } },
  },
});
const reading = (...keys: string[]): Json => ({
  containers: [{
    name: 'main', image: 'a:1',
    env: keys.map((key) => ({ name: key.toUpperCase(), valueFrom: { secretKeyRef: { name: 'token', key } } })),
  }],
});

test('kubectl prints the keys of a Secret, and no value', () => {
  expect(secretKeysCommand(SECRET)).toEqual([
    '--namespace', 'a', 'get', 'secret', 'token', '--ignore-not-found', '--output',
    'go-template={{range $key, $value := .data}}{{$key}}{{"\\n"}}{{end}}',
  ]);
});

test('keys that are missing are named', () => {
  expect(secretProblem(SECRET, 'three\n')).toBe('Secret token in namespace a has no key one, two');
  expect(secretProblem(SECRET, '\n\n')).toBe('Secret token is not in namespace a');
  expect(secretProblem(SECRET, 'one\ntwo\nthree')).toBeUndefined();
});

test('a Secret of several pods is needed once, with the keys of all of them, by namespace', () => {
  expect(neededSecrets(modelOf([
    deployment('web', reading('one', 'two')), deployment('api', reading('two', 'three')),
    deployment('far', reading('one'), 'b'),
  ]))).toEqual([
    { namespace: 'a', name: 'token', keys: ['one', 'two', 'three'] }, { namespace: 'b', name: 'token', keys: ['one'] },
  ]);
});

test('a pull secret needs no key, and one without a name is none', () => {
  expect(neededSecrets(modelOf([deployment('web', { imagePullSecrets: [{ name: 'pull' }, {}, { name: '' }] })])))
    .toEqual([{ namespace: 'a', name: 'pull', keys: [] }]);
});
