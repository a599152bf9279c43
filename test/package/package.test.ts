import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transformSync } from 'esbuild';
import { ROOT } from '../support/manifests';
import { longTest } from '../support/test-with';
import { contentsBelow, inTemporaryFolder, run } from '../support/workspace';

const PAGE = readFileSync(join(ROOT, 'docs/reference/prover.md'), 'utf8');
const EXAMPLE = /```ts\n(.*?)```/s.exec(PAGE)![1];
const LOADED = `
const loaded = Object.keys(require.cache).filter((file) => /node_modules.(cdk8s|constructs)|.imports./.test(file.replace(/cdk8s-nim/g, '')));
console.log('loaded', JSON.stringify(loaded));`;

/** The tarball that `npm publish` would send, packed and unpacked once for all tests. */
let packed: string;
let tarball: string;
beforeAll(() => {
  packed = mkdtempSync(join(tmpdir(), 'cdk8s-nim-'));
  const { status, stdout } = run(ROOT, 'npm', 'pack', '--json', '--pack-destination', packed);
  expect(status).toBe(0);
  tarball = join(packed, JSON.parse(stdout.slice(stdout.indexOf('[')))[0].filename);
  expect(run(packed, 'tar', 'xzf', tarball)).toMatchObject({ status: 0 });
}, 120_000);
afterAll(() => rmSync(packed, { recursive: true, force: true }));

longTest('the tarball holds the library, the command line, their typings and the pages of rules, and nothing else', () => {
  const paths = Object.keys(contentsBelow(join(packed, 'package')));
  expect(paths).toEqual(expect.arrayContaining([
    'LICENSE', 'README.md', 'build/lib/index.js', 'build/lib/index.d.ts', 'build/lib/prover/index.d.ts',
    'build/cli/main.js', 'build/imports/k8s.js', 'docs/rules/README.md', 'action/comment.js', 'template/main.ts',
  ]));
  const isMeant = (path: string) =>
    /^(LICENSE|(README|CHANGELOG|CONTRIBUTING|SECURITY)\.md|package\.json|action\.yml|bin\/cdk8s-nim\.js)$/.test(path)
    || /^(action|docs|examples|template)\//.test(path)
    || /^build\/(lib|imports|cli)\/.*\.(js|d\.ts|json)$/.test(path);
  expect(paths.filter((path) => !isMeant(path) || path.includes('.test.'))).toEqual([]);
});

/** Pages about the sources themselves, which link to them. */
const OF_THE_SOURCES = /^(CONTRIBUTING|docs\/(architecture|dependencies|environments|evidence|explanation\/.*))\.md$/;

longTest('every link of the README and of the guides leads to a file of the tarball', () => {
  const files = Object.entries(contentsBelow(join(packed, 'package')));
  const pages = files.filter(([path]) => path.endsWith('.md') && !OF_THE_SOURCES.test(path));
  const broken = pages.flatMap(([page, text]) => linksOf(text)
    .filter((link) => !existsSync(join(packed, 'package', dirname(page), link)))
    .map((link) => `${page}: ${link}`));
  expect(broken).toEqual([]);
  expect(pages.length).toBeGreaterThan(15);
});

/** Files that a page shows or links to, by their path from it. */
function linksOf(text: string): string[] {
  const links = [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)];
  return links.map(([, link, source]) => (link ?? source).split('#')[0]).filter((link) => link && !/^\w+:/.test(link));
}

longTest('the pages name the tarball, the image and the plugin of this version', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const named = ['README.md', 'docs/gitops.md', 'docs/rollout-proof.md'].flatMap((page) =>
    [...readFileSync(join(ROOT, page), 'utf8').matchAll(/cdk8s-nim[-:](\d+\.\d+\.\d+)|^ +version: (\d.*)$/gm)]
      .map(([, one, other]) => one ?? other));
  expect([...new Set(named)]).toEqual([version]);
  expect(tarball).toBe(join(packed, `cdk8s-nim-${version}.tgz`));
});

longTest('fails clearly where the sources were installed without their build', () => {
  inTemporaryFolder((folder) => {
    installInto(folder);
    rmSync(join(folder, 'node_modules/cdk8s-nim/build'), { recursive: true });
    expect(run(folder, process.execPath, 'node_modules/cdk8s-nim/bin/cdk8s-nim.js', '--help')).toMatchObject({
      status: 70, stderr: expect.stringContaining('install the tarball that npm pack makes'),
    });
  });
});

