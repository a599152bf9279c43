'use strict';
// The order of the test files: the quickest first, as an earlier run measured them, without those that are done.
const { campaign, trial } = require('./current');
const { durations } = require('./durations');

module.exports = class Sequencer {
  sort(tests) {
    const known = durations();
    const left = trial.id === undefined ? tests.filter(({ path }) => !campaign.done.has(path)) : tests;
    return [...left].sort((one, two) => (known[one.path] ?? 0) - (known[two.path] ?? 0));
  }

  cacheResults() {}

  allFailedTests(tests) {
    return tests;
  }

  shard(tests) {
    return tests;
  }
};
