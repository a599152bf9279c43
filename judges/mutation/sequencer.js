'use strict';
// Which test files run for a mutant, and in which order: only those with a test that reaches it, the quickest first.
// Stryker selects tests by name, so without this every file would be loaded for every mutant.
const fs = require('fs');
const path = require('path');

// Written in the sandbox by the run without a mutant, which comes first, and read by every worker.
const record = path.resolve('tests-of-files.json');

module.exports = class Sequencer {
  constructor({ globalConfig }) {
    this.pattern = globalConfig.testNamePattern && new RegExp(globalConfig.testNamePattern, 'i');
    this.known = fs.existsSync(record) ? JSON.parse(fs.readFileSync(record, 'utf8')) : undefined;
  }

  sort(tests) {
    if (!this.known) {
      return tests;
    }
    const { known, pattern } = this;
    return tests
      .filter(({ path: file }) => !pattern || !known[file] || known[file].names.some((name) => pattern.test(name)))
      .sort((a, b) => (known[a.path]?.milliseconds ?? 0) - (known[b.path]?.milliseconds ?? 0));
  }

  cacheResults(tests, { testResults }) {
    if (!this.pattern && !this.known) {
      const files = testResults.map(({ testFilePath, testResults: each, perfStats }) =>
        [testFilePath, { names: each.map(({ fullName }) => fullName), milliseconds: perfStats.end - perfStats.start }]);
      fs.writeFileSync(record, JSON.stringify(Object.fromEntries(files)));
    }
  }

  allFailedTests(tests) {
    return tests;
  }

  shard(tests) {
    return tests;
  }
};
