import { execFileSync } from 'child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ROOT } from '../support/manifests';
import { blocksOf, PAGES, textOf } from '../support/pages';
import { Outcome, PROJECT, run } from '../support/workspace';

/** Commands of others, which the two set-up commands do not bring: what stands in for each. */
const STAND_INS: { [command: string]: string } = {
  helm: `cat "${join(ROOT, 'examples/helm-release/rendered.yaml')}"`,
  // What is applied must be there; the control plane of test/ has more to say about it.
  kubectl: 'while [ $# -gt 0 ]; do [ "$1" != -f ] || [ -e "$2" ] || exit 9; shift; done; echo kind: Secret',
  eksctl: 'while [ $# -gt 0 ]; do [ "$1" != -f ] || [ -e "$2" ] || exit 9; shift; done',
  kubeseal: 'cat',
  // What is read of a revision is read; nothing is changed.
  git: `[ "$1" != --literal-pathspecs ] || exec ${execFileSync('which', ['git'], { encoding: 'utf8' }).trim()} "$@"`,
};

const NODE = {
  metadata: { name: 'a', labels: { 'kubernetes.io/hostname': 'a' } },
  spec: {},
  status: { allocatable: { 'cpu': '8', 'memory': '32Gi', 'pods': '58', 'nvidia.com/gpu': '1' } },
};

/** Shell lines of a page: of `sh` blocks, and those behind `$ ` of `console` blocks; a continued line is one. */
function commandsOf(page: string): string[] {
  return blocksOf(page).flatMap(({ info, code }) => {
    const lines = code.replace(/\\\n\s*/g, '').split('\n').map((line) => line.replace(/\s+#.*$/, ''));
    return info === 'sh'
      ? lines
      : info === 'console'
        ? lines.filter((line) => line.startsWith('$ ')).map((line) => line.slice(2))
        : [];
  });
}

const isOfOurs = (command: string): boolean => /\bnpx cdk8s-nim\b|\bnode scripts\//.test(command);
const inText = [
  ...new Set(PAGES.flatMap((page) => [...textOf(page).matchAll(/`(npx cdk8s-nim [^`…|]+)`/g)].map(([, each]) => each))),
];
/** What needs a cluster; test/control-plane/operate/pages.live.test.ts runs each of them. */
const OPERATES = /\bcdk8s-nim (deploy|status|verify|logs|forward|rollback|recover|drain|surge|cleanup)\b/;
const all = [
  ...new Set([...PAGES.flatMap(commandsOf).filter(isOfOurs), ...inText.filter((each) => !each.endsWith(' -'))]),
];
const commands = all.filter((each) => !OPERATES.test(each));
const operating = all.filter((each) => OPERATES.test(each));

/** Holds the clone, and what a page puts beside it. */
let base: string;
let folder: string;
let path: string;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'cdk8s-nim-'));
  folder = join(base, 'cdk8s-nim');
  [...PROJECT, 'docs', 'examples'].forEach((name) => cpSync(join(ROOT, name), join(folder, name), { recursive: true }));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  // What npm pack makes; test/package has it installed.
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  writeFileSync(join(folder, `cdk8s-nim-${version}.tgz`), '');
  writeFileSync(
    join(folder, 'nodes.json'),
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [{ kind: 'Node', ...NODE }] }),
  );
  // npx itself takes longer than the command, which bundles its sources each time it is asked in a clone.
  // Once shows both.
  expect(run(folder, 'npx', 'cdk8s-nim', '--version')).toMatchObject({ status: 0 });
  rmSync(join(folder, 'cli/main.ts'));
  for (const args of [['init', '-b', 'main'], ['add', 'dist'], ['commit', '-m', 'what runs']]) {
    const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
    expect(run(folder, 'git', ...who, ...args)).toMatchObject({ status: 0 });
  }
  path = join(folder, 'stand-ins');
  mkdirSync(path);
  const npx = `shift; exec "${process.execPath}" "${join(folder, 'bin/cdk8s-nim.js')}" "$@"`;
  for (const [name, script] of Object.entries({ ...STAND_INS, npx })) {
    writeFileSync(join(path, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(path, name), 0o755);
  }
}, 30_000);

afterAll(() => rmSync(base, { recursive: true, force: true }));

const shell = (command: string): Outcome =>
  run(folder, 'bash', '-c', `PATH="${path}:$PATH"; set -o pipefail; ${command}`);

test('the pages show commands of ours', () => {
  expect(commands.length).toBeGreaterThan(7);
});

test.each(commands)('%s', (command) => {
  const { status, stderr } = shell(command);
  // 1: it found something, which the pages show too.
  expect([status === 0 || status === 1, stderr.replace(/^.*: written\n/, '')]).toEqual([true, '']);
}, 30_000);

test.each(operating)('%s names a command and options that there are', (command) => {
  const { status, stdout } = shell(`npx cdk8s-nim ${OPERATES.exec(command)![1]} --help`);
  const options = [...command.matchAll(/ (--[\w-]+)/g)].map(([, option]) => option);
  expect([status, options.filter((option) => !stdout.includes(`${option} `))]).toEqual([0, []]);
}, 30_000);

test('the commands that operate a cluster are shown', () => {
  expect(new Set(operating.map((each) => OPERATES.exec(each)![1])).size).toBe(10);
});

const foreign = PAGES.flatMap(commandsOf).filter((command) => /^(kubectl (apply|create)|eksctl)\b/.test(command));

test.each([...new Set(foreign)])('%s finds the files it names', (command) => {
  writeFileSync(join(folder, 'ngc-api-key'), 'key');
  writeFileSync(join(folder, 'token'), 'token');
  mkdirSync(join(folder, 'dist/argocd'), { recursive: true });
  expect(shell(command)).toMatchObject({ status: 0 });
});

test('every npm script that a page names exists', () => {
  const ours = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts;
  // Those of the app that init writes.
  const scripts = { ...ours, prove: undefined };
  const named = PAGES.flatMap((page) =>
    [...textOf(page).matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name]) => name),
  );
  expect(new Set(named).size).toBeGreaterThan(5);
  expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
});
