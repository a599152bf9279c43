import { createHash } from 'node:crypto';
import { RawFinding, RULES, toFindings, Violation } from '.';
import { container, deployment, Json, modelOf, object } from '../../../test/support/rules';

const rule = RULES.find(({ id }) => id === 'secret-missing')!;
const raw = (manifest: Json, violation: Partial<Violation> = {}): RawFinding => ({
  rule,
  manifest: modelOf([manifest]).manifests[0],
  violation: { pointer: '/spec/replicas', message: 'wrong', ...violation },
});
const print = (identity: unknown[], repetition = '') =>
  createHash('sha256').update(JSON.stringify(identity) + repetition).digest('hex').slice(0, 16);
const web = ['secret-missing', 'apps', 'Deployment', 'shop', 'web'];

test('a finding has the place, and a warning, witness or acknowledgement where there is one', () => {
  const acknowledgement = { reason: 'known' };
  const [plain, mild] = toFindings([
    raw(deployment()),
    {
      ...raw(deployment(), { pointer: '/kind', severity: 'warning', witness: ['step'], remediation: 'This.' }),
      acknowledgement,
    },
  ]);
  expect(plain).toEqual({
    rule,
    manifest: expect.objectContaining({ name: 'web' }),
    severity: 'error',
    pointer: '/spec/replicas',
    message: 'wrong',
    witness: [],
    remediation: rule.remediation,
    location: expect.objectContaining({ file: 'app.yaml', line: 7 }),
    fingerprint: '2796f6a15d35d3cc',
    acknowledgement: undefined,
  });
  expect(mild).toMatchObject({
    severity: 'warning', witness: ['step'], remediation: 'This.', acknowledgement, location: { line: 2 },
  });
});

test.each<[string, Json, string]>([
  ['with its group', deployment(), 'apps'],
  ['of the core group', object('Deployment', 'web', {}, 'v1'), ''],
  ['of another version', { ...deployment(), apiVersion: 'apps/v2' }, 'apps'],
])('a fingerprint is made of rule and object, %s', (_, manifest, group) => {
  const [{ fingerprint }] = toFindings([raw(manifest)]);
  expect(fingerprint).toBe(print(['secret-missing', group, 'Deployment', 'shop', 'web', ['spec', 'replicas']]));
});

const containers = [
  container({ name: 'proxy', args: ['-v'] }),
  container({ ports: [{ containerPort: 80 }, { name: 'http', containerPort: 81 }] }),
];
test.each<[string, string, string[]]>([
  [
    'an element with a name', '/spec/template/spec/containers/1/image',
    ['spec', 'template', 'spec', 'containers', 'name=app', 'image'],
  ],
  [
    'an element in an element', '/spec/template/spec/containers/1/ports/1',
    ['spec', 'template', 'spec', 'containers', 'name=app', 'ports', 'name=http'],
  ],
  [
    'an element without a name', '/spec/template/spec/containers/1/ports/0',
    ['spec', 'template', 'spec', 'containers', 'name=app', 'ports', '0'],
  ],
  [
    'an element that is a text', '/spec/template/spec/containers/0/args/0',
    ['spec', 'template', 'spec', 'containers', 'name=proxy', 'args', '0'],
  ],
  ['an object with a name', '/metadata/name', ['metadata', 'name']],
  [
    'an element that is absent', '/spec/template/spec/containers/7/image',
    ['spec', 'template', 'spec', 'containers', '7', 'image'],
  ],
  ['an absent field', '/spec/strategy/type', ['spec', 'strategy', 'type']],
  ['a key with a slash', '/metadata/annotations/a~1b', ['metadata', 'annotations', 'a/b']],
])('a fingerprint calls %s by what stays', (_, pointer, path) => {
  const [{ fingerprint }] = toFindings([raw(deployment({ containers }), { pointer })]);
  expect(fingerprint).toBe(print([...web, path]));
});

test('findings of the same field are numbered, whatever they say', () => {
  const messages = ['one', 'two', 'three'];
  const findings = toFindings(
    messages.flatMap((message) => [raw(deployment(), { message }), raw(deployment(), { message, pointer: '/kind' })]),
  );
  const field = [...web, ['spec', 'replicas']];
  const kind = [...web, ['kind']];
  expect(findings.map(({ fingerprint }) => fingerprint)).toEqual([
    print(field),
    print(kind),
    print(field, '#1'),
    print(kind, '#1'),
    print(field, '#2'),
    print(kind, '#2'),
  ]);
});
