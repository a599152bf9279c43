import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const SECRET =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: a, envFrom: [{secretRef: {name: gone}}]}]}';
let folder: string;
let program: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-nim-bin-'));
  program = join(folder, 'main.js');
  buildSync({
    entryPoints: [join(__dirname, 'main.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

const start = (args: string[], input: string) =>
  spawnSync(process.execPath, [program, ...args], { input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });

test.each([
  [0, ['check', '-'], 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}'],
  [1, ['check', '-'], SECRET],
  [2, ['check', '-'], '{'],
  [2, ['check'], ''],
])('the process exits %d for %j', (code, args, input) => {
  const { status, stderr } = start(args, input);
  expect(status).toBe(code);
  expect(stderr.includes('    at ')).toBe(false);
});

test('a report into a pipe has no colour and arrives whole', () => {
  const many = Array.from({ length: 500 }, (_, index) => SECRET.replace('name: p', `name: p${index}`)).join('\n---\n');
  const { stdout } = start(['check', '-', '--output', 'json'], many);
  expect(JSON.parse(stdout).findings).toHaveLength(500);
  expect(start(['check', '-'], SECRET).stdout).not.toContain('\u001b');
});

describe('where the system does not take or give what it should', () => {
  const shell = (command: string) =>
    spawnSync('bash', ['-c', command.replaceAll('CLI', `'${process.execPath}' '${program}'`)], { encoding: 'utf8' });
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  test('a report that does not fit on the disk is no finding', () => {
    const { status, stderr } = shell(`CLI check ${file('p.yaml', SECRET)} > /dev/full`);
    expect([status, stderr]).toEqual([
      2,
      'error: standard output: does not fit on the disk, which is full; make room, or write it somewhere else\n',
    ]);
    expect(shell(`CLI check ${file('p.yaml', SECRET)} > /dev/full 2> /dev/full`).status).toBe(2);
  });

  test('a file that is standard input is not overwritten', () => {
    const { status, stderr } = shell(`CLI plan - --html ${file('p.yaml', SECRET)} < ${join(folder, 'p.yaml')}`);
    expect([status, stderr]).toEqual([
      2, expect.stringContaining('p.yaml: is an input, which would be overwritten; write another name'),
    ]);
    expect(readFileSync(join(folder, 'p.yaml'), 'utf8')).toBe(SECRET);
  });

  test('a snapshot may come out of a pipe', () => {
    const node = {
      kind: 'Node', metadata: { name: 'n' }, status: { allocatable: { cpu: '4', memory: '8Gi', pods: '9' } },
    };
    const snapshot = file('snapshot.json', JSON.stringify({ kind: 'List', items: [node] }));
    const [piped, read] = [`<(cat ${snapshot})`, snapshot].map((source) =>
      shell(`CLI plan ${file('p.yaml', SECRET)} --output json --cluster ${source}`));
    expect(piped.stderr).toBe(read.stderr);
    expect(piped.stdout.replaceAll(/\/dev\/fd\/\d+/g, snapshot)).toBe(read.stdout);
    expect(JSON.parse(read.stdout).nodesKnown).toBe(true);
  });

  test.each([
    ['plan /dev/zero', 'more than the 64 MiB'],
    ['plan <(yes "a: b")', 'more than the 64 MiB'],
    ['plan P --nodes /dev/zero', 'more than 256 MiB'],
    ['check P --baseline /dev/zero', 'binary'],
    ['plan P --cluster /dev/zero', 'is neither a file nor a pipe'],
    ['plan P --cluster <(yes "[")', 'brackets 10000 deep'],
    ['plan P --html /proc/none/x.html', 'lies where no folder can be made'],
    ['plan P --cluster /proc/self/mem', '/proc/self/mem: cannot be read: i/o error; write another path'],
    ['check /proc/self/mem', '/proc/self/mem: cannot be read: i/o error; write another path'],
  ])('%s ends and says why', (command, reason) => {
    const { status, stderr } = shell(`CLI ${command.replace(' P', ` ${file('p.yaml', SECRET)}`)}`);
    expect([status, stderr]).toEqual([2, expect.stringContaining(reason)]);
    expect(stderr).not.toMatch(/\bE[A-Z]{3,}\b/);
  });
});

test.each([['/nowhere', 'is not there'], ['/dev/null', 'lies below something that is no folder']])(
  'with %s for temporary files it says what to set', (TMPDIR, problem) => {
    const { status, stderr } = spawnSync(process.execPath, [program, 'snapshot'], {
      encoding: 'utf8', env: { ...process.env, TMPDIR },
    });
    expect([status, stderr]).toEqual([
      2, `error: temporary folder '${TMPDIR}': ${problem}; set TMPDIR to a folder that may be written\n`,
    ]);
  },
);

describe('what goes on until somebody ends it', () => {
  const LIST = {
    kind: 'List', apiVersion: 'v1', items: [
      { kind: 'Node', metadata: { name: 'n' }, status: { allocatable: { cpu: '4', memory: '8Gi', pods: '10' } } },
      {
        apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db', namespace: 'default', generation: 1 },
        spec: { selector: { matchLabels: { app: 'db' } } }, status: { observedGeneration: 1, replicas: 1 },
      },
      {
        apiVersion: 'v1', kind: 'Pod',
        metadata: {
          name: 'db-0', namespace: 'default', labels: { app: 'db' },
          ownerReferences: [{ kind: 'StatefulSet', name: 'db', controller: true }],
        },
        spec: { nodeName: 'n', containers: [{ name: 'main', image: 'a:1' }] },
        status: {
          phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }],
          containerStatuses: [{ name: 'main', ready: true, restartCount: 0, state: { running: {} } }],
        },
      },
    ],
  };
  const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: {name: db}\n' +
    'spec: {selector: {app: db}, ports: [{port: 5432, targetPort: 5432}]}\n';
  /** Answers with the list; logs and port-forward go on, and write down which process they are. */
  const KUBECTL = `#!/bin/sh
case "$*" in
  *port-forward*) echo $$ > "$0.pid"; echo "Forwarding from 127.0.0.1:5432 -> 5432"; exec sleep 600;;
  *" logs "*) while :; do echo "$(date -u +%Y-%m-%dT%H:%M:%S.%NZ) a line"; sleep 0.1; done;;
  *" get "*|get*) cat "$0.json";;
esac
`;
  const shell = (command: string) => spawnSync('bash', ['-c', command], {
    encoding: 'utf8', timeout: 60_000,
    env: { ...process.env, PATH: `${folder}:${process.env.PATH}`, CLI: program, NODE: process.execPath, FOLDER: folder },
  });
  beforeAll(() => {
    writeFileSync(join(folder, 'kubectl'), KUBECTL, { mode: 0o755 });
    writeFileSync(join(folder, 'kubectl.json'), JSON.stringify(LIST));
    writeFileSync(join(folder, 'service.yaml'), SERVICE);
  });

  test('ends when nobody reads it any more', () => {
    const { status, stdout } = shell('"$NODE" "$CLI" logs --namespace default | head -n 1; exit ${PIPESTATUS[0]}');
    expect([status, stdout]).toEqual([130, 'db-0 | a line\n']);
  }, 90_000);

  test.each(['INT', 'TERM', 'HUP'])('leaves no program behind when it gets SIG%s', (signal) => {
    const { stdout } = shell(`
      rm -f "$FOLDER/kubectl.pid"
      "$NODE" "$CLI" forward "$FOLDER/service.yaml" db & cli=$!
      until [ -s "$FOLDER/kubectl.pid" ]; do sleep 0.1; done
      sleep 0.5; kill -${signal} $cli; wait $cli; echo "ended with $?"
      kill -0 "$(cat "$FOLDER/kubectl.pid")" 2> "$FOLDER/none" && echo "still there"
      true`);
    expect(stdout).toMatch(/\nended with 130\n$/);
  }, 90_000);
});
