import { ApiObject, App, AppProps, Chart, JsonPatch, Lazy, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { mkdirSync } from 'fs';
import { join } from 'path';
import { LinearApp } from './linear-app';
import { contentsBelow, inTemporaryFolder } from '../../test/support/workspace';
import { runs } from '../../test/support/sample';

/** What an app writes, or the error it throws. */
type Outcome = { [file: string]: string } | string;

function outcome(App_: typeof App, props: AppProps, build: (app: App) => void): Outcome {
  return inTemporaryFolder((folder) => {
    const app = new App_({ outdir: join(folder, 'out'), ...props });
    build(app);
    try {
      app.synth();
    } catch (error) {
      return (error as Error).message;
    }
    return contentsBelow(join(folder, 'out'));
  });
}

function expectSame(build: (app: App) => void, props: AppProps = {}): Outcome {
  const linear = outcome(LinearApp, props, build);
  expect(linear).toEqual(outcome(App, props, build));
  return linear;
}

function object(scope: Construct, id: string): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'Thing', metadata: { name: `${scope.node.path}/${id}` } });
}

interface Tree {
  readonly kind: 'chart' | 'construct' | 'object';
  readonly id: string;
  readonly children: Tree[];
}

const id = fc.constantFrom('a', 'b', 'c', '0', '7', '12', '4294967295', 'Default', 'X-y');
const { branch } = fc.letrec<{ branch: Tree }>((tie) => ({
  branch: fc.record({
    kind: fc.constantFrom(
      'chart' as const, 'construct' as const, 'construct' as const, 'object' as const, 'object' as const,
      'object' as const,
    ),
    id,
    children: fc.oneof({ maxDepth: 3 }, fc.constant<Tree[]>([]), fc.array(tie('branch'), { maxLength: 3 })),
  }),
}));
const chartAt = (children: Tree[]): fc.Arbitrary<Tree> => id.map((own) => ({ kind: 'chart', id: own, children }));
const trees = fc.array(fc.array(branch, { maxLength: 4 }).chain(chartAt), { minLength: 1, maxLength: 4 });
const pairs = fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 6 });

function grow(scope: Construct, { kind, id: own, children }: Tree): void {
  if (scope.node.tryFindChild(own)) {
    return;
  }
  const node =
    kind === 'chart' ? new Chart(scope, own) : kind === 'object' ? object(scope, own) : new Construct(scope, own);
  children.forEach((child) => grow(node, child));
}

function connect(app: App, edges: [number, number][], canBeCyclic: boolean): void {
  const all = app.node.findAll().slice(1);
  for (const [a, b] of edges) {
    const [source, target] = [a % all.length, b % all.length];
    // Later ones wait for earlier ones, or for later ones: both ways are ways without a cycle most of the time.
    if (canBeCyclic ? source !== target : source < target) {
      all[target].node.addDependency(all[source]);
    }
  }
}

test('any tree of charts, constructs and objects with dependencies is written as App writes it', () => {
  let written = 0;
  fc.assert(
    fc.property(trees, pairs, fc.boolean(), (roots, edges, canBeCyclic) => {
      const result = expectSame((app) => {
        roots.forEach((root) => grow(app, root));
        connect(app, edges as [number, number][], canBeCyclic);
      });
      written += typeof result === 'string' ? 0 : 1;
    }),
    { numRuns: runs(600) },
  );
  expect(written).toBeGreaterThan(runs(200));
});

test('the objects of callees come before those of callers, and charts have numbers, when charts wait for each other', () => {
  const files = expectSame((app) => {
    const [caller, callee] = [new Chart(app, 'caller'), new Chart(app, 'callee')];
    const [first, second] = [new Construct(caller, 'first'), new Construct(caller, 'second')];
    [first, second, callee].forEach((scope) => ['x', 'y'].forEach((each) => object(scope, each)));
    first.node.addDependency(second);
    second.node.addDependency(callee);
  });
  expect(Object.keys(files)).toEqual(['0000-callee.k8s.yaml', '0001-caller.k8s.yaml']);
});

test('a chain of dependencies between constructs is written in linear time, which takes App exponential time', () => {
  const written = outcome(LinearApp, {}, (app) => {
    const chart = new Chart(app, 'chain');
    const links = Array.from({ length: 300 }, (_, index) => new Construct(chart, `link-${index}`));
    links.forEach((link, index) => {
      ['a', 'b', 'c', 'd'].forEach((each) => object(link, each));
      link.node.addDependency(...links.slice(index + 1, index + 3));
    });
  }) as { [file: string]: string };
  const names = [...written['chain.k8s.yaml'].matchAll(/name: chain\/link-(\d+)\/a/g)].map(([, index]) =>
    Number(index),
  );
  expect(names).toEqual(Array.from({ length: 300 }, (_, index) => 299 - index));
});

