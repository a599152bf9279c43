'use strict';
// The test runner of mutation testing: after the first failing test of a mutant it runs no other test, in this file or
// the next. Jest has no `bail` for programs that call it (https://github.com/jestjs/jest/issues/11766), and without it
// a
// mutant that the first test finds costs as much as one that survives. Stryker demands `jest-circus` in the file's
// name.
const circus = require('jest-circus/runner');

const run = circus.default ?? circus;
let mutant;
let killed = false;

/** A result of a file that was left out; Jest takes one without any test for an error. */
const untested = (testFilePath) => ({
  leaks: false,
  numFailingTests: 0,
  numPassingTests: 0,
  numPendingTests: 1,
  numTodoTests: 0,
  openHandles: [],
  skipped: true,
  testFilePath,
  perfStats: { start: 0, end: 0, runtime: 0, slow: false },
  snapshot: { added: 0, fileDeleted: false, matched: 0, unchecked: 0, uncheckedKeys: [], unmatched: 0, updated: 0 },
  testResults: [
    { ancestorTitles: [], failureMessages: [], fullName: testFilePath, title: testFilePath, status: 'pending' },
  ],
});

module.exports = async (globalConfig, config, environment, runtime, testPath, send) => {
  const active = process.env.__STRYKER_ACTIVE_MUTANT__;
  if (active !== mutant) {
    mutant = active;
    killed = false;
  }
  if (active !== undefined) {
    if (killed) {
      return untested(testPath);
    }
    const next = environment.handleTestEvent?.bind(environment);
    environment.handleTestEvent = async (event, state) => {
      if (event.name === 'test_start' && killed) {
        event.test.mode = 'skip';
      }
      killed ||= event.name === 'test_done' && event.test.errors.length > 0;
      await next?.(event, state);
    };
  }
  const result = await run(globalConfig, config, environment, runtime, testPath, send);
  killed ||= active !== undefined && (result.numFailingTests > 0 || result.testExecError !== undefined);
  return result;
};
