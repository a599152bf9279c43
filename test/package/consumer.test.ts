import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from '../support/manifests';
import { contentsBelow, inTemporaryFolder, run } from '../support/workspace';

/** The README shows this app; it imports only what the package exports. */
const APP = `import { App, Chart } from 'cdk8s';
import { GpuNimService, Nim } from 'cdk8s-nim';

const app = new App();
const chart = new Chart(app, 'models', { namespace: 'models' });
new GpuNimService(chart, 'chat', {
  nim: Nim.fromImage('nvcr.io/nim/nvidia/llama-3.1-nemotron-nano-8b-v1:1.8.4'),
});
app.synth();
`;

test('an app outside this repository installs the tarball, type-checks, synthesizes and checks what it rendered', () => {
  inTemporaryFolder((folder) => {
    const packed = run(ROOT, 'npm', 'pack', '--json', '--pack-destination', folder);
    expect(packed).toMatchObject({ status: 0 });
    const [{ filename, files }] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[')));
    const paths: string[] = files.map((file: { path: string }) => file.path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'README.md',
        'build/lib/index.js',
        'build/lib/index.d.ts',
        'build/imports/k8s.js',
      ]),
    );
    expect(
      paths.filter(
        (path) =>
          !/^(LICENSE|README\.md|CHANGELOG\.md|package\.json|bin\/cdk8s-nim\.js|docs\/rules\/.*|build\/(lib|imports|cli)\/.*\.(js|d\.ts|json))$/.test(
            path,
          ),
      ),
    ).toEqual([]);

    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true }));
    writeFileSync(join(folder, 'main.ts'), APP);
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const peers = ['cdk8s', 'cdk8s-plus-28', 'constructs', 'typescript', '@types/node'].map(
      (name) => `${name}@${devDependencies[name]}`,
    );
    const installed = run(
      folder,
      'npm',
      'install',
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
      join(folder, filename),
      ...peers,
    );
    expect({ status: installed.status, stderr: installed.stderr.replace(/^npm warn.*\n/gm, '') }).toEqual({
      status: 0,
      stderr: '',
    });

    const compiled = run(folder, 'npx', 'tsc', '--strict', '--module', 'commonjs', '--target', 'ES2022', 'main.ts');
    expect(compiled).toMatchObject({ status: 0, stdout: '' });
    expect(run(folder, process.execPath, 'main.js')).toMatchObject({ status: 0 });
    const manifests = contentsBelow(join(folder, 'dist'));
    expect(Object.keys(manifests)).toEqual(['models.k8s.yaml']);
    expect(manifests['models.k8s.yaml']).toContain('type: Recreate');

    const checked = run(folder, 'npx', 'cdk8s-nim', 'check', 'dist', '--nodes', 'gpu=1xg5.2xlarge');
    expect({
      status: checked.status,
      verdicts: checked.stdout.split('\n').find((line) => line.startsWith('updates: ')),
    }).toEqual({
      status: 0, verdicts: 'updates: 1 proven',
    });
  });
}, 240_000);
