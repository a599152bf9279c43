import { spawn } from 'child_process';
import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { createServer, IncomingMessage, Server } from 'http';
import { AddressInfo } from 'net';
import { join } from 'path';
import { parse } from 'yaml';
import { ROOT } from '../support/manifests';
import { longTest } from '../support/test-with';
import { inCopyOfProject, inTemporaryFolder, run } from '../support/workspace';

interface Written {
  readonly code: number | null;
  readonly stderr: string;
}

interface Step {
  readonly name: string;
  readonly run?: string;
  readonly env?: { readonly [name: string]: string };
}

const action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as {
  readonly inputs: { readonly [name: string]: { readonly default?: string } };
  readonly runs: { readonly steps: Step[] };
};
const step = (name: string): Step => action.runs.steps.find((each) => each.name === name)!;
const COMMAND = `node ${join(ROOT, 'bin', 'cdk8s-nim.js')}`;
const ENVIRONMENTS = 'dist/dev --nodes kind=1xm6i.2xlarge\ndist/staging --nodes dist/cluster/staging/eksctl.yaml\n';

/** Runs a step as the runner does: its command in a plain shell, with the variables that it is given. */
function runStep(folder: string, name: string, env: { readonly [name: string]: string }): ReturnType<typeof run> {
  const variables = Object.entries({ ACTION_PATH: ROOT, ...env }).map(([key, value]) => `${key}=${value}`);
  return run(folder, 'env', ...variables, 'sh', '-e', '-c', step(name).run!);
}

/** A clone whose only commit is what runs, with the manifests changed by `change`. */
function inClone(change: (text: string) => string, work: (folder: string) => void): void {
  inCopyOfProject((folder) => {
    writeFileSync(join(folder, '.gitignore'), 'node_modules\nbuild\n');
    run(folder, 'git', 'init', '-q');
    run(folder, 'git', 'add', '-A');
    run(folder, 'git', '-c', 'user.name=test', '-c', 'user.email=test@example.com', 'commit', '-q', '-m', 'base');
    const file = join(folder, 'dist', 'staging', 'research-ops.k8s.yaml');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    work(folder);
  });
}

const prove = (folder: string) => runStep(folder, 'Prove', { ENVIRONMENTS, BASE: 'HEAD', COMMAND });
const reportOf = (folder: string, ...path: string[]): string =>
  readFileSync(join(folder, 'cdk8s-nim-report', ...path), 'utf8');

test('every step is Node in a plain shell or an action of GitHub, and gets the variables that it reads', () => {
  expect(action.runs.steps.map(({ run: command }) => command?.split(' ')[0])).toEqual([
    '${{', 'node', undefined, 'node', undefined,
  ]);
  expect(Object.keys(step('Prove').env!)).toEqual(['ACTION_PATH', 'ENVIRONMENTS', 'BASE', 'COMMAND']);
  expect(Object.keys(step('Comment').env!)).toEqual(['ACTION_PATH', 'GITHUB_TOKEN', 'PULL_REQUEST']);
});

