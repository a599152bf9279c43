// @ts-check
'use strict';
// npm run mutation [-- group ...]: mutates lib/ group by group, those of judges/mutation/groups.js, and prints the
// table of docs/evidence.md. Results are kept in reports/mutation; what has not changed since is not run again.
// npm run mutation -- [group ...] --sample 150 [--seed 1]: that many mutants of each group, drawn at random.
// npm run mutation -- [group ...] --by own: judged by the tests that the group names first alone; --by beside: by those
// named after what is mutated.
// npm run mutation -- --changed [--base COMMIT] [--sample 40]: of the files of lib/ that changed since a commit.
const { parseArgs } = require('util');
const { changedFiles } = require('./changed');
const { groups, root } = require('./groups');
const { LOWEST, ends, wilson, percent, table, missed } = require('./report');
const { run } = require('./run');

const ENDS = ['killed', 'timed out', 'survived', 'reached by no test', 'left out', 'score'];
// Each group runs its tests once without any mutant, which takes longer than a few mutants do.
const GROUPS_OF_A_CHANGE = 4;

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' }, seed: { type: 'string', default: '1' }, by: { type: 'string', default: '' },
    changed: { type: 'boolean', default: false }, base: { type: 'string', default: 'HEAD~1' },
  },
});

/** Draws from files (all of their mutants for a size of 0), and tells the drawn apart by group: `{ group, all, drawn }`. */
async function drawOf(files, size) {
  const { draw, mutantsOf } = await import('./sample.mjs');
  const mutants = await mutantsOf(root, files);
  const drawn = size > 0 ? draw(mutants, size, values.seed) : mutants;
  return Object.entries(groups).map(([group, { mutate }]) => {
    const own = ({ file }) => mutate.includes(file);
    return { group, all: mutants.filter(own).length, drawn: drawn.filter(own) };
  }).filter((each) => each.drawn.length > 0);
}

/** A row of the table: the score, and where the score of all can be if these are a sample. */
function row({ group, all, mutants }) {
  const { each, found, total } = ends(mutants);
  const interval = mutants.length < all ? `${wilson(found, total).map(percent).join('–')} %` : 'all';
  const seed = mutants.length < all ? values.seed : '';
  return [group, all, mutants.length, ...each, `${percent(found / total)} %`, interval, seed];
}

/** Whether mutants can hardly have 85 % found, as all or as a sample of more. */
function isLow(mutants, all) {
  const { found, total } = ends(mutants);
  return (mutants.length < all ? wilson(found, total)[1] : found / total) < LOWEST;
}

/** Judges what was drawn; answers what is below 85 %, together or group by group. */
async function judge(draws, together) {
  const runs = [];
  for (const { group, all, drawn } of draws) {
    const { mutants, broken } = await run(group, drawn, values.by);
    missed(mutants).forEach((line) => console.log(line));
    // Whether tests pass without a mutant is what `npm test` tells.
    broken.forEach((file) => console.log(`not asked: ${file}, which fails without any mutant`));
    runs.push({ group, all, mutants });
  }
  console.log(table(['group', 'mutants', 'drawn', ...ENDS, '95 % interval', 'seed'], runs.map(row)));
  const every = runs.flatMap(({ mutants }) => mutants);
  return together
    ? (isLow(every, Infinity) ? ['what changed'] : [])
    : runs.filter(({ mutants, all }) => isLow(mutants, all)).map(({ group }) => group);
}

/** The groups with most of what was drawn from the files that changed. */
async function ofChange(size) {
  const draws = await drawOf(changedFiles(root, values.base), size);
  const most = [...draws].sort((one, two) => two.drawn.length - one.drawn.length);
  const left = most.slice(GROUPS_OF_A_CHANGE).map(({ group }) => group);
  const changed = draws.map(({ group }) => group).join(', ') || 'nothing';
  console.log(`changed in lib/ since ${values.base}: ${changed}; left out: ${left.join(', ') || 'nothing'}`);
  return draws.length === 0 ? [] : judge(most.slice(0, GROUPS_OF_A_CHANGE), true);
}

async function ofGroups(chosen, size) {
  const draws = [];
  for (const group of chosen) {
    draws.push(...await drawOf(groups[group].mutate, size));
  }
  return judge(draws, false);
}

async function main() {
  const unknown = asked.filter((group) => !Object.hasOwn(groups, group));
  const size = Number(values.sample ?? (values.changed ? 40 : 0));
  if (unknown.length > 0 || !Number.isInteger(size) || !['', 'own', 'beside'].includes(values.by)) {
    const problem = unknown.length > 0 ? `no group '${unknown.join(', ')}' to mutate`
      : `--sample '${values.sample}' --by '${values.by}'`;
    const remedy = 'write a number of mutants for --sample, own or beside for --by';
    console.error(`${problem}; ${remedy}, and of ${Object.keys(groups).join(', ')}`);
    return 2;
  }
  const chosen = asked.length > 0 ? asked : Object.keys(groups);
  const failed = values.changed ? await ofChange(size) : await ofGroups(chosen, size);
  if (failed.length > 0) {
    console.error(`below 85 %: ${failed.join(', ')}`);
  }
  return failed.length > 0 ? 1 : 0;
}

main().then((status) => {
  process.exitCode = status;
});
