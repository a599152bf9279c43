import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from '../support/manifests';
import { longTest } from '../support/test-with';
import { contentsBelow, inCopyOfProject, Outcome, run } from '../support/workspace';

const release = (folder: string, ...args: string[]): Outcome =>
  run(folder, process.execPath, join('scripts', 'release.js'), ...args);
const textOf = (folder: string): string => readFileSync(join(folder, 'release.yaml'), 'utf8');
const committed = contentsBelow(join(ROOT, 'dist'));

/** Runs git as somebody, wherever the test runs. */
const git = (folder: string, ...args: string[]): Outcome =>
  run(folder, 'git', '-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args);

/** A clone with one commit. */
function inClone(work: (folder: string) => void): void {
  inCopyOfProject((folder) => {
    writeFileSync(join(folder, '.gitignore'), 'node_modules\nbuild\n');
    git(folder, 'init', '-q');
    run(folder, 'git', 'config', 'user.name', 'test');
    run(folder, 'git', 'config', 'user.email', 'test@example.com');
    git(folder, 'add', '-A');
    expect(git(folder, 'commit', '-q', '-m', 'start')).toMatchObject({ status: 0 });
    work(folder);
  });
}

test('a release is one small commit: one image of one environment, and what follows from it', () => {
  inClone((folder) => {
    expect(release(folder, 'staging', 'agent-orchestrator=1.2.3')).toMatchObject({ status: 0 });
    expect(git(folder, 'log', '-1', '--format=%s').stdout.trim()).toBe('Release agent-orchestrator 1.2.3 to staging');
    expect(git(folder, 'show', '--numstat', '--format=').stdout.trim().split('\n')).toEqual([
      '3\t3\tdist/staging/research-ops.k8s.yaml', '1\t1\trelease.yaml',
    ]);
    expect(git(folder, 'status', '--porcelain').stdout).toBe('');
    const production = release(folder, 'production', '--from', 'staging');
    expect(production).toMatchObject({ status: 0, stdout: 'Release agent-orchestrator 1.2.3 to production\n' });
  });
});

longTest('a digest and a whole image are releases too, and the comments of the file stay', () => {
  inCopyOfProject((folder) => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const args = ['dev', `web-ui=${digest}`, 'agent-orchestrator=ghcr.io/team/agents:2.0.0', '--no-commit'];
    expect(release(folder, ...args)).toMatchObject({ status: 0 });
    const lines = textOf(folder).split('\n').filter((line) => !textOf(ROOT).split('\n').includes(line));
    expect(lines).toEqual([
      '  agent-orchestrator: ghcr.io/team/agents:2.0.0',
      `  web-ui: 123456789012.dkr.ecr.us-east-2.amazonaws.com/research-ops/web-ui@${digest}`,
    ]);
  });
});

test.each([
  ['an environment is unknown', ['prod', 'web-ui=1'], "environment 'prod' is not known; write one of research-ops,"],
  ['nothing is said', [], "environment '' is not known"],
  ['a service is elsewhere', ['dev', 'embedding-nim=1'], "service 'embedding-nim' is not in dev; write one of agent-"],
  ['a change names no version', ['dev', 'web-ui'], "'web-ui' is not <service>=<version>; write for example: npm run"],
  ['there is no change', ['dev'], 'nothing is to be released to dev'],
  ['a tag floats', ['dev', 'web-ui=latest'], 'release.yaml: dev: web-ui: image'],
  ['an image has no tag', ['dev', 'web-ui=ghcr.io/a/web-ui'], "dev: web-ui: image 'ghcr.io/a/web-ui' is not pinned"],
  ['an option is unknown', ['dev', '--now'], '--now is no option; write for example: npm run'],
  ['an option has no value', ['dev', '--from'], '--from has no value, or one that it does not take; write for'],
  ['a service is called as a function is', ['dev', 'toString=1'],
    "service 'toString' is not in dev; write one of agent-"],
])('fails and leaves everything as it was when %s', (_, args, message) => {
  inCopyOfProject((folder) => {
    const { status, stderr } = release(folder, ...args, '--no-commit');
    expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
    expect([textOf(folder), contentsBelow(join(folder, 'dist'))]).toEqual([textOf(ROOT), committed]);
  });
});

longTest('fails and leaves everything as it was when the proof refuses the environment', () => {
  inCopyOfProject((folder) => {
    const production = join(folder, 'app', 'environments', 'production.ts');
    const text = readFileSync(production, 'utf8');
    writeFileSync(production, text.replace(/nodes: 3/, 'nodes: 2'));
    const { status, stderr } = release(folder, 'production', 'web-ui=1.0.1', '--no-commit');
    expect([status, stderr]).toEqual([1, expect.stringContaining('can never finish on this cluster')]);
    expect(stderr).toContain('error: production cannot take this release; release.yaml and dist/ are as they were');
    expect([textOf(folder), contentsBelow(join(folder, 'dist'))]).toEqual([textOf(ROOT), committed]);
  });
});

test('the environments have files of the same names, so that a diff shows what differs', () => {
  const names = (environment: string): string[] =>
    Object.keys(committed).filter((file) => file.startsWith(`${environment}/`)).map((file) => file.replace(/^[^/]+/, ''));
  expect([names('dev'), names('staging'), names('production')]).toEqual(Array(3).fill(names('research-ops')));
});