longTest('a change that can roll out ends with 0; comment, pictures and findings are there for each environment', () => {
  inClone((text) => text.replaceAll('web-ui:1.0.0', 'web-ui:1.0.1'), (folder) => {
    expect(prove(folder)).toMatchObject({ status: 0 });
    expect(readdirSync(join(folder, 'cdk8s-nim-report')).sort()).toEqual([
      'comment.md', 'dist-dev.html', 'dist-staging.html', 'sarif',
    ]);
    const comment = reportOf(folder, 'comment.md');
    expect(comment).toContain('### dist/dev: can roll out');
    expect(comment).toMatch(/### dist\/staging: can roll out[\s\S]*the change from git:HEAD/);
    const sarif = JSON.parse(reportOf(folder, 'sarif', 'dist-staging.sarif'));
    expect(sarif.runs[0].automationDetails).toEqual({ id: 'cdk8s-nim/dist-staging/' });
  });
});

test('a change that cannot finish ends with 1 and says so', () => {
  const surge = (text: string): string => text.replace(/cpu: "4"/g, 'cpu: "40"').replaceAll('cpu: "8"', 'cpu: "80"');
  inClone(surge, (folder) => {
    expect(prove(folder)).toMatchObject({ status: 1 });
    expect(reportOf(folder, 'comment.md')).toContain('### dist/staging: **cannot be released as it is**');
  });
});

test('fails when there are no environments, or one cannot be judged', () => {
  inClone((text) => text, (folder) => {
    expect(runStep(folder, 'Prove', { ENVIRONMENTS: ' ', BASE: '', COMMAND })).toMatchObject({
      status: 2, stderr: expect.stringContaining('error: no environments; write ENVIRONMENTS='),
    });
    expect(runStep(folder, 'Prove', { ENVIRONMENTS: 'dist/gone', BASE: '', COMMAND }).status).toBe(2);
    expect(reportOf(folder, 'comment.md')).toContain('### dist/gone: **was not judged**');
  });
});

test.each([
  ['says nothing', 'exit 3 #', 3, 'it ended with 3 and said nothing'],
  ['is not there', 'gone-program', 127, 'not found'],
  ['is cut off in the middle', `printf '{"runs": [' #`, 2, 'it ended with 2 and said nothing'],
])('a command that %s has judged nothing', (_, command, status, said) => {
  inTemporaryFolder((folder) => {
    const variables = { ENVIRONMENTS: './dist/a\n', BASE: '', COMMAND: command };
    expect(runStep(folder, 'Prove', variables)).toMatchObject({ status });
    expect(reportOf(folder, 'comment.md')).toMatch(/^### \.\/dist\/a: \*\*was not judged\*\*\n/);
    expect(reportOf(folder, 'comment.md')).toContain(said);
  });
});

test('folders whose names are alike have pages of their own, and none is hidden', () => {
  const COMMAND = 'f() { case "$1" in plan) touch "$7" ;; *) echo \'{"runs": [{}]}\' ;; esac; }; f';
  inTemporaryFolder((folder) => {
    const step = { ENVIRONMENTS: './a/b -x\na-b -x\na/b/ -x', BASE: '', COMMAND };
    expect(runStep(folder, 'Prove', step)).toMatchObject({ status: 0 });
    expect(readdirSync(join(folder, 'cdk8s-nim-report')).sort())
      .toEqual(['a-b-2.html', 'a-b-3.html', 'a-b.html', 'comment.md', 'sarif']);
    expect(readdirSync(join(folder, 'cdk8s-nim-report', 'sarif')).sort())
      .toEqual(['a-b-2.sarif', 'a-b-3.sarif', 'a-b.sarif']);
  });
});

test('a report that cannot be written is no finding', () => {
  inTemporaryFolder((folder) => {
    const variables = { ENVIRONMENTS: 'a', BASE: '', COMMAND: 'exit 0 #', GITHUB_STEP_SUMMARY: '/proc/none/x' };
    expect(runStep(folder, 'Prove', variables)).toMatchObject({
      status: 2,
      stderr: 'error: /proc/none/x: cannot be written; run the step where it may write, with room on the disk\n',
    });
  });
});

describe('the comment', () => {
  const comments: { id: number; body: string }[] = [];
  const asked: string[] = [];
  let server: Server;

  const textOf = async (request: IncomingMessage): Promise<string> => {
    let text = '';
    for await (const chunk of request) {
      text += chunk;
    }
    return text;
  };

  beforeAll((done) => {
    server = createServer(async (request, response) => {
      asked.push(`${request.method} ${request.url}`);
      const text = await textOf(request);
      if (request.method === 'POST') {
        comments.push({ id: comments.length + 1, body: JSON.parse(text).body });
      } else if (request.method !== 'GET') {
        comments[Number(request.url!.split('/').pop()) - 1].body = JSON.parse(text).body;
      }
      response.writeHead(request.url!.includes('forbidden') ? 403 : 200).end(JSON.stringify(comments));
    }).listen(0, '127.0.0.1', done);
  });
  afterAll(() => server.close());
  beforeEach(() => { comments.length = 0; asked.length = 0; comments.push({ id: 1, body: 'of a person' }); });

  /** Runs it beside the server, which is in this process. */
  function write(text: string, env: { readonly [name: string]: string }): Promise<Written> {
    const file = join(ROOT, 'build', 'comment.md');
    writeFileSync(file, text);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const variables = Object.entries(env).map(([name, value]) => [name, value.replace('URL', url)]);
    const child = spawn(process.execPath, [join(ROOT, 'action', 'comment.js'), file], {
      env: { PATH: process.env.PATH, ...Object.fromEntries(variables) },
    });
    let stderr = '';
    child.stderr.on('data', (chunk) => (stderr += chunk));
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, stderr })));
  }

  const GITHUB = { GITHUB_API_URL: 'URL', GITHUB_REPOSITORY: 'team/apps', GITHUB_TOKEN: 'secret', PULL_REQUEST: '7' };
  const GITLAB = { CI_API_V4_URL: 'URL', CI_PROJECT_ID: '12', CI_MERGE_REQUEST_IID: '3', GITLAB_TOKEN: 'secret' };

  test.each([
    ['GitHub', GITHUB, 'POST /repos/team/apps/issues/7/comments', 'PATCH /repos/team/apps/issues/comments/2'],
    ['GitLab', GITLAB, 'POST /projects/12/merge_requests/3/notes', 'PUT /projects/12/merge_requests/3/notes/2'],
  ])('is written once on %s and updated afterwards, and those of people stay', async (_, env, first, second) => {
    expect(await write('one', env)).toEqual({ code: 0, stderr: '' });
    expect(await write('two', env)).toEqual({ code: 0, stderr: '' });
    expect(comments.map(({ body }) => body)).toEqual(['of a person', '<!-- cdk8s-nim -->\ntwo']);
    expect(asked.filter((each) => !each.startsWith('GET'))).toEqual([first, second]);
  });

  test('fails when the token may not write, without showing it', async () => {
    const { code, stderr } = await write('one', { ...GITHUB, GITHUB_REPOSITORY: 'team/forbidden' });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^error: GET http.* was answered with 403/)]);
    expect(stderr).not.toContain('secret');
  });

  test('fails when nobody says where it goes', async () => {
    const { code, stderr } = await write('one', {});
    expect([code, stderr]).toEqual([
      2, 'error: GITHUB_REPOSITORY is not set; set it to where the comment goes, or to the right to write it\n',
    ]);
  });

  test('fails when nobody is there, without words of Node', async () => {
    const { code, stderr } = await write('one', { ...GITHUB, GITHUB_API_URL: 'http://127.0.0.1:1' });
    const asks = 'GET http://127.0.0.1:1/repos/team/apps/issues/7/comments?per_page=100&page=1';
    expect([code, stderr]).toEqual([2, `error: ${asks} failed: no answer; look whether this machine reaches it\n`]);
  });
});
