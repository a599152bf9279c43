// @ts-check
'use strict';
// The process that judges the mutants of one group: MUTATION_FOLDER holds them, MUTATION_GROUP names the group. It
// ends with 0 when all are judged, and with 75 when another process must go on.
const { readFileSync } = require('fs');
const path = require('path');
const { runCLI } = require('jest');
const { groups, root } = require('./groups');
const { campaign, trial, isTooLarge } = require('./current');

const AGAIN = 75;
const { tests: all, own: ownTests } = groups[process.env.MUTATION_GROUP ?? ''];
// Quick, and a lower bound: the tests that the group names first, no slow one, and none loaded anew for a mutant.
const isByOwn = process.env.MUTATION_BY !== '';
/** The tests named after the files that are mutated. */
const beside = () => JSON.parse(readFileSync(path.join(process.env.MUTATION_FOLDER ?? '', 'mutants.json'), 'utf8'))
  .map((/** @type {{ file: string }} */ { file }) => file.replace(/\.ts$/, '.test.ts'));
const tests = process.env.MUTATION_BY === 'beside' ? beside() : isByOwn ? all.slice(0, ownTests) : all;
const own = (/** @type {string} */ name) => path.join(__dirname, name);

const config = {
  ...require('../../jest.config.js'),
  rootDir: root,
  testMatch: tests.map((/** @type {string} */ pattern) => `<rootDir>/${pattern}`),
  testRunner: own('jest-circus-of-mutants.js'),
  testSequencer: own('sequencer.js'),
  transform: { '^.+\\.ts$': own('transformer.js') },
  reporters: [],
};

/** Runs test files, all of the group without names. */
async function runFiles(/** @type {string[]} */ files = []) {
  const byName = files.length > 0 ? { runTestsByPath: true } : {};
  await runCLI(/** @type {any} */ ({
    $0: '', _: files, ...byName, config: JSON.stringify(config), runInBand: true, ci: true, silent: true,
    watchman: false, passWithNoTests: true, testTimeout: 60000,
  }), [root]);
}

/** All test files, those again in which a mutant spoiled what follows; the slow tests of them when others are done. */
async function together(asksSlow = false) {
  trial.asksSlow = asksSlow;
  const spoilt = () => [...campaign.spoilt.values()].reduce((sum, times) => sum + times, 0);
  let before;
  do {
    before = spoilt();
    await runFiles();
  } while (!trial.isTired && before !== spoilt());
}

/** What has to be judged in environments of its own. */
async function alone() {
  for (const [id, files] of campaign.alone) {
    // A file that fails without any mutant would find each of them.
    const sound = [...files].filter((file) => !campaign.broken.has(file));
    if (campaign.isFound(id) || campaign.judged.has(id) || sound.length === 0) {
      continue;
    }
    if (isTooLarge()) {
      trial.isTired = true;
      return;
    }
    Object.assign(trial, { id, failed: false });
    campaign.note({ trying: id, patience: 60000 });
    await runFiles(sound);
    campaign.note(trial.failed ? { killed: id } : { judged: id });
  }
}

// Without who asked there is nobody to judge for.
process.on('disconnect', () => process.exit());

async function main() {
  for (const step of isByOwn ? [() => together()] : [() => together(), () => together(true), alone]) {
    if (!trial.isTired) {
      await step();
    }
  }
  process.exit(trial.isTired ? AGAIN : 0);
}

void main();
