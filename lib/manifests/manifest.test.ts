import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { loadManifests, Manifest, ManifestSyntaxError } from '.';
import { childPointer, parsePointer } from './manifest';
import { runs } from '../../test/support/sample';

const load = (text: string) => loadManifests([{ file: 'app.yaml', text }]);
const failure = (text: string): [number, number, string] => {
  try {
    load(text);
  } catch (error) {
    const { file, line, column, reason, name, message } = error as ManifestSyntaxError;
    expect([file, name, message]).toEqual(['app.yaml', 'ManifestSyntaxError', `app.yaml:${line}:${column}: ${reason}`]);
    return [line, column, reason];
  }
  throw new Error('expected a syntax error');
};

const WRONG_MERGE = 'the key << takes in objects, and this is none; write an alias of an object, or quote the key';
const WRITE_OUT = 'write out what is meant, text in quotes';
const KUSTOMIZE =
  'input of kustomize, which is no manifest; render it: kubectl kustomize FOLDER | cdk8s-nim check -';

test.each<[string, Partial<Manifest>]>([
  [
    '{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: b}}',
    { apiVersion: 'v1', kind: 'Pod', name: 'a', namespace: 'b', id: 'Pod/a', file: 'app.yaml' },
  ],
  [
    '{kind: Pod, metadata: {generateName: run-}}',
    { apiVersion: '', name: 'run-', namespace: 'default', id: 'Pod/run-' },
  ],
  ['{kind: Pod, metadata: {name: 5, namespace: 7}}', { name: '5', namespace: '7' }],
  ['{kind: Pod, metadata: {name: [x], namespace: {a: b}}}', { name: '', namespace: 'default' }],
  ['{kind: Pod, metadata: text}', { name: '', namespace: 'default' }],
  ['{kind: Pod}', { name: '', namespace: 'default' }],
])('%s', (text, expected) => {
  expect(load(text)[0]).toMatchObject(expected);
});

test('documents are numbered, and files kept apart', () => {
  const manifests = loadManifests([
    { file: 'a.yaml', text: 'kind: A\n---\n\n---\nkind: B\n' }, { file: 'b.yaml', text: 'kind: C\n' },
  ]);
  expect(manifests.map(({ file, documentIndex, kind }) => [file, documentIndex, kind])).toEqual([
    ['a.yaml', 0, 'A'], ['a.yaml', 1, 'B'], ['b.yaml', 0, 'C'],
  ]);
});

test('lists inside lists are expanded, other kinds that end so are not', () => {
  const manifests = load(
    'kind: List\nitems:\n- kind: PodList\n  items:\n  - {kind: Pod, metadata: {name: a}}\n- {kind: Waitlist}\n- {kind: AList, items: {}}\n',
  );
  expect(manifests.map(({ id }) => id)).toEqual(['Pod/a', 'Waitlist/', 'AList/']);
  expect(manifests[0].locate('/metadata/name')).toEqual({ file: 'app.yaml', line: 5, column: 34 });
  expect(manifests[0].locate()).toEqual({ file: 'app.yaml', line: 5, column: 5 });
});

test.each<[string, number, number, string]>([
  ['kind: A\n---\n- 1\n', 3, 1, 'a list where a Kubernetes object was expected; write apiVersion, kind and metadata'],
  ['text\n', 1, 1, 'a string where a Kubernetes object was expected; write apiVersion, kind and metadata'],
  ['\n\n5\n', 3, 1, 'a number where a Kubernetes object was expected; write apiVersion, kind and metadata'],
  [
    'kind: List\nitems:\n  - null\n', 3, 5,
    'null where a Kubernetes object was expected; write apiVersion, kind and metadata',
  ],
  [
    'kind: List\nitems:\n  - metadata: {}\n', 3, 5,
    'object without kind; every Kubernetes object names its apiVersion and kind',
  ],
  ["kind: ''\n", 1, 1, 'object without kind; every Kubernetes object names its apiVersion and kind'],
  ['kind: 5\n', 1, 1, 'object without kind; every Kubernetes object names its apiVersion and kind'],
  ['kind: PodList\nitems: 3\n', 2, 8, 'a PodList whose items are a number; write a list of objects'],
  ['kind: A\nmetadata: &m {labels: *m}\n', 2, 23, `an alias (*) that stands inside of what it stands for; ${WRITE_OUT}`],
  ['kind: A\nspec: &s\n  - a: [*s]\n', 3, 9, `an alias (*) that stands inside of what it stands for; ${WRITE_OUT}`],
  ['kind: A\nschedule: *x\n', 2, 11, `an alias (*) of nothing; ${WRITE_OUT}`],
  ['kind: A\nspec: {<<: 1}\n', 2, 8, WRONG_MERGE],
  ['kind: A\nname: !!str b\nspec: {<<: 1}\n', 1, 1, WRONG_MERGE],
  ['resources: [a.yaml]\n', 1, 1, KUSTOMIZE],
  ['apiVersion: kustomize.config.k8s.io/v1\nkind: Component\n', 1, 1, KUSTOMIZE],
])('%j is refused', (text, line, column, reason) => {
  expect(failure(text)).toEqual([line, column, reason]);
});

test('an error of the YAML has its own line, counted through the file', () => {
  expect(failure('kind: A\n---\nkind: B\nmetadata: {name: ]}\n').slice(0, 2)).toEqual([4, 18]);
});

test('an alias that stands for something is read', () => {
  expect(load('kind: A\nspec: {a: &x [1], b: *x}\n')[0].json.spec).toEqual({ a: [1], b: [1] });
});

