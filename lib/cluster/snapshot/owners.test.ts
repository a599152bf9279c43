import { JsonObject, Manifest } from '../../manifests';
import { ownersOf } from './owners';
import { projectChunks } from './read-objects';

const reference = (kind: string, name: string, controller = true) => ({ kind, name, controller });
const object = (kind: string, name: string, ...ownerReferences: object[]): Manifest => new Manifest(
  { apiVersion: 'v1', kind, metadata: { name, namespace: 'apps', ownerReferences } } as unknown as JsonObject,
  { file: 'x', locate: () => ({ file: 'x', line: 1, column: 1 }) }, 0,
);
const ownersIn = (pod: Manifest, ...objects: Manifest[]): string[] =>
  ownersOf({ name: 'x', nodes: [], pods: [pod], objects, asked: new Set(), leftOut: [] }, pod)
    .map(({ kind, namespace, name }) => `${kind} ${namespace} ${name}`);

test('controllers are named from the nearest on', () => {
  const pod = object('Pod', 'web-7d9f-x', reference('ReplicaSet', 'web-7d9f'));
  expect(ownersIn(pod, object('ReplicaSet', 'web-7d9f', reference('Rollout', 'web')))).toEqual([
    'ReplicaSet apps web-7d9f', 'Rollout apps web',
  ]);
  expect(ownersIn(object('Pod', 'bare'))).toEqual([]);
});

test('a ReplicaSet that is not there tells its Deployment by its name, all of it but the hash', () => {
  expect(ownersIn(object('Pod', 'my-web-7d9f-x', reference('ReplicaSet', 'my-web-7d9f')))).toEqual([
    'ReplicaSet apps my-web-7d9f', 'Deployment apps my-web',
  ]);
  expect(ownersIn(object('Pod', 'db-0', reference('StatefulSet', 'db-7d9f')))).toEqual(['StatefulSet apps db-7d9f']);
});

test('who controls is told from who only owns; the first where nobody controls', () => {
  expect(ownersIn(object('Pod', 'a', reference('Node', 'n', false), reference('Job', 'a')))).toEqual(['Job apps a']);
  expect(ownersIn(object('Pod', 'a', reference('Node', 'n', false)))).toEqual(['Node apps n']);
});

test('objects that own each other in a circle end somewhere', () => {
  const one = object('A', 'one', reference('B', 'two'));
  expect(ownersIn(one, one, object('B', 'two', reference('A', 'one')))).toHaveLength(10);
});

test('a snapshot of nothing is a list of nothing', () => {
  const text = [...projectChunks('x', [Buffer.from(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [] }))])];
  expect(JSON.parse(text.join(''))).toEqual({ apiVersion: 'v1', kind: 'List', items: [] });
});
