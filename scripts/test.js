// @ts-check
'use strict';
// npm test [-- --changed | jest options]: types, then tests. With --changed only the tests of what changed since the
// last
// commit, and of what imports it.
const { spawnSync } = require('child_process');
const path = require('path');

const root = path.resolve(__dirname, '..');
const options = process.argv.slice(2).map((option) => (option === '--changed' ? '--onlyChanged' : option));

function run(file, args) {
  const { status } = spawnSync(process.execPath, [path.join(root, 'node_modules', file), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}

run('typescript/bin/tsc', ['--noEmit']);
run('typescript/bin/tsc', ['--project', 'scripts']);
run('jest/bin/jest.js', options);
