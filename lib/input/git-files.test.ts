import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { filesAtRevision } from './git-files';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'git-files-'));
  git('init', '--quiet', '--initial-branch=main');
});
afterEach(() => rmSync(folder, { recursive: true }));

const git = (...args: string[]) => execFileSync(
  'git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder, encoding: 'utf8' });

function write(files: { [name: string]: string }): void {
  Object.entries(files).forEach(([name, text]) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  });
}

function commit(files: { [name: string]: string }): string {
  write(files);
  git('add', '.');
  git('commit', '--quiet', '-m', 'one');
  return git('rev-parse', 'HEAD').trim();
}

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';

test('each file has its own text, whatever stands in the others', () => {
  const texts = { 'a.yaml': 'ä\n\n', 'b.yaml': '', 'sub/c.yml': `${CONFIG}${'# x\n'.repeat(2000)}`, 'd.json': '{}' };
  const hash = commit(texts);
  write({ 'a.yaml': 'changed' });
  const { commit: found, sources } = filesAtRevision('main', [folder]);
  expect(found).toBe(hash);
  expect(Object.fromEntries(sources.map(({ file, text }) => [file, text])))
    .toEqual(Object.fromEntries(Object.entries(texts).map(([name, text]) => [`main:${name}`, text])));
});

test('of a folder that is read which a walk of the same folder reads', () => {
  commit({
    'app/a.yaml': CONFIG, 'app/README.md': 'x', 'app/.hidden/b.yaml': CONFIG, 'app/node_modules/c.yaml': CONFIG,
    'app/a[1].yaml': CONFIG, 'other/d.yaml': CONFIG, 'apples/e.yaml': CONFIG,
  });
  const files = (...paths: string[]) =>
    filesAtRevision('HEAD', paths.map((name) => join(folder, name))).sources.map(({ file }) => file).sort();
  expect(files('app')).toEqual(['HEAD:app/a.yaml', 'HEAD:app/a[1].yaml']);
  expect(files('app/a[1].yaml')).toEqual(['HEAD:app/a[1].yaml']);
  expect(files('app/README.md', 'other')).toEqual(['HEAD:app/README.md', 'HEAD:other/d.yaml']);
});

test('links are followed as they led at the revision, those to folders not within a folder', () => {
  write({ 'releases/1/a.yaml': CONFIG, 'app/README.md': 'x' });
  symlinkSync('releases/1', join(folder, 'current'));
  symlinkSync('../releases/1/a.yaml', join(folder, 'app/link.yaml'));
  symlinkSync('../releases/1', join(folder, 'app/folder.yaml'));
  symlinkSync('nowhere', join(folder, 'app/gone.yaml'));
  commit({});
  rmSync(join(folder, 'current'));
  write({ 'releases/2/a.yaml': `${CONFIG}# 2` });
  symlinkSync('releases/2', join(folder, 'current'));
  const found = (path: string) =>
    filesAtRevision('HEAD', [join(folder, path)]).sources.map(({ file, text }) => [file, text]);
  expect(found('current')).toEqual([['HEAD:current/a.yaml', CONFIG]]);
  expect(found('current/a.yaml')).toEqual([['HEAD:current/a.yaml', CONFIG]]);
  expect(found('app')).toEqual([['HEAD:app/link.yaml', CONFIG]]);
  const outside = mkdtempSync(join(tmpdir(), 'git-link-'));
  symlinkSync(join(folder, 'app'), join(outside, 'to'));
  expect(filesAtRevision('HEAD', [join(outside, 'to')]).sources).toMatchObject([{ file: 'HEAD:app/link.yaml' }]);
  rmSync(outside, { recursive: true });
});

describe('with a submodule', () => {
  let module: string;
  beforeEach(() => {
    module = mkdtempSync(join(tmpdir(), 'git-module-'));
    const inModule = ['-C', module];
    git(...inModule, 'init', '--quiet', '--initial-branch=main');
    writeFileSync(join(module, 'a.yaml'), CONFIG);
    git(...inModule, 'add', '.');
    git(...inModule, 'commit', '--quiet', '-m', 'one');
    git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', module, 'app/models');
    commit({ 'app/b.yaml': CONFIG });
  });
  afterEach(() => rmSync(module, { recursive: true }));

  test('its files are those of the commit that it had', () => {
    write({ 'app/models/a.yaml': 'changed', 'app/models/new.yaml': CONFIG });
    const { sources } = filesAtRevision('main', [join(folder, 'app')]);
    expect(sources.map(({ file, text }) => [file, text]).sort())
      .toEqual([['main:app/b.yaml', CONFIG], ['main:app/models/a.yaml', CONFIG]]);
    expect(filesAtRevision('HEAD', [join(folder, 'app/models')]).sources).toMatchObject([{ file: 'HEAD:a.yaml' }]);
  });

  test('fails when its commit is not there, as in a clone without submodules', () => {
    rmSync(join(folder, 'app/models'), { recursive: true });
    mkdirSync(join(folder, 'app/models'));
    expect(() => filesAtRevision('main', [join(folder, 'app')]))
      .toThrow(/app\/models: is a submodule, and its commit [0-9a-f]{9} is not there; run git submodule update --init/);
  });

  test('fails when paths are in two repositories, which have revisions of their own', () => {
    expect(() => filesAtRevision('main', [join(folder, 'app/b.yaml'), join(folder, 'app/models')]))
      .toThrow(/--from git:main: the manifests are in 2 repositories: .*, .*models; write those of one repository/);
  });
});