test('patches, lazy values and values that need anchors are written as App writes them', () => {
  const shared = { a: 1 };
  expectSame((app) => {
    const chart = new Chart(app, 'chart', { namespace: 'ns', labels: { no: 'yes' } });
    const patched = new ApiObject(chart, 'patched', {
      apiVersion: 'v1',
      kind: 'Thing',
      spec: { text: 'a\nb\n', late: Lazy.any({ produce: () => ['1', 2, ''] }) },
    });
    patched.addJsonPatch(JsonPatch.add('/spec/one', shared), JsonPatch.add('/spec/two', shared));
  });
});

test.each([
  YamlOutputType.FILE_PER_APP, YamlOutputType.FILE_PER_RESOURCE, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
])('output type %s and construct metadata are left to App', (yamlOutputType) => {
  const build = (app: App): void => ['one', 'two'].forEach((each) => object(new Chart(app, each), 'thing'));
  expect(Object.keys(expectSame(build, { yamlOutputType, recordConstructMetadata: true }))).toContain(
    'construct-metadata.json',
  );
  expect(Object.keys(expectSame(build, { outputFileExtension: '.yaml', recordConstructMetadata: true }))).toEqual([
    'construct-metadata.json', 'one.yaml', 'two.yaml',
  ]);
});

test('construct metadata may be asked for by the environment, as of App', () => {
  const build = (app: App): void => void object(new Chart(app, 'one'), 'thing');
  process.env.CDK8S_RECORD_CONSTRUCT_METADATA = 'true';
  try {
    expect(Object.keys(expectSame(build))).toContain('construct-metadata.json');
    expect(Object.keys(expectSame(build, { recordConstructMetadata: false }))).toEqual(['one.k8s.yaml']);
  } finally {
    delete process.env.CDK8S_RECORD_CONSTRUCT_METADATA;
  }
});

test('a construct with a chart of its own is waited for without the objects of that chart', () => {
  expectSame((app) => {
    const chart = new Chart(app, 'outer');
    const [waiting, holder] = [object(chart, 'waiting'), new Construct(chart, 'holder')];
    object(holder, 'own');
    object(new Chart(holder, 'inner'), 'theirs');
    waiting.node.addDependency(holder);
  });
});

test('fails with all errors of all constructs, and writes nothing', () => {
  const message = expectSame((app) => {
    const chart = new Chart(app, 'chart');
    [chart, app].forEach((construct) => construct.node.addValidation({ validate: () => ['first', 'second'] }));
  });
  expect(message).toContain('[chart] second');
});

test.each<[string, (folder: string) => string, RegExp]>([
  ['lies below a file', () => join(__filename, 'out'), /: lies below something that is no folder; write the path/],
  ['lies where nobody can make one', () => '/proc/nowhere/out',
    /: lies where no folder can be made; write it somewhere else$/],
  ['holds a folder by the name of a file', (folder) => {
    mkdirSync(join(folder, 'a.k8s.yaml'), { recursive: true });
    return folder;
  }, /a\.k8s\.yaml: is a folder; write it somewhere else$/],
])('fails when the output folder %s', (_, outdirIn, message) => inTemporaryFolder((folder) => {
  const outdir = outdirIn(join(folder, 'out'));
  const app = new LinearApp({ outdir, recordConstructMetadata: false });
  new ApiObject(new Chart(app, 'a'), 'b', { apiVersion: 'v1', kind: 'ConfigMap' });
  expect(() => app.synth()).toThrow(message);
}));

test('fails as App does when dependencies go round in circles', () => {
  const message = expectSame((app) => {
    const chart = new Chart(app, 'chart');
    const [one, two] = [object(chart, 'one'), object(chart, 'two')];
    one.addDependency(two);
    two.addDependency(one);
  });
  expect(message).toBe('Dependency cycle detected: chart/one => chart/two => chart/one');
});

test('validations run once, whatever the number of charts', () => {
  let runs = 0;
  outcome(LinearApp, {}, (app) => {
    ['one', 'two', 'three'].forEach((each) => object(new Chart(app, each), 'thing'));
    app.node.addValidation({ validate: () => (runs++, []) });
  });
  expect(runs).toBe(1);
});
