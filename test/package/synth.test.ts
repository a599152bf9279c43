import { readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from '../support/manifests';
import { longTest } from '../support/test-with';
import { contentsBelow, inCopyOfProject, run } from '../support/workspace';

const committed = contentsBelow(join(ROOT, 'dist'));

function breakApp(folder: string): void {
  const main = join(folder, 'app', 'research-ops.ts');
  const text = readFileSync(main, 'utf8');
  writeFileSync(main, text.replace('image: props.webUiImage', "image: 'registry.example.com/web-ui:latest'"));
}

test('dist/ is what the sources render, byte for byte', () => {
  inCopyOfProject((folder) => {
    rmSync(join(folder, 'dist'), { recursive: true });
    expect(run(folder, 'npm', 'run', '-s', 'synth')).toMatchObject({ status: 0 });
    expect(contentsBelow(join(folder, 'dist'))).toEqual(committed);
  });
});

longTest('a plain cdk8s synth writes the same files', () => {
  inCopyOfProject((folder) => {
    expect(run(folder, 'npx', 'cdk8s', 'synth')).toMatchObject({ status: 0 });
    expect(contentsBelow(join(folder, 'dist'))).toEqual(committed);
  });
});

longTest('synth in another locale, time zone and folder writes the same files', () => {
  inCopyOfProject((folder) => {
    const args = ['LC_ALL=tr_TR.UTF-8', 'TZ=Pacific/Kiritimati', process.execPath, join(folder, 'scripts', 'synth.js')];
    expect(run('/', 'env', ...args)).toMatchObject({ status: 0 });
    expect(contentsBelow(join(folder, 'dist'))).toEqual(committed);
  });
});

longTest('synth says what it wrote, and which budgets block drains for which reason', () => {
  inCopyOfProject((folder) => {
    const { stdout, stderr } = run(folder, 'npm', 'run', '-s', 'synth');
    expect(stdout).toContain('  - dist/research-ops/research-ops.k8s.yaml');
    expect(stderr).toMatch(/^acknowledged: disruption-budget-never-allows-eviction: documented policy: .*qdrant-pdb/m);
  });
});

test('fails with the construct path and leaves dist/ as it was when the app throws', () => {
  inCopyOfProject((folder) => {
    breakApp(folder);
    const { status, stderr } = run(folder, 'npm', 'run', '-s', 'synth');
    expect(status).not.toBe(0);
    expect(stderr).toContain(
      "error: environment research-ops: research-ops/web-ui: image 'registry.example.com/web-ui:latest' is not pinned",
    );
    expect(contentsBelow(join(folder, 'dist'))).toEqual(committed);
    expect(readdirSync(folder).filter((name) => name.startsWith('.dist'))).toEqual([]);
  });
});

longTest('fails and leaves dist/ as it was when the app does not compile', () => {
  inCopyOfProject((folder) => {
    writeFileSync(join(folder, 'main.ts'), 'const = 1;');
    const { status, stderr } = run(folder, 'npm', 'run', '-s', 'synth');
    expect(status).not.toBe(0);
    expect(stderr).toContain('main.ts');
    expect(contentsBelow(join(folder, 'dist'))).toEqual(committed);
  });
});

const APPS = 'app/environments/apps.ts';

longTest.each([
  [
    'an Application follows a folder outside of it', APPS, 'path: `dist/${name}`', 'path: `charts/${name}`',
    "staging/application: path 'charts/staging' lies outside dist/, where synth renders; write a folder in it, such as",
  ],
  [
    'an Application follows the files of eksctl', APPS, 'path: `dist/${name}`', 'path: `dist/cluster/${name}`',
    "staging/application: path 'dist/cluster/staging'",
  ],
  [
    'two environments are in one namespace', 'app/environments/staging.ts',
    "namespace: 'research-ops-staging'", "namespace: 'research-ops-dev'",
    "environment 'staging' is in namespace 'research-ops-dev', as dev is; write a namespace of its own",
  ],
  [
    'an image has no tag', 'release.yaml', '/web-ui:1.0.0', '/web-ui',
    "release.yaml: research-ops: web-ui: image '123456789012.dkr.ecr.us-east-2.amazonaws.com/research-ops/web-ui'",
  ],
  ['an environment is unknown', 'release.yaml', 'staging:', 'stagging:', "release.yaml: environment 'stagging' is not"],
])('fails and leaves dist/ as it was when %s', (_, file, before, after, message) => {
  inCopyOfProject((folder) => {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(before, after));
    expect(readFileSync(path, 'utf8')).not.toBe(text);
    const { status, stderr } = run(folder, 'npm', 'run', '-s', 'synth');
    expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
    expect(contentsBelow(join(folder, 'dist'))).toEqual(committed);
  });
});

longTest('fails and leaves dist/ as it was when production has no spare GPU', () => {
  inCopyOfProject((folder) => {
    const production = join(folder, 'app', 'environments', 'production.ts');
    writeFileSync(
      production,
      readFileSync(production, 'utf8').replace(
        /instanceType: 'g5.2xlarge',\s+nodes: 3/,
        "instanceType: 'g5.2xlarge', nodes: 2",
      ),
    );
    const { status, stderr } = run(folder, 'npm', 'run', '-s', 'synth');
    expect(status).not.toBe(0);
    expect(stderr).toContain(
      'research-ops/reasoning-nim/Deployment: Deployment/reasoning-nim: an update with maxSurge 1 and maxUnavailable 0 can never finish on this cluster',
    );
    expect(contentsBelow(join(folder, 'dist'))).toEqual(committed);
  });
});

longTest('one environment can be rendered alone, and the others stay', () => {
  inCopyOfProject((folder) => {
    const release = join(folder, 'release.yaml');
    writeFileSync(release, readFileSync(release, 'utf8').replaceAll('web-ui:1.0.0', 'web-ui:1.0.1'));
    expect(run(folder, 'env', 'SYNTH_ENVIRONMENT=dev', 'npm', 'run', '-s', 'synth')).toMatchObject({ status: 0 });
    const rendered = contentsBelow(join(folder, 'dist'));
    const changed = Object.keys(committed).filter((file) => rendered[file] !== committed[file]);
    expect([Object.keys(rendered), changed]).toEqual([Object.keys(committed), ['dev/research-ops.k8s.yaml']]);
  });
});

longTest('fails and leaves dist/ as it was when there is no such environment', () => {
  inCopyOfProject((folder) => {
    const { status, stderr } = run(folder, 'env', 'SYNTH_ENVIRONMENT=prod', 'npm', 'run', '-s', 'synth');
    expect(status).not.toBe(0);
    expect(stderr).toContain(
      "error: environment 'prod' is not known; write one of research-ops, dev, staging, production",
    );
    expect(contentsBelow(join(folder, 'dist'))).toEqual(committed);
  });
});

test('what kubectl apply and Argo CD read is Kubernetes objects, and the clusters are apart from them', () => {
  expect(Object.keys(committed).filter((file) => !file.endsWith('.k8s.yaml'))).toEqual(
    ['production', 'research-ops', 'staging'].map((name) => `cluster/${name}/eksctl.yaml`),
  );
});