test.each([
  'a: b: c', 'a:\n\tb: c', 'a: [1', '- a\nb: c', 'a: @b', 'a: "\\q"', 'a: &b &c d', '{a: b', 'a: |\n x\ny', '"{',
  'a: *', 'a: !!int x', '? [', `${'k'.repeat(2000)}: a`, '%FOO\n---\na: [', 'a: !t !u b', '{a:\n- b}', 'a: ]',
])('%j is refused in words that say what to write', (text) => {
  expect(failure(text)[2]).toMatch(/^(?:not YAML: [a-z][^;]+; [a-z]|[a-z*])/);
});

test('nesting without end is refused', () => {
  expect(failure(`kind: A\n---\nkind: B\nspec: ${'{a: '.repeat(20_000)}\n`)[2]).toBe(
    'not YAML: nested too deeply to be a manifest',
  );
});

test.each<[string, number, number]>([
  ['/kind', 3, 7],
  ['', 3, 1],
  ['/spec/list/1', 6, 5],
  ['/spec/list/1/name', 6, 12],
  ['/spec/list/7/name', 5, 9],
  ['/spec/a~1b~0c', 7, 10],
  ['/none/such', 3, 1],
])('the pointer %j', (pointer, line, column) => {
  const [, manifest] = load('kind: A\n---\nkind: B\nspec:\n  list: [one,\n    {name: two}]\n  a/b~c: x\n');
  expect(manifest.locate(pointer)).toEqual({ file: 'app.yaml', line, column });
});

test('places are found in whatever order they are asked for', () => {
  const [one, two] = load('kind: A\nspec: 1\n---\nkind: B\n\nspec: 2\n');
  const lines = () => [one, two, one, one, two].map((manifest) => manifest.locate('/spec').line);
  expect(lines()).toEqual([2, 6, 2, 2, 6]);
});

test('what is made of an object stands where the object does, and in its namespace', () => {
  const [, object] = loadManifests([{ file: 'app.yaml', text: 'kind: A\n---\nkind: B\nspec: 1\n' }], 'team');
  const made = object.madeInto({ kind: 'C', metadata: { name: 'c' } });
  expect([made.id, made.namespace, made.file, made.documentIndex, made.locate('/spec').line])
    .toEqual(['C/c', 'team', 'app.yaml', 1, object.locate().line]);
});

test('pointers escape what their syntax needs, and come back', () => {
  expect(childPointer(childPointer('', 'a/b~c'), 0)).toBe('/a~1b~0c/0');
  expect(parsePointer('/a~1b~0c/0/~01')).toEqual(['a/b~c', '0', '~1']);
  expect(parsePointer('')).toEqual([]);
});

test.each<[string, string, string[]]>([
  ['a marker with text after it', '--- {kind: A}\n--- {kind: B}\n', ['A', 'B']],
  ['no marker in the text of a line', 'kind: A\ndata: a---b\n', ['A']],
  ['no marker of four dashes', 'kind: A\n# x\n----: y\n', ['A']],
  ['a comment alone', '---\n# kind: A\n---\nkind: B\n', ['B']],
  ['a comment after spaces', '---\n   # nothing\n---\nkind: B\n', ['B']],
  ['Windows line ends', 'kind: A\r\n---\r\nkind: B\r\n', ['A', 'B']],
  ['a directive for each document', '%YAML 1.2\n---\nkind: A\n...\n%YAML 1.2\n---\nkind: B\n', ['A', 'B']],
  ['a directive for the first document only', '%YAML 1.2\n---\nkind: A\n---\nkind: B\n', ['A', 'B']],
  ['the end of a document, marked', 'kind: A\n...\n---\nkind: B\n...\n', ['A', 'B']],
  ['the end of a document, and another without a marker', 'kind: A\n...\nkind: B\n', ['A', 'B']],
  ['the end of nothing', '---\n...\n---\nkind: B\n', ['B']],
  ['nothing', '', []],
])('%s', (_, text, kinds) => {
  expect(load(text).map(({ kind }) => kind)).toEqual(kinds);
});

test('a key that stands twice has the last value, and merge keys are merged, as the API server reads them', () => {
  expect(load('kind: A\nkind: B\n')[0].kind).toBe('B');
  expect(load('base: &base {kind: A, data: 1}\n<<: *base\ndata: 2\n')[0].json).toEqual({
    base: { kind: 'A', data: 1 }, kind: 'A', data: 2,
  });
});

test('lines go on counting through documents that are left out', () => {
  expect(
    load('---\n# nothing\n\n---\nkind: A\n---\n---\n\nkind: B\n').map((manifest) => manifest.locate('/kind').line),
  ).toEqual([5, 9]);
});

test('a stream is split into the documents that the YAML library finds in it', () => {
  const content = fc.constantFrom(
    'kind: A\n', 'kind: B\ntext: |\n  ---\n  ...\n  %no\n', '# nothing\n', '\n', '', '{kind: C,\n d: 1}\n', 'kind: D',
  );
  const piece = fc.record({ content, marked: fc.boolean(), directive: fc.boolean(), ended: fc.boolean() });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
      const text = pieces.reduce(
        ({ all, ended }, each) => {
          const line = all === '' || all.endsWith('\n') ? '' : '\n';
          const marker = each.directive && ended ? '%YAML 1.2\n---\n' : each.marked || !ended ? '---\n' : '';
          const body = `${marker}${each.content}`;
          const end = each.ended ? `${body === '' || body.endsWith('\n') ? '' : '\n'}...\n` : '';
          return { all: `${all}${line}${body}${end}`, ended: each.ended };
        },
        { all: '', ended: true },
      ).all;
      const expected = [parseAllDocuments(text)]
        .flat()
        .map((document) => document.toJS())
        .filter((json) => json !== null);
      expect(load(text).map(({ json }) => json)).toEqual(expected);
    }),
    { numRuns: runs(500) },
  );
});
