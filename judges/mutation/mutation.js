// @ts-check
'use strict';
// npm run mutation [-- group ...]: mutates lib/ group by group, those of judges/mutation/groups.js, and prints the
// table of docs/evidence.md. Results are kept in reports/mutation; what has not changed since is not run again.
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { groups } = require('./groups');

const root = path.resolve(__dirname, '../..');
const report = (group) => path.join(root, 'reports/mutation', `${group}.json`);

/** The row of a group: how many mutants had which end. A timeout is a mutant that a test found by never ending. */
function row(group) {
  const { files } = JSON.parse(fs.readFileSync(report(group), 'utf8'));
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = (...wanted) => statuses.filter((status) => wanted.includes(status)).length;
  const [found, missed] = [count('Killed', 'Timeout'), count('Survived', 'NoCoverage')];
  const score = ((100 * found) / (found + missed)).toFixed(1);
  const ends = ['Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored'].map((status) => count(status));
  return `| ${[group, found + missed, ...ends, `${score} %`].join(' | ')} |`;
}

const asked = process.argv.slice(2);
const unknown = asked.filter((group) => !Object.hasOwn(groups, group));
if (unknown.length > 0) {
  console.error(`no group '${unknown.join(', ')}' to mutate; write ${Object.keys(groups).join(', ')}`);
  process.exit(2);
}
const chosen = asked.length > 0 ? asked : Object.keys(groups);
// `npm run judges` installs it.
const stryker = path.join(root, 'judges/node_modules/@stryker-mutator/core/bin/stryker.js');
const failed = chosen.filter((group) => {
  // A run that does not end must not show the numbers of an earlier one.
  fs.rmSync(report(group), { force: true });
  const env = { ...process.env, MUTATION_GROUP: group };
  return spawnSync(process.execPath, [stryker, 'run'], { cwd: root, env, stdio: 'inherit' }).status !== 0;
});
console.log(
  '| group | mutants | killed | timed out | survived | reached by no test | left out | score |\n|---|---:|---:|---:|---:|---:|---:|---:|',
);
chosen.filter((group) => fs.existsSync(report(group))).forEach((group) => console.log(row(group)));
if (failed.length > 0) {
  console.error(`below 85 %, or not run: ${failed.join(', ')}`);
  process.exitCode = 1;
}
