'use strict';
// The test runner of mutation testing: after the first failing test of a mutant it runs no other test, in this file or
// the next. Jest has no `bail` for programs that call it (https://github.com/jestjs/jest/issues/11766), and without it a
// mutant that the first test finds costs as much as one that survives. Stryker demands `jest-circus` in the file's name.
const circus = require('jest-circus/runner');

const run = circus.default ?? circus;
let mutant;
let killed = false;

const untested = (testFilePath) => ({
  leaks: false, numFailingTests: 0, numPassingTests: 0, numPendingTests: 0, numTodoTests: 0, openHandles: [],
  perfStats: { end: 0, loadTestEnvironmentEnd: 0, loadTestEnvironmentStart: 0, runtime: 0, setupAfterEnvEnd: 0, setupAfterEnvStart: 0, setupFilesEnd: 0,
    setupFilesStart: 0, slow: false, start: 0 },
  skipped: true,
  snapshot: { added: 0, fileDeleted: false, matched: 0, unchecked: 0, uncheckedKeys: [], unmatched: 0, updated: 0 },
  testFilePath, testResults: [],
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
