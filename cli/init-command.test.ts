import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { cli, eachInAFolder } from '../test/support/cli';
import { Cluster } from '../lib';
import { synthesizeSnippet } from '../test/support/snippet';
import { contentsBelow } from '../test/support/workspace';
import { ROOT } from '../test/support/manifests';

const { folder, file } = eachInAFolder();
const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

describe('init', () => {
  test('writes an app whose packages are the tested ones, and says what comes next', () => {
    const path = join(folder(), 'chat');
    expect(cli(['init', path])).toEqual({
      code: 0, err: '', out: `${path}: written\nnext: cd ${path} && npm install && npm run synth && npm run prove\n`,
    });
    const files = contentsBelow(path);
    expect(Object.keys(files).sort()).toEqual([
      '.github/workflows/rollout.yml', '.gitignore', 'cdk8s.yaml', 'main.ts', 'package.json', 'tsconfig.json',
    ]);
    const { name, dependencies, devDependencies } = JSON.parse(files['package.json']);
    const { 'cdk8s-nim': ours, ...others } = dependencies;
    expect([name, ours]).toEqual(['chat', own.version]);
    expect(own.devDependencies).toMatchObject({ ...others, ...devDependencies });
    const required = Object.keys(own.peerDependencies).filter((peer) => !own.peerDependenciesMeta?.[peer]?.optional);
    expect(required).toEqual(Object.keys(others));
    expect(Object.values(files).join()).not.toContain('my-app');
  });

  test('the app renders a model, a service that calls it and their nodes, on which nothing is found', () => {
    const path = join(folder(), 'chat');
    cli(['init', path]);
    const dist = join(folder(), 'dist');
    synthesizeSnippet(readFileSync(join(path, 'main.ts'), 'utf8'), dist);
    expect(Object.keys(contentsBelow(dist)).sort()).toEqual([
      'app/00-namespace.k8s.yaml', 'app/chat.k8s.yaml', 'cluster/eksctl.yaml',
    ]);
    const nodes = join(dist, 'cluster/eksctl.yaml');
    const { pools } = Cluster.fromEksctl(readFileSync(nodes, 'utf8'));
    expect(pools.map((pool) => [pool.name, pool.nodes])).toEqual([['gpu', 2]]);
    const plan = cli(['plan', join(dist, 'app'), '--nodes', nodes]);
    expect([plan.code, plan.out]).toEqual([0, expect.stringMatching(/\n2 workloads: 2 proven\n$/)]);
    expect(plan.out).toContain('api calls llm on port 8000');
    const check = cli(['check', join(dist, 'app'), '--nodes', nodes]);
    expect([check.code, check.out]).toEqual([0, expect.stringContaining('0 errors, 0 warnings in 12 objects')]);
  });

  const stepsOf = ({ jobs }: any) => jobs.prove.steps.flatMap(({ run }: any) => run ?? []);
  const scriptsOf = ({ rollout }: any) => [...rollout.script, ...rollout.after_script];

  test.each([
    ['github', '.github/workflows/rollout.yml', stepsOf], ['gitlab', '.gitlab-ci.yml', scriptsOf],
  ])('the CI file of %s renders, compares, proves and comments by what the package holds', (ci, path, commandsOf) => {
    cli(['init', join(folder(), 'chat'), '--ci', ci]);
    const commands: string[] = commandsOf(parse(readFileSync(join(folder(), 'chat', path), 'utf8')));
    expect(commands).toEqual([
      'npm ci', 'npm run synth', 'git diff --exit-code -- dist', 'node node_modules/cdk8s-nim/action/prove.js',
      'node node_modules/cdk8s-nim/action/comment.js cdk8s-nim-report/comment.md',
    ]);
    const programs = commands.flatMap((each) => /cdk8s-nim\/action\/(\w+\.js)/.exec(each)?.[1] ?? []);
    expect(readdirSync(join(ROOT, 'action'))).toEqual(expect.arrayContaining(programs));
    expect(programs).toHaveLength(2);
  });

  test('a tarball is copied, so that the app installs from it wherever it is cloned', () => {
    const tarball = file('cdk8s-nim-0.1.0.tgz', Buffer.from([0x1f, 0x8b, 0xff, 0x00]));
    expect(cli(['init', join(folder(), 'chat'), '--package', tarball])).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder(), 'chat/cdk8s-nim-0.1.0.tgz'))).toEqual(readFileSync(tarball));
    const { dependencies } = JSON.parse(readFileSync(join(folder(), 'chat/package.json'), 'utf8'));
    expect(dependencies['cdk8s-nim']).toBe('file:cdk8s-nim-0.1.0.tgz');
  });

  test.each([
    ['its name is none of a namespace', 'My_App', [], "namespace 'My_App' is not a DNS label; write at most"],
    ['its name belongs to Kubernetes', 'kube-chat', [], "namespace 'kube-chat' belongs to Kubernetes; write another"],
    ['the folder holds something', 'full', [], 'full: is there and not an empty folder; write another name'],
    ['the place is a file', 'file', [], 'file: is there and not an empty folder'],
    ['it is the folder one stands in', process.cwd(), [], 'is the folder you are in; write the name of a new one'],
    ['nobody has the CI file', 'chat', ['--ci', 'jenkins'], "'jenkins' is invalid. Allowed choices are github, gitlab"],
    ['the tarball is not there', 'chat', ['--package', 'gone.tgz'], '--package gone.tgz: is not there; write the file'],
    ['the package is a folder', 'chat', ['--package', '.'], "--package: '.' is no tarball; write the file that npm"],
    ['the package is empty', 'chat', ['--package', ''], '--package: has an empty value'],
  ])('fails when %s, and writes nothing', (_, name, options, message) => {
    mkdirSync(join(folder(), 'full'));
    file('full/mine.txt', 'mine');
    file('file', '');
    const before = contentsBelow(folder());
    const path = name.startsWith('/') ? name : join(folder(), name);
    expect(cli(['init', path, ...options])).toMatchObject({ code: 2, err: expect.stringContaining(message) });
    expect([contentsBelow(folder()), readdirSync(folder()).sort()]).toEqual([before, ['file', 'full']]);
  });

  test('an empty folder is taken, and one without a name is missed', () => {
    mkdirSync(join(folder(), 'empty'));
    expect(cli(['init', join(folder(), 'empty')]).code).toBe(0);
    const { code, err } = cli(['init']);
    expect([code, err]).toEqual([2, expect.stringContaining("missing required argument 'folder'")]);
  });
});
