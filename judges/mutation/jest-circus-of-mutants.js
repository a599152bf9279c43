// @ts-check
'use strict';
// The test runner of mutation testing. A test file is loaded once; each of its tests runs without a mutant, then once
// more for each mutant that it reached and that nothing has found yet. After a test has failed it runs without a mutant
// again: if it does not pass now, the mutant has spoiled the environment, and is judged alone.
// Judged alone, in an environment of its own and active while the test file loads, is also what the test file reaches
// while it loads, and what a test does not reach a second time, since its value was kept.
const circus = require('jest-circus/runner');
const { attempt, body, PATIENCE } = require('./attempt');
const { campaign, trial, isTooLarge, doneName } = require('./current');

const run = circus.default ?? circus;
/** So often a test file is begun anew because a mutant spoiled its environment; then all are judged alone. */
const ENVIRONMENTS = 5;
/** A test that takes more processor time than this is asked when all others were, ms: however busy the machine is. */
const SLOW = 3000;
/** A mutant that is reached this many times as often as the code without it does not end. */
const HITS = 100;

/** A result of a file that was left out; Jest takes one without any test for an error. */
const untested = (testFilePath) => ({
  leaks: false, numFailingTests: 0, numPassingTests: 0, numPendingTests: 1, numTodoTests: 0, openHandles: [],
  skipped: true, testFilePath, perfStats: { start: 0, end: 0, runtime: 0, slow: false },
  snapshot: { added: 0, fileDeleted: false, matched: 0, unchecked: 0, uncheckedKeys: [], unmatched: 0, updated: 0 },
  testResults: [
    { ancestorTitles: [], failureMessages: [], fullName: testFilePath, title: testFilePath, status: 'pending' },
  ],
});

/** What the switches in the text share (the namespace of Stryker): which mutant is active, and what was reached. */
function switchboard() {
  const hits = { inModules: {}, atLoad: {} };
  const board = { loading: 0, activeMutant: 'none', hitCount: 0, hitLimit: Infinity, currentTestId: undefined, hits };
  board.mutantCoverage = {
    get static() {
      return board.loading > 0 ? hits.inModules : hits.atLoad;
    },
    perTest: {},
  };
  return board;
}

/** Tries the mutants that a test reached, one after the other; whether the environment is as it was. */
async function tryAll({ state, board, test, fn, expect, file, number, reached, patience }) {
  for (const [id, hits] of Object.entries(reached)) {
    const key = `${file}#${number}#${id}`;
    if (!campaign.all.has(id) || campaign.isFound(id) || campaign.isAlone(id, file) || campaign.tried.has(key)) {
      continue;
    }
    campaign.note({ trying: id, patience: 2 * patience });
    state.attempts += 1;
    Object.assign(board, { activeMutant: id, hitCount: 0, hitLimit: HITS * hits });
    const end = await attempt(test, fn, expect, patience);
    const { hitCount } = board;
    Object.assign(board, { activeMutant: 'none', hitCount: 0 });
    if (end === 'passed') {
      campaign.note(hitCount > 0 ? { tried: key } : { tried: key, alone: [id, file] });
    } else if (await attempt(test, fn, expect, patience) === 'passed') {
      campaign.note(end === 'late' || hitCount > HITS * hits ? { timeout: id } : { killed: id });
    } else {
      campaign.note({ alone: [id, file] });
      return false;
    }
  }
  return true;
}

