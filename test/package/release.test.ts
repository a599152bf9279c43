import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inCopyOfProject, run } from '../support/workspace';
import { ROOT } from '../support/manifests';
import { cpSync } from 'node:fs';

const FILES = ['CHANGELOG.md', 'LICENSE', 'README.md'];

const git = (folder: string, ...args: string[]) =>
  run(folder, 'git', '-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main', ...args);

test('npm version moves the entries of the change log, and the version that reports name, to the number', () => {
  inCopyOfProject((folder) => {
    FILES.forEach((name) => cpSync(join(ROOT, name), join(folder, name)));
    const text = (name: string) => readFileSync(join(folder, name), 'utf8');
    writeFileSync(
      join(folder, 'CHANGELOG.md'),
      text('CHANGELOG.md').replace(/^## \[Unreleased\]$/m, '## [Unreleased]\n\n### Added\n\n- A thing of this test.'),
    );
    writeFileSync(join(folder, '.gitignore'), 'node_modules\n');
    git(folder, 'init', '-q');
    git(folder, 'config', 'user.name', 'a');
    git(folder, 'config', 'user.email', 'a@example.com');
    git(folder, 'add', '-A');
    git(folder, 'commit', '-q', '-m', 'begin');
    expect(run(folder, 'npm', 'version', '9.9.9')).toMatchObject({ status: 0 });
    expect(text('lib/prover/engine/tool-version.ts')).toContain("TOOL_VERSION = '9.9.9'");
    expect(text('CHANGELOG.md')).toMatch(
      /^## \[Unreleased\]\n\n## \[9\.9\.9\] - \d{4}-\d\d-\d\d\n+### Added\n\n- A thing of this test/m,
    );
    expect(git(folder, 'status', '--porcelain').stdout).toBe('');
    expect(git(folder, 'tag').stdout).toBe('v9.9.9\n');
    expect(run(folder, 'npm', 'version', '9.9.10').stderr).toContain('nothing stands under "## [Unreleased]"');
  });
}, 60_000);

test('npm publish names the repository once the owner has set it as CONTRIBUTING.md says', () => {
  const page = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');
  const command = /`(npm pkg set repository="github:<owner>\/cdk8s-nim")`/.exec(page)![1];
  inCopyOfProject((folder) => {
    FILES.forEach((name) => cpSync(join(ROOT, name), join(folder, name)));
    // No registry answers: nothing can be sent, and nothing is asked.
    const publish = () => run(
      folder, 'npm', 'publish', '--dry-run', '--ignore-scripts', '--loglevel', 'notice', '--registry', 'http://127.0.0.1:9/',
    );
    expect(publish().stderr).not.toContain('github.com/acme');
    expect(run(folder, 'sh', '-c', command.replace('<owner>', 'acme'))).toMatchObject({ status: 0 });
    const { status, stderr } = publish();
    expect([status, stderr]).toEqual([0, expect.stringContaining('git+https://github.com/acme/cdk8s-nim.git')]);
  });
}, 60_000);
