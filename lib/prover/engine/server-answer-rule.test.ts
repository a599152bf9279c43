import { ServerAnswer } from '../../manifests';
import { violationsOf } from './server-answer-rule';

const said = (outcome: ServerAnswer['outcome'], words = '') => violationsOf({ outcome, words }, '/spec/template',
  'refused');

test('nothing is said where the server was not asked, and nothing is wrong where it takes the object', () => {
  expect([violationsOf(undefined, '', 'x'), said('taken')]).toEqual([undefined, []]);
});

test.each(['quota', 'open'] as const)('an answer that is %s leaves open what it would say', (outcome) =>
  expect(said(outcome, 'no room')).toEqual([{ pointer: '/spec/template', severity: 'warning',
    message: 'what the API server would say is not known: no room' }]));

test.each<[string, string]>([
  ['Pod "a" is invalid: spec.containers[0].ports: Required value', '/spec/containers/0/ports'],
  ['Pod "a" is invalid: [spec.containers[0].image: Required value, spec.x: Invalid', '/spec/containers/0/image'],
  ['failed to create: .spec.foo: field not declared in schema', '/spec/foo'],
  ['x is invalid: metadata.annotations[a/b.c]: too long', '/metadata/annotations/a~1b.c'],
  ['x is invalid: spec: Forbidden', '/spec'], ['x is invalid: spec.a[10].b: Forbidden', '/spec/a/10/b'],
  ['x is invalid: spec.a[0].b[1]: Forbidden', '/spec/a/0/b/1'],
  ['denied by the webhook', ''], ['spec.a: x', ''], ['is invalid: spec', ''],
])('a refusal in the words %j points at %j', (words, pointer) =>
  expect(said('refused', words)).toEqual([{ pointer: `/spec/template${pointer}`, message: `refused: ${words}` }]));