/** Runs a test file without a mutant, and its tests again for what they reach. */
async function together(testPath, environment, runFile) {
  const board = switchboard();
  environment.global.__stryker__ = board;
  const start = Date.now();
  const state = { number: 0, reached: new Set(), attempts: 0, again: 0, broken: false, spoilt: false };
  const isHopeless = (campaign.spoilt.get(testPath) ?? 0) >= ENVIRONMENTS;
  const next = environment.handleTestEvent?.bind(environment);
  environment.handleTestEvent = async (event, circusState) => {
    await next?.(event, circusState);
    const number = state.number += event.name === 'test_start' ? 1 : 0;
    const name = `${testPath}#${number}`;
    if (event.name === 'test_start' && (state.spoilt || (trial.asksSlow && !campaign.slow.has(name)))) {
      event.test.mode = 'skip';
    } else if (event.name === 'test_start') {
      const { test } = event;
      board.currentTestId = `test ${number}`;
      const { fn } = test;
      const { expect } = environment.global;
      test.timeout = 2 ** 31 - 1;
      test.fn = async () => {
        const [begin, used] = [Date.now(), process.cpuUsage()];
        try {
          await body(test, fn, expect);
        } catch (error) {
          // It may pass where no mutant was tried before.
          state.spoilt = state.attempts > 0;
          throw error;
        }
        const ms = Date.now() - begin;
        const { user, system } = process.cpuUsage(used);
        const reached = board.mutantCoverage.perTest[board.currentTestId] ?? {};
        delete board.mutantCoverage.perTest[board.currentTestId];
        Object.keys(reached).forEach((id) => state.reached.add(id));
        board.currentTestId = 'again';
        if ((user + system) / 1000 > SLOW && !trial.asksSlow) {
          [testPath, name].forEach((slow) => campaign.note({ slow }));
        }
        if (campaign.slow.has(name) && !trial.asksSlow) {
          // It is asked when all others were.
        } else if (isHopeless) {
          Object.keys(reached).filter((id) => !campaign.isFound(id))
            .forEach((id) => campaign.note({ alone: [id, testPath] }));
        } else {
          const patience = PATIENCE + 10 * ms;
          state.spoilt = !await tryAll({ state, board, test, fn, expect, file: testPath, number, reached, patience });
        }
        state.again += Date.now() - begin - ms;
        board.mutantCoverage.perTest = {};
        test.errors.length = 0;
      };
    } else if (event.name === 'test_done') {
      state.broken ||= event.test.errors.length > 0 && state.attempts === 0;
      state.spoilt ||= event.test.errors.length > 0 && state.attempts > 0;
      board.currentTestId = undefined;
    }
  };
  const result = await runFile();
  if (state.spoilt) {
    campaign.note({ dirty: testPath });
    return result;
  }
  if (state.broken || result.testExecError) {
    campaign.note({ broken: testPath });
  }
  const own = (hits) => Object.keys(hits).filter((id) => campaign.all.has(id));
  own(board.hits.atLoad).filter((id) => !campaign.isFound(id))
    .forEach((id) => campaign.note({ alone: [id, testPath] }));
  const reached = [...state.reached].filter((id) => campaign.all.has(id));
  const ms = Date.now() - start - state.again;
  campaign.note({ done: doneName(testPath), ms, reached, atLoad: own(board.hits.inModules) });
  return result;
}

/** Runs a test file with one mutant active from the start, until a test fails. */
async function alone(environment, runFile) {
  environment.global.__stryker__ = Object.assign(switchboard(), { activeMutant: trial.id });
  const next = environment.handleTestEvent?.bind(environment);
  environment.handleTestEvent = async (event, state) => {
    if (event.name === 'test_start' && trial.failed) {
      event.test.mode = 'skip';
    }
    trial.failed ||= event.name === 'test_done' && event.test.errors.length > 0;
    await next?.(event, state);
  };
  const result = await runFile();
  trial.failed ||= result.numFailingTests > 0 || result.testExecError !== undefined;
  return result;
}

module.exports = async (globalConfig, config, environment, runtime, testPath, send) => {
  const runFile = () => run(globalConfig, config, environment, runtime, testPath, send);
  if (trial.id !== undefined) {
    return trial.failed ? untested(testPath) : alone(environment, runFile);
  }
  if (isTooLarge()) {
    trial.isTired = true;
    return untested(testPath);
  }
  return together(testPath, environment, runFile);
};
