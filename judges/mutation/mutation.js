// @ts-check
'use strict';
// npm run mutation [-- group ...]: mutates lib/ group by group, those of judges/mutation/groups.js, and prints the
// table of docs/evidence.md. Results are kept in reports/mutation; what has not changed since is not run again.
// npm run mutation -- [group ...] --sample 150 [--seed 1]: that many mutants of each group, drawn at random.
// npm run mutation -- --changed [--base COMMIT] [--sample 40]: of the files of lib/ that changed since a commit.
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { parseArgs } = require('util');
const { changedFiles } = require('./changed');
const { groups, root } = require('./groups');
const { LOWEST, judged, ends, wilson, percent, table, missed } = require('./report');

const reports = path.join(root, 'reports/mutation');
const ENDS = ['killed', 'timed out', 'survived', 'reached by no test', 'left out', 'score'];
// Each group runs its tests once without any mutant, which takes longer than a few mutants do.
const GROUPS_OF_A_CHANGE = 4;
// `npm run judges` installs it.
const stryker = path.join(root, 'judges/node_modules/@stryker-mutator/core/bin/stryker.js');

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' }, seed: { type: 'string', default: '1' },
    changed: { type: 'boolean', default: false }, base: { type: 'string', default: 'HEAD~1' },
  },
});

/** Runs Stryker over a group, or over those of its mutants whose keys are given; no mutants if it did not end. */
function run(group, drawn) {
  const [report, keys] = ['json', 'drawn.json'].map((end) => path.join(reports, `${group}.${end}`));
  // A run that does not end must not show the numbers of an earlier one.
  fs.rmSync(report, { force: true });
  if (drawn) {
    fs.mkdirSync(reports, { recursive: true });
    fs.writeFileSync(keys, JSON.stringify(drawn));
  }
  const env = { ...process.env, MUTATION_GROUP: group, ...(drawn && { MUTATION_DRAWN: keys }) };
  const { status } = spawnSync(process.execPath, [stryker, 'run'], { cwd: root, env, stdio: 'inherit' });
  const mutants = fs.existsSync(report) ? judged(JSON.parse(fs.readFileSync(report, 'utf8')).files, drawn) : undefined;
  return { group, status, mutants };
}

/** All mutants of groups; answers which groups are below what is asked. */
function whole(chosen) {
  const runs = chosen.map((group) => run(group));
  console.log(table(['group', 'mutants', ...ENDS], runs.filter(({ mutants }) => mutants).map(({ group, mutants }) => {
    const { each, found, total } = ends(mutants);
    return [group, total, ...each, `${percent(found / total)} %`];
  })));
  return runs.filter(({ status }) => status !== 0).map(({ group }) => group);
}

/** Draws from files, and tells the drawn apart by group: `{ group, all, drawn }`, `all` the number of its mutants. */
async function drawOf(files, size) {
  const { draw, mutantsOf } = await import('./sample.mjs');
  const keys = await mutantsOf(root, files);
  const drawn = draw(keys, size, values.seed);
  return Object.entries(groups).map(([group, { mutate }]) => {
    const own = (key) => mutate.includes(key.slice(0, key.indexOf(':')));
    return { group, all: keys.filter(own).length, drawn: drawn.filter(own) };
  }).filter((each) => each.drawn.length > 0);
}

/** Runs what was drawn; answers what cannot well have 85 %, together, or group by group with those that did not run. */
function samples(draws, together) {
  const runs = draws.map(({ group, all, drawn }) => ({ all, drawn, ...run(group, drawn) }));
  const complete = runs.filter(({ mutants, drawn }) => mutants?.length === drawn.length);
  complete.forEach(({ mutants }) => missed(mutants).forEach((line) => console.log(line)));
  console.log(table(['group', 'mutants', 'drawn', ...ENDS, '95 % interval', 'seed'],
    complete.map(({ group, all, drawn, mutants }) => {
      const { each, found, total } = ends(mutants);
      const interval = wilson(found, total).map(percent).join('–');
      return [group, all, drawn.length, ...each, `${percent(found / total)} %`, `${interval} %`, values.seed];
    })));
  const isLow = (mutants) => wilson(ends(mutants).found, ends(mutants).total)[1] < LOWEST;
  const low = together
    ? [complete.flatMap(({ mutants }) => mutants)].filter(isLow).map(() => 'what changed')
    : complete.filter(({ mutants }) => isLow(mutants)).map(({ group }) => group);
  const notRun = runs.filter((each) => !complete.includes(each)).map(({ group }) => group);
  // Whether tests pass without a mutant is what `npm test` tells.
  notRun.forEach((group) => console.log(`not judged: ${group}, which did not run (see above)`));
  return together ? low : [...low, ...notRun];
}

/** The groups with most of what was drawn from the files that changed. */
async function ofChange(size) {
  const draws = await drawOf(changedFiles(root, values.base), size);
  const most = [...draws].sort((one, two) => two.drawn.length - one.drawn.length);
  const left = most.slice(GROUPS_OF_A_CHANGE).map(({ group }) => group);
  const changed = draws.map(({ group }) => group).join(', ') || 'nothing';
  console.log(`changed in lib/ since ${values.base}: ${changed}; left out: ${left.join(', ') || 'nothing'}`);
  return draws.length === 0 ? [] : samples(most.slice(0, GROUPS_OF_A_CHANGE), true);
}

async function ofGroups(chosen, size) {
  const draws = [];
  for (const group of chosen) {
    draws.push(...await drawOf(groups[group].mutate, size));
  }
  return samples(draws, false);
}

async function main() {
  const unknown = asked.filter((group) => !Object.hasOwn(groups, group));
  const size = Number(values.sample ?? (values.changed ? 40 : 0));
  if (unknown.length > 0 || !Number.isInteger(size)) {
    const problem = unknown.length > 0 ? `no group '${unknown.join(', ')}' to mutate` : `--sample '${values.sample}'`;
    console.error(`${problem}; write a number of mutants for --sample, and of ${Object.keys(groups).join(', ')}`);
    return 2;
  }
  const chosen = asked.length > 0 ? asked : Object.keys(groups);
  const failed = values.changed ? await ofChange(size) : size > 0 ? await ofGroups(chosen, size) : whole(chosen);
  if (failed.length > 0) {
    console.error(`below 85 %, or not run: ${failed.join(', ')}`);
  }
  return failed.length > 0 ? 1 : 0;
}

main().then((status) => {
  process.exitCode = status;
});
