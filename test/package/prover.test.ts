import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { ROOT } from '../support/manifests';
import { inTemporaryFolder, run } from '../support/workspace';

const PAGE = readFileSync(join(ROOT, 'docs/reference/prover.md'), 'utf8');
const EXAMPLE = /```ts\n(.*?)```/s.exec(PAGE)![1];
const LOADED = `
const loaded = Object.keys(require.cache).filter((file) => /node_modules.(cdk8s|constructs)|.imports./.test(file.replace(/cdk8s-nim/g, '')));
console.log('loaded', JSON.stringify(loaded));`;

/** The compiled package and what it depends on at run time, in a folder where cdk8s is not to be found. */
function installInto(folder: string): void {
  const installed = join(folder, 'node_modules/cdk8s-nim');
  mkdirSync(installed, { recursive: true });
  const compiled = run(ROOT, 'npx', 'tsc', '-p', 'tsconfig.build.json', '--outDir', join(installed, 'build'));
  expect(compiled).toMatchObject({ status: 0, stdout: '' });
  cpSync(join(ROOT, 'package.json'), join(installed, 'package.json'));
  for (const name of ['yaml', '@dagrejs']) {
    cpSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name), { recursive: true });
  }
}

test('the example of the documentation runs where cdk8s is not installed, and loads nothing of it', () => {
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
