// @ts-check
'use strict';
// npm test [-- --changed | jest options]: types and tests side by side. With --changed only the tests of what changed
// since the last commit, and of what imports it.
const { execFileSync, spawn } = require('child_process');
const path = require('path');

const root = path.resolve(__dirname, '..');
// Each file of tests is compiled anew and ends soon: V8 shall optimize what runs long only, and collect less often.
// Jest passes them on to its workers. Node refuses a flag that its V8 does not have.
const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
const FLAGS = Object.entries({ '--interrupt-budget': 1_000_000, '--max-semi-space-size': 64 })
  .filter(([name]) => known.includes(` ${name} `)).map(([name, value]) => `${name}=${value}`);
const options = process.argv.slice(2).map((option) => (option === '--changed' ? '--onlyChanged' : option));

/**
 * Runs a program of a package; ends with its status and what it printed, unless it printed that itself.
 *
 * @param {string} file @param {string[]} args @param {'pipe' | 'inherit'} output
 * @returns {Promise<{ status: number, text: string }>}
 */
function run(file, args, output) {
  return new Promise((resolve) => {
    const program = [...FLAGS, path.join(root, 'node_modules', file), ...args];
    const child = spawn(process.execPath, program, { cwd: root, stdio: ['inherit', output, 'inherit'] });
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
    });
    child.on('close', (status) => resolve({ status: status ?? 1, text }));
  });
}

async function types() {
  const library = await run('typescript/bin/tsc', ['--noEmit'], 'pipe');
  const scripts = await run('typescript/bin/tsc', ['--project', 'scripts'], 'pipe');
  return { status: library.status || scripts.status, text: library.text + scripts.text };
}

Promise.all([types(), run('jest/bin/jest.js', options, 'inherit')]).then(([typing, tests]) => {
  process.stdout.write(typing.text);
  process.exit(typing.status || tests.status);
});
