import { parseDocument } from 'yaml';
import { loadManifests, Model } from '.';
import { collectionKey, templateBefore, unrendered } from './unrendered-template';

const load = (text: string) => loadManifests([{ file: 'app.yaml', text }]);

test.each<[string, string, string]>([
  [
    'a value', 'kind: ConfigMap\nmetadata:\n  name: {{ .Values.name }}\n',
    'app.yaml:3:10: an unrendered template, {{ .Values.name }}',
  ],
  ['a value of an unknown kind', 'kind: Foo\nmetadata: {name: {{ .x }}}\n', 'an unrendered template, {{ .x }}'],
  [
    'a condition', '{{- if .Values.x }}\nkind: ConfigMap\n{{- end }}\n',
    'app.yaml:1:1: an unrendered template, {{- if .Values.x }}',
  ],
  [
    'a part of a value', 'kind: A\nmetadata:\n  name: {{ include "x" . }}-a\n',
    'app.yaml:3:9: an unrendered template, {{ include "x" . }}',
  ],
  [
    'lines', 'kind: A\nmetadata:\n  labels:\n    {{- include "y" . | nindent 4 }}\n  name: a\n',
    'an unrendered template, {{- include "y"',
  ],
  ['an item', 'kind: A\nlist:\n- {{ .x }}\n', 'app.yaml:3:4: an unrendered template, {{ .x }}'],
  ['a condition of Jinja', '{% if x %}\nkind: A\n{% endif %}\n', 'an unrendered template, {% if x %}'],
])('fails when %s is a template, and says how to render it', (_, text, message) => {
  expect(() => load(text)).toThrow(message);
  expect(() => load(text)).toThrow('; render it: helm template CHART | cdk8s-nim check -');
});

test.each([
  'kind: A\ndata: {a: "{{ .x }}", b: \'{{ .y }}\'}\n', 'kind: A\ndata:\n  a: |\n    {{ range .x }}\n    {{ end }}\n',
])('a template in a text is text: %j', (text) => expect(load(text)).toHaveLength(1));

test('fails when something else is wrong, with that', () =>
  expect(() => load('kind: A\na: [1\nb: |\n  {{ .x }}\n')).toThrow(/^app\.yaml:\d+:\d+: (?!an unrendered)/));

test('fails when a key is a list or an object', () => {
  expect(() => load('kind: A\nspec: {[a]: b}\n')).toThrow(
    'app.yaml:2:8: a key that is a list or an object; keys are text',
  );
  expect(() => load('kind: A\n? {a: b}\n: c\n')).toThrow('a key that is a list or an object');
});

const problems = (text: string) =>
  Model.load([{ file: 'app.yaml', text }]).problems.map(({ pointer, message }) => `${pointer} ${message}`);

test.each([
  [
    'a version that is a list', 'apiVersion: [v1]\nkind: ConfigMap\n',
    '/apiVersion must be a string such as apps/v1, is ["v1"]',
  ],
  [
    'a name that is a list', 'apiVersion: a.io/v1\nkind: Foo\nmetadata: {name: [a]}\n',
    '/metadata/name must be a string; write it in quotes, is ["a"]',
  ],
  [
    'a name that is true', 'apiVersion: a.io/v1\nkind: Foo\nmetadata: {name: true}\n',
    '/metadata/name must be a string; write it in quotes, is true',
  ],
  [
    'a namespace that is a number', 'apiVersion: a.io/v1\nkind: Foo\nmetadata: {namespace: 1}\n',
    '/metadata/namespace must be a string; write it in quotes, is 1',
  ],
  [
    'a name in capitals', 'apiVersion: a.io/v1\nkind: Foo\nmetadata: {name: UPPER_case}\n',
    '/metadata/name must be lower-case letters, digits, - and ., is "UPPER_case"',
  ],
  [
    'metadata that is a list', 'apiVersion: a.io/v1\nkind: Foo\nmetadata: [a]\n',
    '/metadata must be an object, is ["a"]',
  ],
])('fails when a custom resource has %s', (_, text, problem) => expect(problems(text)).toEqual([problem]));

test('a cluster of eksctl, which no API server sees, may be named in capitals', () =>
  expect(problems('apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: My_Cluster}\n')).toEqual([]));

test('a custom resource with a name of its own is fine', () =>
  expect(problems('apiVersion: a.io/v1\nkind: Foo\nmetadata: {name: a-1.b, namespace: x}\n')).toEqual([]));

test.each([
  ['apiVersion: v1\nkind: List\n', 'app.yaml:1:1: a List whose items are missing; write a list of objects'],
  ['kind: List\nitems: {a: 1}\n', 'app.yaml:2:8: a List whose items are an object; write a list of objects'],
  ['kind: List\nitems:\n', 'a List whose items are null'],
  ['kind: PodList\nitems: {a: 1}\n', 'a PodList whose items are an object'],
])('fails when a List has no list of items: %j', (text, message) => expect(() => load(text)).toThrow(message));

describe('the first template up to where a parser gave up', () => {
  test.each<[string, number, number, string]>([
    ['a: {{ x }}\nb: 1\n', 0, 3, '{{ x }}'], ['{{ x }}{{ y }}\n', 0, 0, '{{ x }}'],
    ['  - - {{ x }}\n', 0, 6, '{{ x }}'],
    ['a/b.c-d: {% x %}', 0, 9, '{% x %}'], ['a: 1\nb: {{ x }}', 5, 8, '{{ x }}'],
    ['a: {{ x }} {{ y }}\n', 18, 3, '{{ x }}'], ['- "a": {{ x }}\n', 0, 7, '{{ x }}'],
  ])('of %j, given up at %i, begins at %i: %s', (text, offset, begin, template) =>
    expect(templateBefore(text, offset)).toEqual({ offset: begin, template }));

  test.each<[string, number]>([
    ['a: 1\nb: {{ x }}\n', 2], ['a: "{{ x }}"\n', 0], ['a: b {{ x }}\n', 0], ['a: {{ x\n', 0], ['a: { { x } }\n', 0],
    ['', 0],
  ])('of %j, given up at %i, is none', (text, offset) => expect(templateBefore(text, offset)).toBeUndefined());
});

test('a template is shown by its first sixty characters', () => {
  expect(unrendered(`{{ ${'x'.repeat(100)} }}`))
    .toBe(`an unrendered template, {{ ${'x'.repeat(57)}; render it: helm template CHART | cdk8s-nim check -`);
});

test('a key that is a list or an object is found, with the template that it is', () => {
  const found = (text: string) => collectionKey(parseDocument(text, { logLevel: 'silent' }), text);
  const reason = 'a key that is a list or an object; keys are text';
  expect(found('a: {[b]: c}')).toEqual({ offset: 4, reason });
  expect(found('? [a]\n: b\n')).toEqual({ offset: 2, reason });
  expect(found('a: {{ .x }}: b\n')).toMatchObject({ reason: expect.any(String) });
  expect(found('a: {{ .x }}')).toEqual({ offset: 4, reason: unrendered('{{ .x }}') });
  expect([found('a: b'), found('a: {b: [c]}'), found('a: [{b: c}]')]).toEqual([undefined, undefined, undefined]);
});
