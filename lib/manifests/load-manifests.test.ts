import fc from 'fast-check';
import { loadManifests, ManifestSyntaxError, Model } from '.';
import { runs } from '../../test/support/sample';

const load = (text: string) => loadManifests([{ file: 'app.yaml', text }]);
const failure = (text: string): ManifestSyntaxError => {
  try {
    load(text);
  } catch (error) {
    expect(error).toBeInstanceOf(ManifestSyntaxError);
    return error as ManifestSyntaxError;
  }
  throw new Error('expected a syntax error');
};

test('reads several documents and skips empty ones and comments', () => {
  const manifests = load('# head\n---\nkind: A\n---\n# nothing\n---\n---\nnull\n---\nkind: B\n');
  expect(manifests.map(({ kind }) => kind)).toEqual(['A', 'B']);
});

test('expands a List and locates fields of its items', () => {
  const [first, second] = load(
    'kind: List\nitems:\n- kind: Pod\n  metadata: {name: a}\n- kind: Pod\n  metadata:\n    name: b\n',
  );
  expect([first.id, second.id]).toEqual(['Pod/a', 'Pod/b']);
  expect(second.locate('/metadata/name')).toEqual({ file: 'app.yaml', line: 7, column: 11 });
});

test('locates the nearest ancestor of an absent field', () => {
  const [, manifest] = load('kind: A\n---\nkind: Deployment\nspec:\n  replicas: 2\n');
  expect(manifest.locate('/spec/replicas')).toEqual({ file: 'app.yaml', line: 5, column: 13 });
  expect(manifest.locate('/spec/strategy/type').line).toBe(5);
});

test('keeps a block scalar that contains three dashes indented', () => {
  expect(load('kind: A\ndata: |\n  ---\n  x\n---\nkind: B\n')).toHaveLength(2);
});

test('keeps a %YAML directive with its document', () => {
  expect(load('%YAML 1.2\n---\nkind: A\n')[0].locate('/kind').line).toBe(3);
});

test('reads JSON', () => {
  expect(load('{"kind": "Pod", "metadata": {"name": "a"}}')[0].id).toBe('Pod/a');
});

test('fails when the YAML is malformed, with file, line and column', () => {
  expect(failure('kind: A\n---\nkind: B\nmetadata: {name: [}\n')).toMatchObject({ file: 'app.yaml', line: 4 });
});

test('fails when a document is not an object', () => {
  expect(failure('kind: A\n---\n- 1\n')).toMatchObject({ line: 3, reason: expect.stringContaining('a list') });
});

test('fails when an object has no kind', () => {
  expect(failure('kind: List\nitems:\n- metadata: {}\n')).toMatchObject({
    line: 3, reason: expect.stringContaining('without kind'),
  });
});

test('fails when aliases explode', () => {
  const levels = Array.from(
    { length: 12 },
    (_, level) => `l${level + 1}: &l${level + 1} [${Array(9).fill(`*l${level}`).join(', ')}]`,
  );
  expect(failure(`kind: A\nl0: &l0 [x, x, x]\n${levels.join('\n')}\n`).reason).toMatch(/alias/i);
});

test('fails when collections are nested without end', () => {
  expect(failure(`kind: ${'['.repeat(50_000)}`)).toBeInstanceOf(ManifestSyntaxError);
});

test('counts unknown kinds', () => {
  expect([...new Model(load('kind: Zebra\n---\nkind: Zebra\n---\nkind: Service\n')).unknownKinds]).toEqual([
    ['Zebra', 2],
  ]);
});

test('any text either loads or fails as a syntax error', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
    try {
      load(text);
    } catch (error) {
      expect(error).toBeInstanceOf(ManifestSyntaxError);
    }
  }), { numRuns: runs(500) });
});
