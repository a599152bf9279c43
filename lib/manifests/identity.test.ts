import { liveObjects } from '../../test/support/admission';
import { identityProblems } from './identity';

const told = (json: object) =>
  identityProblems(liveObjects([{ kind: 'Box', ...json }])[0]).map(({ pointer, message }) => `${pointer} ${message}`);
const CUSTOM = 'example.com/v1';
const custom = (metadata: unknown) => told({ apiVersion: CUSTOM, metadata });

test('an apiVersion is text, of a group at most', () => {
  expect(told({ apiVersion: 1 })).toEqual(['/apiVersion must be a string such as apps/v1, is 1']);
  expect(told({ apiVersion: 'a/b/c' }))
    .toEqual(['/apiVersion must be a version or group/version such as apps/v1, is "a/b/c"']);
  expect(told({ apiVersion: ['x'.repeat(100)] })[0]).toHaveLength('/apiVersion must be a string such as apps/v1, is '
    .length + 60);
  expect([{}, { apiVersion: null }, { apiVersion: 'v1' }, { apiVersion: CUSTOM }].flatMap(told)).toEqual([]);
});

test('of what Kubernetes serves itself nothing more is asked here', () => {
  expect(told({ apiVersion: 'apps/v1', metadata: { name: 'WRONG' } })).toEqual([]);
  expect(told({ metadata: 'x' })).toEqual([]);
});

test('metadata of custom resources are an object, their names text', () => {
  const named = { name: 'a', generateName: 'b-', namespace: 'c' };
  expect([undefined, null, {}, named].flatMap(custom)).toEqual([]);
  expect(custom('x')).toEqual(['/metadata must be an object, is "x"']);
  expect(custom([])).toEqual(['/metadata must be an object, is []']);
  expect(custom({ name: 5, generateName: true, namespace: ['a'] })).toEqual([
    '/metadata/name must be a string; write it in quotes, is 5',
    '/metadata/generateName must be a string; write it in quotes, is true',
    '/metadata/namespace must be a string; write it in quotes, is ["a"]',
  ]);
});

test.each<[string, boolean]>([
  ['a', true], ['a-b.c-1', true], ['1', true], ['', true], ['a'.repeat(253), true], ['a'.repeat(254), false],
  ['A', false], ['-a', false], ['a-', false], ['a..b', false], ['.a', false], ['a.', false], ['a_b', false],
  ['a.-b', false], ['a-.b', false], ['a b', false], ['a\n', false],
])('%j is a name: %p', (name, isName) => {
  expect(custom({ name })).toEqual(isName ? []
    : [`/metadata/name must be lower-case letters, digits, - and ., is ${JSON.stringify(name).slice(0, 60)}`]);
});

test('a file for eksctl may name a cluster in capitals', () => {
  expect(told({ apiVersion: 'eksctl.io/v1alpha5', metadata: { name: 'Prod' } })).toEqual([]);
});
