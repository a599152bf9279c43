import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plan } from '../prover/plan';
import { snapshotOf } from './read-from';
import { readInput } from './read-input';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'from-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const deployment = (name: string, image: string, namespace = 'demo', more = '') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${namespace}${more}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: a, image: '${image}'}]}}
`;
const write = (file: string, text: string) => {
  const path = join(folder, file);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
};
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
const read = (path: string, from: string, more: object = {}) =>
  readInput({ paths: [path], namespace: 'default', from, ...more }, { err: () => undefined });
const images = ({ from }: ReturnType<typeof readInput>) =>
  from!.model.workloads.map(({ manifest }) => /"image":"(.*?)"/.exec(JSON.stringify(manifest.json))![1]);

test('literals of environments are compared with those of what kubectl prints, and a report has none of them', () => {
  const web = (value: string) => ({
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'demo' },
    spec: {
      replicas: 1, selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'a', image: 'a:1', env: [{ name: 'MODE', value }] }] },
      },
    },
  });
  const status = { allocatable: { cpu: '4', memory: '8Gi', pods: '9' } };
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' }, status };
  const cluster = write('cluster.json', JSON.stringify({ kind: 'List', items: [node, web('fast')] }));
  const planned = (value: string) => {
    const { model, from, cluster: nodes } = read(write('asked.json', JSON.stringify(web(value))), cluster);
    return plan(model, { cluster: nodes, from, remedies: false });
  };
  const changes = ['fast', 'slow'].map((value) => planned(value).workloads[0].change?.kind);
  expect(changes).toEqual(['unchanged', 'updated']);
  expect(JSON.stringify(planned('slow'))).not.toMatch(/"(fast|slow)"/);
});

test('a folder or a file is read as what runs', () => {
  const [old, next] = [write('old/a.yaml', deployment('a', 'a:1')), write('new/a.yaml', deployment('a', 'a:2'))];
  expect(images(read(next, join(folder, 'old')))).toEqual(['a:1']);
  expect(read(next, old)).toMatchObject({ from: { name: old, prune: false, isLive: false } });
});

test('a revision is read where the manifests stand now', () => {
  git('init', '--quiet', '--initial-branch=main');
  write('dist/a.yaml', deployment('a', 'a:1'));
  write('dist/values.txt', 'no manifest');
  write('other/b.yaml', deployment('b', 'b:1'));
  git('add', '.');
  git('commit', '--quiet', '-m', 'one');
  write('dist/a.yaml', deployment('a', 'a:2'));
  const result = read(join(folder, 'dist'), 'git:main');
  expect(images(result)).toEqual(['a:1']);
  expect(result.from!.name).toMatch(/^git:main \([0-9a-f]{9}\)$/);
  expect(result.from!.model.manifests[0].file).toBe('main:dist/a.yaml');
  expect(images(read(join(folder, 'dist', 'a.yaml'), 'git:HEAD'))).toEqual(['a:1']);
});

test('what did not stand at a revision is all new', () => {
  git('init', '--quiet', '--initial-branch=main');
  git('commit', '--quiet', '--allow-empty', '-m', 'one');
  const path = write('dist/a.yaml', deployment('a', 'a:1'));
  const { from } = read(path, 'git:main');
  expect([from!.model.manifests, from!.name]).toEqual([[], expect.stringContaining('where nothing stood under')]);
});

const NODE = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'n' },
  status: { allocatable: { cpu: '4', memory: '8Gi', pods: '10' } },
};
const live = (generation: number) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'a', namespace: 'demo', generation },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'a' } },
    template: { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'a', image: 'a:1' }] } },
  },
});
const snapshot = (generation = 2) =>
  write(
    'cluster.json',
    JSON.stringify({
      kind: 'List',
      items: [NODE, live(generation), { ...live(1), metadata: { name: 'other', namespace: 'demo' } }],
    }),
  );

test('of a snapshot, what the manifests describe is what changes; its nodes are those of the cluster', () => {
  const result = read(write('a.yaml', deployment('a', 'a:2')), snapshot());
  expect(images(result)).toEqual(['a:1']);
  expect(result.cluster?._nodes.map(({ name }) => name)).toEqual(['n']);
  expect(result.from).toMatchObject({ isLive: true });
});

const config = (name: string, namespace: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: ${namespace}}\n`;

test('only a file of JSON that holds a node is a snapshot', () => {
  mkdirSync(join(folder, 'folder.json'));
  const node = '{"kind" : "Node"}';
  expect(snapshotOf(join(folder, 'folder.json'))).toBeUndefined();
  expect(snapshotOf(write('a.yaml', node))).toBeUndefined();
  expect(snapshotOf(write('b.json', '{"kind": "NodePool"}'))).toBeUndefined();
  expect(snapshotOf('git:main')).toBeUndefined();
  expect(snapshotOf(write('c.JSON', node))?.name).toBe(join(folder, 'c.JSON'));
  const read = snapshotOf(join(folder, 'c.JSON'))!;
  expect(snapshotOf(join(folder, 'c.JSON'), read)).toBe(read);
  expect(snapshotOf(write('d.json', node), read)?.name).toBe(join(folder, 'd.json'));
});

test.each([0, 1, 7, 12, 13])('a node is found where a piece that is read ends within its kind, %i characters in', (cut) => {
  const before = '{"items": ["';
  const text = `${before}${'x'.repeat(2 ** 20 - before.length - 4 - cut)}", {"kind": "Node"}]}`;
  expect(snapshotOf(write('cluster.json', text))).toBeDefined();
});

