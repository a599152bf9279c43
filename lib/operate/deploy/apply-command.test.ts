import { Model } from '../../manifests';
import { applyCommand, filesOf, switchCommand } from './apply-command';

const files = (...sources: [file: string, ...objects: object[]][]) =>
  filesOf(
    Model.load(
      sources.map(([file, ...items]) => ({ file, text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) })),
    ).manifests,
  );
const object = (kind: string, namespace?: string) => ({ apiVersion: 'v1', kind, metadata: { name: 'a', namespace } });

test('files go in the order of reading, those with namespaces and definitions first', () => {
  expect(
    files(
      ['a.json', object('Service', 'a')], ['b.json', object('ConfigMap', 'a')], ['z.json', object('Namespace')],
    ).map(({ file }) => file),
  ).toEqual(['z.json', 'a.json', 'b.json']);
});

test('the namespace is said where an object names none, and only there', () => {
  const [first, second] = files(
    ['a.json', object('Service')],
    ['b.json', object('Service', 'a'), object('Namespace')],
  ).reverse();
  expect(applyCommand(first)).toEqual([
    'apply', '--server-side', '--field-manager', 'cdk8s-nim', '--namespace', 'default', '--filename', 'a.json',
  ]);
  expect(applyCommand(second, '--dry-run=server')).toEqual([
    'apply', '--server-side', '--field-manager', 'cdk8s-nim', '--dry-run=server', '--filename', 'b.json',
  ]);
});

test('a switch to Recreate takes the rolling update away by a merge patch', () => {
  expect(switchCommand({ kind: 'Deployment', namespace: 'a', name: 'nim' }).at(-1))
    .toBe('{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}');
});
