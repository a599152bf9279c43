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

describe('a file that was found in a folder', () => {
  const found = (text: string, more: object = {}) => {
    const skipped: string[] = [];
    const skip = (file: string) => skipped.push(file);
    const manifests = loadManifests([{ file: 'x.yaml', text, isFromFolder: true, ...more }], undefined, skip);
    return [manifests.map(({ id }) => id), skipped];
  };
  const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n';
  const [TAKEN, SKIPPED] = [[['Pod/a'], []], [[], ['x.yaml']]];

  test('is read where it holds objects', () => {
    expect([found(POD), found('{"kind": "Pod", "metadata": {"name": "a"}}'), found('')])
      .toEqual([TAKEN, TAKEN, [[], []]]);
  });

  test('is left out, which is told, where it names neither apiVersion nor kind', () => {
    expect([found('a: 1\n'), found('- 1\n'), found('mankind: x\n'), found('a: [\n')])
      .toEqual([SKIPPED, SKIPPED, SKIPPED, SKIPPED]);
    expect(loadManifests([{ file: 'x.yaml', text: 'a: 1\n', isFromFolder: true }])).toEqual([]);
  });

  test('is left out where it is no manifest for all that it names them', () => {
    expect([found('a: {kind: x}\n'), found('- kind: x\n'), found('apiVersion: kustomize.config.k8s.io/v1\nkind: K\n'),
      found('a: [kind: x\n'), found('# kind: x\na: 1\n')]).toEqual([SKIPPED, SKIPPED, SKIPPED, SKIPPED, SKIPPED]);
    expect(loadManifests([{ file: 'x.yaml', text: 'a: {kind: x}\n', isFromFolder: true }])).toEqual([]);
  });

  test('is refused where somebody meant it as an object', () => {
    expect(() => found('kind: 5\n')).toThrow('x.yaml:1:1: object without kind');
    expect(() => found('apiVersion: v1\n')).toThrow('object without kind');
    expect(() => found('"kind": Pod\nmetadata: {name: [}\n')).toThrow('x.yaml:2:');
    expect(() => found("a: [\n'apiVersion' : v1\n")).toThrow('not YAML');
    expect(() => found(`${POD}---\n- 1\n`)).toThrow('a list where');
  });

  test('is left out as a template of Helm, where it stands among them', () => {
    const template = 'kind: Pod\nmetadata: {name: {{ .x }}}\n';
    expect(found(template, { isTemplate: true })).toEqual(SKIPPED);
    expect(() => found(template)).toThrow('an unrendered template');
    expect([found(POD, { isTemplate: true }), found(`# {{ x }}\n${POD}`)]).toEqual([TAKEN, TAKEN]);
    expect(() => loadManifests([{ file: 'x.yaml', text: template,
      isTemplate: true }])).toThrow('an unrendered template');
  });
});

test('objects stand in the namespace that is given, unless they name one', () => {
  const text = 'kind: List\nitems: [{kind: Pod}, {kind: Pod, metadata: {namespace: b}}]\n---\nkind: Pod\n';
  expect(loadManifests([{ file: 'a.yaml', text }], 'a').map(({ namespace }) => namespace)).toEqual(['a', 'b', 'a']);
});

test('templates of OpenShift and lists are taken apart, with the places of what is in them', () => {
  const text = 'kind: Template\nobjects:\n- kind: Pod\n  metadata: {name: a}\n- kind: List\n  items:\n  - kind: Pod\n';
  const manifests = load(text);
  expect(manifests.map((each) => [each.id, each.locate('/kind').line])).toEqual([['Pod/a', 3], ['Pod/', 7]]);
});

test.each(['PodList', 'DeploymentList', 'StatefulSetList', 'DaemonSetList', 'ReplicaSetList', 'JobList', 'CronJobList',
  'ServiceList', 'ConfigMapList', 'SecretList', 'NodeList', 'NamespaceList', 'List'])(
  'fails when a %s has no list', (kind) =>
    expect(failure(`kind: ${kind}\nitems: 5\n`).reason).toBe(`a ${kind} whose items are a number; write a list of objects`));

test.each([
  ['kind: A\nresources: [a.yaml]\n', 1], ['apiVersion: v1\nresources: [a]\nkind: A\n', 1],
])('%j is no input of kustomize', (text, count) => expect(load(text)).toHaveLength(count));

test.each(['resources: []\n', 'resources: [a, 5]\n', 'resources: a\n', 'apiVersion: v1\nresources: [a]\n'])(
  '%j is an object without kind', (text) => expect(failure(text).reason).toMatch(/^object without kind/));

test('fails when an item of a List is no object, and says where', () => {
  expect(failure('kind: List\nitems:\n- kind: A\n- true\n')).toMatchObject({ line: 4, column: 3,
    reason: 'a boolean where a Kubernetes object was expected; write apiVersion, kind and metadata' });
  expect(failure('kind: List\nitems:\n- kind: A\n- resources: [a]\n')).toMatchObject({ line: 4 });
});
