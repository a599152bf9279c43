'use strict';
const { spawnSync } = require('child_process');
const os = require('os');

// No cluster, no proxy, no user configuration: a validator reads files and nothing else.
const env = { PATH: process.env.PATH, HOME: os.tmpdir(), KUBECONFIG: '/dev/null', TMPDIR: os.tmpdir() };

/** Runs a tool; throws unless its exit status is one of `accept`. */
function run(binary, args, { accept = [0], input } = {}) {
  const result = spawnSync(binary, args, { env, input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (result.error) {
    throw result.error;
  }
  if (!accept.includes(result.status)) {
    throw new Error(`exit status ${result.status}: ${result.stderr.trim() || result.stdout.trim()}`);
  }
  return result;
}

/** Runs a tool that writes JSON; what it wrote to stderr explains output that is none. */
function runJson(binary, args, accept, parse) {
  const { stdout, stderr, status } = run(binary, args, { accept });
  try {
    return parse(stdout);
  } catch (error) {
    throw new Error(`exit status ${status} without a report that can be read (${error.message}): ${stderr.trim()}`);
  }
}

module.exports = { run, runJson };
