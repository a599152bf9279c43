'use strict';
// The order of the test files, without those that are done: first those beside what is mutated, which find the most,
// then those of the group in the order in which it names them; of each the quickest first, as an earlier run measured.
const path = require('path');
const { campaign, trial, doneName } = require('./current');
const { durations } = require('./durations');
const { groups, root } = require('./groups');

const { mutate, tests: patterns } = groups[process.env.MUTATION_GROUP];
const beside = new Set(mutate.map((file) => path.join(root, path.dirname(file))));
// What of each pattern has no wildcard.
const starts = patterns.map((pattern) => path.join(root, pattern.split(/[*!]/)[0]));

module.exports = class Sequencer {
  sort(tests) {
    const known = durations();
    const isLeft = ({ path: file }) => trial.id !== undefined
      || (!campaign.done.has(doneName(file)) && (!trial.asksSlow || campaign.slow.has(file)));
    const rank = ({ path: file }) => {
      const place = beside.has(path.dirname(file)) ? -1 : starts.findIndex((start) => file.startsWith(start));
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
