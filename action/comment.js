// @ts-check
'use strict';
// node comment.js FILE: makes the file the comment of this tool on the pull request or merge request, one that is
// written anew each time. On GitHub by GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN and PULL_REQUEST; on GitLab by
// CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID and GITLAB_TOKEN.
const fs = require('fs');

const MARKER = '<!-- cdk8s-nim -->';

/** @type {{ [code: string]: string }} why there is no answer */
const REASONS = {
  ECONNREFUSED: 'nobody listens there', ENOTFOUND: 'no such host', EAI_AGAIN: 'names cannot be looked up',
};

/** @param {string} name of a variable */
function need(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set; set it to where the comment goes, or to the right to write it`);
  }
  return value;
}

/** Where comments are listed, how one is written, and who asks. */
function place() {
  if (process.env.CI_API_V4_URL) {
    const project = `${process.env.CI_API_V4_URL}/projects/${encodeURIComponent(need('CI_PROJECT_ID'))}`;
    const notes = `${project}/merge_requests/${need('CI_MERGE_REQUEST_IID')}/notes`;
    return {
      list: notes, create: notes, update: (/** @type {number} */ id) => `${notes}/${id}`, method: 'PUT',
      headers: { 'private-token': need('GITLAB_TOKEN') },
    };
  }
  const repository = `${process.env.GITHUB_API_URL ?? 'https://api.github.com'}/repos/${need('GITHUB_REPOSITORY')}`;
  const comments = `${repository}/issues/${need('PULL_REQUEST')}/comments`;
  return {
    list: comments, create: comments, update: (/** @type {number} */ id) => `${repository}/issues/comments/${id}`,
    method: 'PATCH', headers: { authorization: `Bearer ${need('GITHUB_TOKEN')}` },
  };
}

/** @param {string} url @param {string} method @param {Record<string, string>} headers @param {object} [body] */
async function ask(url, method, headers, body) {
  const response = await fetch(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'cdk8s-nim' },
    body: body && JSON.stringify(body),
  }).catch((error) => {
    const { code = 'no answer' } = error.cause ?? {};
    throw new Error(`${method} ${url} failed: ${REASONS[code] ?? 'no answer'}; look whether this machine reaches it`);
  });
  if (!response.ok) {
    throw new Error(`${method} ${url} was answered with ${response.status}: ${(await response.text()).slice(0, 200)}`);
  }
  return response.json().catch(() => {
    throw new Error(`${method} ${url} was answered with what is no JSON; write the address of the API, not of a page`);
  });
}

/** The comment of an earlier run, if there is one. */
async function earlier(/** @type {ReturnType<typeof place>} */ { list, headers }) {
  for (let page = 1; ; page++) {
    const comments = await ask(`${list}?per_page=100&page=${page}`, 'GET', headers);
    if (!Array.isArray(comments)) {
      throw new Error(`GET ${list} was answered with no list; write the address of the API, not of a page`);
    }
    const found = comments.find((/** @type {{ body?: string }} */ { body }) => body?.startsWith(MARKER));
    if (found || comments.length < 100) {
      return found;
    }
  }
}

/** @param {string} file */
function textOf(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    throw new Error(`${file}: cannot be read; write the file that action/prove.js has written`);
  }
}

async function main() {
  const file = process.argv[2];
  if (file === undefined) {
    throw new Error('no file is given; write node comment.js cdk8s-nim-report/comment.md');
  }
  const body = { body: `${MARKER}\n${textOf(file)}` };
  const target = place();
  const found = await earlier(target);
  await (found
    ? ask(target.update(found.id), target.method, target.headers, body)
    : ask(target.create, 'POST', target.headers, body));
  console.log(found ? 'comment updated' : 'comment written');
}

main().catch((error) => {
  console.error(`error: ${error.message}`);
  // 1 says that an environment cannot be released.
  process.exitCode = 2;
});