test('a hook of another repository does not lead astray', () => {
  commit({ 'a/a.yaml': CONFIG, 'b.yaml': CONFIG });
  process.env.GIT_DIR = join(folder, '.git');
  try {
    expect(filesAtRevision('main', [join(folder, 'a')]).sources.map(({ file }) => file)).toEqual(['main:a/a.yaml']);
  } finally {
    delete process.env.GIT_DIR;
  }
});

test('fails when a link leads out of the repository, or a path has a line feed', () => {
  symlinkSync(tmpdir(), join(folder, 'out'));
  commit({ 'a.yaml': CONFIG });
  expect(() => filesAtRevision('main', [join(folder, 'out')])).toThrow(/is in no git repository|is a link to /);
  rmSync(join(folder, 'out'));
  write({ 'out/a.yaml': CONFIG, 'a\nb/a.yaml': CONFIG });
  expect(() => filesAtRevision('main', [join(folder, 'out')]))
    .toThrow(/:out: is a link to .*, which is in no revision; write --from with a folder/);
  expect(() => filesAtRevision('main', [join(folder, 'a\nb')])).toThrow(/cannot be asked for a path with a line feed/);
});

test('fails when a file is kept by Git LFS', () => {
  commit({ 'a.yaml': 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1\n' });
  expect(() => filesAtRevision('main', [folder])).toThrow(/^main:a\.yaml: is kept by Git LFS, and git has a/);
});

test('what is a template of a chart, and what was named, is known', () => {
  commit({
    'c/Chart.yaml': 'name: c\n', 'c/templates/a.yaml': CONFIG, 'c/b.yaml': CONFIG,
    'templates/d.yaml': CONFIG, 'e.yaml': CONFIG,
  });
  const { sources } = filesAtRevision('main', [folder]);
  expect(sources.filter(({ isTemplate }) => isTemplate).map(({ file }) => file)).toEqual(['main:c/templates/a.yaml']);
  expect(sources.every(({ isFromFolder }) => isFromFolder)).toBe(true);
  expect(filesAtRevision('main', [join(folder, 'c/b.yaml')]).sources).toMatchObject([{ isFromFolder: false }]);
});

test('a path that did not stand there has nothing', () => {
  commit({ 'a.yaml': CONFIG });
  write({ 'new/b.yaml': CONFIG });
  expect(filesAtRevision('main', [join(folder, 'new')]).sources).toEqual([]);
});

test('fails when git cannot read what it is asked, with what it said', () => {
  commit({ 'a.yaml': CONFIG });
  const [hash] = git('ls-tree', 'HEAD', '--object-only', 'a.yaml').trim().split('\n');
  rmSync(join(folder, '.git/objects', hash.slice(0, 2), hash.slice(2)));
  const tree = git('rev-parse', 'HEAD^{tree}').trim();
  rmSync(join(folder, '.git/objects', tree.slice(0, 2), tree.slice(2)));
  expect(() => filesAtRevision('main', [folder])).toThrow(/: git: [^;]+; write a revision that git can read here$/);
});

test('fails when the repository belongs to somebody else, with the command that git tells', () => {
  commit({ 'a.yaml': CONFIG });
  process.env.GIT_TEST_ASSUME_DIFFERENT_OWNER = '1';
  try {
    expect(() => filesAtRevision('main', [folder]))
      .toThrow(/: git: detected dubious ownership in repository at '[^;]+; run git config --global --add safe\.directory /);
  } finally {
    delete process.env.GIT_TEST_ASSUME_DIFFERENT_OWNER;
  }
});

test.each([['it is missing', undefined, /^git: not found on the PATH; install it, or write --from with a folder$/],
  ['it may not be run', 0o644, /^git: may not be run; make it one that may be \(chmod \+x\)$/]])(
  'fails when of git %s', (_, mode, message) => {
    const path = process.env.PATH;
    process.env.PATH = folder;
    try {
      if (mode !== undefined) {
        writeFileSync(join(folder, 'git'), '', { mode });
      }
      expect(() => filesAtRevision('main', [folder])).toThrow(message);
    } finally {
      process.env.PATH = path;
    }
  },
);
