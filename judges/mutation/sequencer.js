'use strict';
// The order of the test files, without those that are done: first those beside what is mutated, which find the most,
// then those of lib/, then tests across the whole; of each the quickest first, as an earlier run measured them.
const path = require('path');
const { campaign, trial, doneName } = require('./current');
const { durations } = require('./durations');
const { groups, root } = require('./groups');

const beside = new Set(groups[process.env.MUTATION_GROUP].mutate.map((file) => path.join(root, path.dirname(file))));

module.exports = class Sequencer {
  sort(tests) {
    const known = durations();
    const isLeft = ({ path: file }) => trial.id !== undefined
      || (!campaign.done.has(doneName(file)) && (!trial.asksSlow || campaign.slow.has(file)));
    const rank = ({ path: file }) => {
      const place = beside.has(path.dirname(file)) ? 0 : file.startsWith(path.join(root, 'lib')) ? 1 : 2;
      return [place, known[file] ?? 0];
    };
    const compare = ([place, ms], [other, others]) => place - other || ms - others;
    return tests.filter(isLeft).sort((one, two) => compare(rank(one), rank(two)));
  }

  cacheResults() {}

  allFailedTests(tests) {
    return tests;
  }

  shard(tests) {
    return tests;
  }
};