longTest('the code of the tarball knows no app, no customer and no machine', () => {
  const code = Object.entries(contentsBelow(join(packed, 'package'))).filter(([path]) => path.startsWith('build/'));
  const foreign = /require\("[./]*\/app\/|research-ops\/(?!ngc)|agent-orchestrator|web-ui:|\/(?:work|home|root)\//;
  const lines = code.flatMap(([path, text]) =>
    text.split('\n').filter((line) => !/^\s*(\/?\*|\/\/)/.test(line) && foreign.test(line)).map((line) => `${path}: ${line}`));
  expect(lines).toEqual([]);
  expect(code.length).toBeGreaterThan(300);
});

/** The package and what it depends on at run time, in a folder where cdk8s is not to be found. */
function installInto(folder: string): void {
  const installed = join(folder, 'node_modules/cdk8s-nim');
  mkdirSync(join(folder, 'node_modules'));
  cpSync(join(packed, 'package'), installed, { recursive: true });
  for (const name of ['yaml', 'js-yaml', '@dagrejs', 'commander']) {
    cpSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name), { recursive: true });
  }
}

/** The lines below `validations` in the documentation. */
const [VALIDATIONS] = /^validations:\n(?: .*\n)+/m.exec(readFileSync(join(ROOT, 'docs/rollout-proof.md'), 'utf8'))!;

longTest('a new app installs the tarball, type-checks, synthesizes and is proven, by the commands that init names', () => {
  inTemporaryFolder((folder) => {
    installInto(folder);
    const bin = join(folder, 'node_modules/cdk8s-nim/bin/cdk8s-nim.js');
    const made = run(folder, process.execPath, bin, 'init', 'chat', '--package', tarball);
    expect(made).toMatchObject({ status: 0, stderr: '' });
    const app = join(folder, 'chat');
    const [, commands] = /^next: cd chat && (.*)$/m.exec(made.stdout)!;
    const [install, ...others] = commands.split(' && ');
    expect([install, ...others]).toEqual(['npm install', 'npm run synth', 'npm run prove']);
    expect(run(app, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund')).toMatchObject({ status: 0 });
    const [synthesized, proven] = others.map((command) => run(app, 'sh', '-c', command));
    expect(synthesized).toMatchObject({ status: 0, stdout: expect.stringContaining('  - dist/app/chat.k8s.yaml') });
    expect(proven).toMatchObject({ status: 0, stdout: expect.stringMatching(/\n2 workloads: 2 proven\n$/) });
    expect(run(app, 'npx', 'tsc', '--noEmit', '--skipLibCheck', 'false')).toMatchObject({ status: 0, stdout: '' });

    // The plugin as the documentation says, on nodes that are too few.
    const config = join(app, 'cdk8s.yaml');
    writeFileSync(config, `${readFileSync(config, 'utf8')}${VALIDATIONS.replace('gpu=2xg5', 'gpu=1xm6i')}`);
    const validated = run(app, 'npx', 'cdk8s', 'synth', '--no-check-upgrade');
    expect([validated.status, validated.stdout]).toEqual([2, expect.stringMatching(
      /node-selector-matches-no-pool \(error\)[^]*Construct Path: chat\/llm\n[^]*chat\/node_modules\/cdk8s-nim\/docs\/rules/,
    )]);
  });
}, 240_000);

longTest('the example of the documentation runs where cdk8s is not installed, and loads nothing of it', () => {
  inTemporaryFolder((folder) => {
    installInto(folder);
    writeFileSync(join(folder, 'main.js'), transformSync(EXAMPLE, { loader: 'ts', format: 'cjs' }).code + LOADED);
    writeFileSync(join(folder, 'main.ts'), EXAMPLE);
    expect(existsSync(join(folder, 'node_modules/cdk8s'))).toBe(false);
    const { status, stdout, stderr } = spawnSync(process.execPath, ['main.js'], { cwd: folder, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^models\/Deployment\/chat impossible \[/);
    expect(stdout).toContain(
      'chat.yaml:6 error update-cannot-finish an update with maxSurge 1 and maxUnavailable 0 can never finish',
    );
    expect(stdout.trimEnd().endsWith('loaded []')).toBe(true);
    const tsc = [
      join(ROOT, 'node_modules/typescript/bin/tsc'), '--noEmit', '--strict', '--skipLibCheck', '--target', 'ES2022',
    ];
    const types = ['--typeRoots', join(ROOT, 'node_modules/@types'), '--types', 'node'];
    for (const module of [
      ['--module', 'commonjs', '--moduleResolution', 'node10'], ['--module', 'node16'],
    ]) {
      expect(run(folder, process.execPath, ...tsc, ...types, ...module, 'main.ts')).toMatchObject({
        status: 0, stdout: '',
      });
    }
    const deep = spawnSync(process.execPath, ['-e', "require('cdk8s-nim/build/lib/prover/updates/index.js')"], {
      cwd: folder,
    });
    expect(deep.status).toBe(0);
  });
}, 240_000);
