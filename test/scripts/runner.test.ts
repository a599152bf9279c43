import { execFileSync } from 'child_process';
import {
  cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync,
} from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { ROOT } from '../support/manifests';
import { Outcome, run } from '../support/workspace';

const PRINTS_NAME = 'import { name } from \'./name\';\nprocess.stdout.write(name);\n';

/** Apps by the folder they are in; each that a test changes is run once before. */
const APPS: { [file: string]: string } = {
  'edited/main.ts': PRINTS_NAME,
  'edited/name.ts': "export const name = 'one';\n",
  'aged/main.ts': PRINTS_NAME,
  'aged/name.ts': "export const name = 'one';\n",
  'replaced/main.ts': PRINTS_NAME,
  'replaced/name.ts': "export const name = 'one';\n",
  'replaced/other.txt': "export const name = 'two';\n",
  'shadowed/main.ts': PRINTS_NAME,
  'shadowed/name/index.ts': "export const name = 'one';\n",
  'deleted/main.ts': PRINTS_NAME,
  'deleted/name.ts': "export const name = 'one';\n",
  'branched/main.ts': PRINTS_NAME,
  'branched/name.ts': "export const name = 'one';\n",
  'package/main.ts':
    "import Ajv from 'ajv';\nprocess.stdout.write(String(new Ajv().validate({ type: 'string' }, '')));\n",
  'loading/main.ts': "import { Yaml } from 'cdk8s';\nprocess.stdout.write(Yaml.load('loading/thing.yaml')[0].kind);\n",
  'loading/thing.yaml': 'kind: Thing\n',
  'importing/main.ts': "import('node:path').then((path) => process.stdout.write(path.posix.join('a', 'b')));\n",
  'throwing/main.ts':
    "import { Chart, App } from 'cdk8s';\nconst chart = new Chart(new App(), 'shop');\nnew Chart(chart, 'web');\nnew Chart(chart, 'web');\n",
};

let folder: string;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function app(name: string): Outcome {
  return run(folder, process.execPath, 'scripts/app.js', `${name}/main.ts`);
}

function built(name: string): string {
  return join(folder, 'build', 'app', `${name}-main.js`);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-nim-'));
  ['scripts', 'package.json', 'tsconfig.json'].forEach((name) =>
    cpSync(join(ROOT, name), join(folder, name), { recursive: true }),
  );
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  Object.entries(APPS).forEach(([file, text]) => write(file, text));
  ['edited', 'aged', 'replaced', 'shadowed', 'deleted', 'branched'].forEach(app);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('an edit that keeps the size shows at once, and so does a second edit right after it', () => {
  for (const name of ['two', 'six', 'ten']) {
    write('edited/name.ts', `export const name = '${name}';\n`);
    expect(app('edited').stdout).toBe(name);
  }
});

test('an edit that keeps the size and sets the time back shows', () => {
  const { atime, mtime } = statSync(join(folder, 'aged/name.ts'));
  write('aged/name.ts', 'export const name = \'two\';\n');
  utimesSync(join(folder, 'aged/name.ts'), atime, mtime);
  expect(app('aged').stdout).toBe('two');
});

test('another file of the same size and age in place of the first shows', () => {
  const { atime, mtime } = statSync(join(folder, 'replaced/name.ts'));
  utimesSync(join(folder, 'replaced/other.txt'), atime, mtime);
  renameSync(join(folder, 'replaced/other.txt'), join(folder, 'replaced/name.ts'));
  expect(app('replaced').stdout).toBe('two');
});

test('a new file that an import finds before the one it found shows', () => {
  expect(app('shadowed').stdout).toBe('one');
  write('shadowed/name.ts', 'export const name = \'two\';\n');
  expect(app('shadowed').stdout).toBe('two');
});

test('fails when a file is deleted that the last build still holds', () => {
  rmSync(join(folder, 'deleted/name.ts'));
  expect(app('deleted')).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringContaining('Could not resolve "./name"'),
  });
});

test('switching branches shows', () => {
  const git = (...args: string[]): void => {
    execFileSync(
      'git',
      ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=first', ...args],
      { cwd: join(folder, 'branched'), stdio: 'ignore' },
    );
  };
  git('init');
  git('add', '.');
  git('commit', '-m', 'one');
  git('switch', '-c', 'second');
  write('branched/name.ts', 'export const name = \'two\';\n');
  git('commit', '-am', 'two');
  git('switch', 'first');
  expect(app('branched').stdout).toBe('one');
  git('switch', 'second');
  expect(app('branched').stdout).toBe('two');
});

test('an app that imports a package that may need its own folder runs with the package outside the build', () => {
  expect(app('package')).toEqual({ status: 0, stdout: 'true', stderr: '' });
  expect(readFileSync(built('package'), 'utf8')).toContain('require("ajv")');
});

test('an app that loads YAML, for which cdk8s runs a program beside its own code, works from the build', () => {
  expect(app('loading')).toEqual({ status: 0, stdout: 'Thing', stderr: '' });
});

test('an app that imports when it runs works from the build', () => {
  expect(app('importing')).toEqual({ status: 0, stdout: 'a/b', stderr: '' });
});

test('fails with the message of the app alone', () => {
  expect(app('throwing')).toEqual({
    status: 1,
    stdout: '',
    stderr: "error: There is already a Construct with name 'web' in Chart [shop]\n",
  });
});

test('DEBUG says the line of the source', () => {
  const { stderr } = run(folder, 'env', 'DEBUG=1', process.execPath, 'scripts/app.js', 'throwing/main.ts');
  expect(stderr).toMatch(/throwing\/main\.ts:4:1/);
});