test('manifests without pods have no namespace that must be the same', () => {
  const old = write('old/a.yaml', config('settings', 'other'));
  const next = write('new/a.yaml', [deployment('a', 'a:2'), config('settings', 'other')].join('---\n'));
  expect(read(next, old).from!.model.manifests).toHaveLength(1);
  expect(read(old, next).from!.model.manifests).toHaveLength(2);
});

test('an object that became one of another kind is still of the same app', () => {
  const old = write('old.yaml', deployment('a', 'a:1').replace('kind: Deployment', 'kind: StatefulSet'));
  expect(images(read(write('new.yaml', deployment('a', 'a:2')), old))).toEqual(['a:1']);
});

describe('fails when', () => {
  const path = () => write('new/a.yaml', deployment('a', 'a:2'));

  test('the folder does not exist', () => {
    expect(() => read(path(), join(folder, 'gone'))).toThrow(
      /--from .*gone: no such file or folder; write a folder, a file, a snapshot, or git:REVISION/,
    );
  });

  test('the revision does not exist, or would be an option of git', () => {
    git('init', '--quiet', '--initial-branch=main');
    git('commit', '--quiet', '--allow-empty', '-m', 'one');
    expect(() => read(path(), 'git:gone')).toThrow(
      /--from git:gone: there is no revision 'gone' in .*; write a branch/,
    );
    expect(() => read(path(), 'git:--help')).toThrow(/there is no revision '--help'/);
  });

  test('a revision has only what a tool makes manifests of', () => {
    git('init', '--quiet', '--initial-branch=main');
    write('new/kustomization.yaml', 'resources: [../base]\n');
    git('add', '.');
    git('commit', '--quiet', '-m', 'one');
    expect(() => read(path(), 'git:main')).not.toThrow();
    expect(() => read(join(path(), '..'), 'git:main')).toThrow(
      /^main:new\/kustomization\.yaml: is input of a tool, and no manifest stood beside it; render both, and write --from/,
    );
  });

  test('the manifests are in no repository', () => {
    expect(() => read(path(), 'git:main')).toThrow(/is in no git repository; write --from with a folder or a snapshot/);
  });

  test('the manifests come from standard input, and a revision is asked for', () => {
    expect(() =>
      readInput(
        { paths: ['-'], namespace: 'default', from: 'git:main' },
        { err: () => undefined, readStandardInput: () => Buffer.from(deployment('a', 'a:2')) },
      ),
    ).toThrow(/--from git: standard input is in no repository/);
  });

  test('the folder renders other namespaces', () => {
    expect(() => read(path(), write('old.yaml', deployment('a', 'a:1', 'staging')))).toThrow(
      /renders namespace staging, the manifests demo; write what runs now of the same/,
    );
  });

  test('the folder renders many other namespaces, of which the first three are named', () => {
    const of = (...names: string[]) => names.map((name) => deployment('a', 'a:1', name)).join('---\n');
    expect(() => read(write('new.yaml', of('e', 'f', 'g', 'h')), write('old.yaml', of('a', 'b', 'c', 'd')))).toThrow(
      /renders namespace a, b, c, the manifests e, f, g; write/,
    );
    expect(() => read(write('new.yaml', of('d', 'e')), write('old.yaml', of('a', 'd')))).not.toThrow();
  });

  test('from and to are of different apps', () => {
    expect(() => read(path(), write('old.yaml', deployment('b', 'b:1')))).toThrow(
      /has no object in common with the manifests, as if it were another app/,
    );
  });

  test('the snapshot is older than the manifests', () => {
    const newer = write('live.yaml', deployment('a', 'a:2', 'demo', ', generation: 3'));
    expect(() => read(newer, snapshot(2))).toThrow(
      /^--from .*cluster\.json: is older than the manifests: Deployment\/a has been changed in the cluster since; take the snapshot again/,
    );
    expect(() => read(newer, snapshot(3))).not.toThrow();
  });

  test('the manifests were made anew in the cluster since the snapshot', () => {
    const of = (day: number) => `, creationTimestamp: '2026-01-0${day}T00:00:00Z'`;
    const old = write('cluster.json', JSON.stringify({
      items: [NODE, {
        ...live(1), metadata: { name: 'a', namespace: 'demo', creationTimestamp: '2026-01-02T00:00:00Z' },
      }],
    }));
    const next = (day: number) => write('live.yaml', deployment('a', 'a:2', 'demo', of(day)));
    expect(() => read(next(3), old)).toThrow(/is older than the manifests: Deployment\/a has been changed/);
    expect(() => read(next(2), old)).not.toThrow();
    expect(() => read(next(1), old)).not.toThrow();
  });

  test('--prune is asked for without what runs, or with a snapshot', () => {
    expect(() => readInput({ paths: [path()], namespace: 'default', prune: true }, { err: () => undefined })).toThrow(
      /--prune: nothing says what runs before/,
    );
    expect(() => read(path(), snapshot(), { prune: true })).toThrow(
      /--prune: a snapshot does not tell what belongs to these manifests/,
    );
  });
});

test('quotas and all else that a snapshot has stand beside the manifests, though it only says what runs', () => {
  const quota = {
    apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q', namespace: 'demo' }, spec: { hard: { pods: '1' } },
  };
  const node = {
    apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' },
    status: { allocatable: { cpu: '4', memory: '8Gi' }, nodeInfo: { kubeletVersion: 'v1.36.1' } },
  };
  const live = write('snapshot.json', JSON.stringify({ kind: 'List', items: [node, quota] }));
  const { model, snapshot } = read(write('new/a.yaml', deployment('a', 'a:2')), live);
  expect(model.byKind('ResourceQuota').map(({ name }) => name)).toEqual(['q']);
  expect([model.options.kubernetes?.toString(), snapshot?.nodes.length]).toEqual(['1.36', 1]);
});
