// @ts-check
'use strict';
const { spawnSync } = require('child_process');

/** Sources of lib/ that differ from a commit, relative to the root; none, said so, where git does not know the commit. */
function changedFiles(root, base) {
  const args = ['diff', '--name-only', '--diff-filter=d', base, '--', 'lib'];
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) {
    console.log(`nothing mutated: git knows no commit ${base} to compare with (${stderr.trim().split('\n')[0]})`);
    return [];
  }
  return stdout.split('\n').filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
}

module.exports = { changedFiles };
