// @ts-check
'use strict';
// One more run of a jest test within its environment: its hooks and its function, without what circus does around them.

/** Longest that a test without a limit of its own may take that never ends, ms. */
const PATIENCE = 5000;

/** @param {any} test of circus @returns {{ before: any[], after: any[] }} hooks, in their order */
function hooksOf(test) {
  const before = [];
  const after = [];
  for (let block = test.parent; block; block = block.parent) {
    const own = (/** @type {string} */ type) =>
      block.hooks.filter((/** @type {{ type: string }} */ hook) => hook.type === type);
    before.unshift(...own('beforeEach'));
    after.push(...own('afterEach'));
  }
  return { before, after };
}

/** Calls a function of a test file, of either kind: that answers a promise, or that takes what it calls at its end. */
const call = (/** @type {Function} */ fn, /** @type {object} */ context) => (fn.length === 0
  ? fn.call(context)
  : new Promise((resolve, reject) => {
    const end = (/** @type {unknown} */ problem) => (problem ? reject(problem) : resolve(undefined));
    fn.call(context, Object.assign(end, { fail: reject }));
  }));

/** What `expect` has found that no exception told: too few assertions, snapshots. */
function unsaid(/** @type {any} */ expect) {
  const { suppressedErrors = [] } = expect.getState();
  const [missing] = expect.extractExpectedAssertionsErrors();
  expect.setState({ suppressedErrors: [] });
  return suppressedErrors[0] ?? missing?.error;
}

/** Runs what a test runs, and throws what is wrong. */
async function body(/** @type {any} */ test, /** @type {Function} */ fn, /** @type {any} */ expect) {
  const { snapshotState } = expect.getState();
  // A second run compares with the same snapshots, not with the next ones of the same name.
  const counters = new Map(snapshotState._counters);
  try {
    await call(fn, {});
  } finally {
    snapshotState._counters = counters;
  }
  const problem = unsaid(expect);
  if (problem) {
    throw problem;
  }
  if (test.errors.length > 0) {
    throw test.errors[0];
  }
}

/**
 * Runs a test once more: `passed`, `failed`, or `late` if it does not end within `patience` ms.
 *
 * @param {any} test of circus @param {Function} fn its own function @param {any} expect of its environment
 */
async function attempt(test, fn, expect, patience = PATIENCE) {
  // So that the process hears when whoever asked has ended.
  await new Promise(setImmediate);
  const { before, after } = hooksOf(test);
  test.errors.length = 0;
  expect.setState({
    suppressedErrors: [], assertionCalls: 0, expectedAssertionsNumber: null, isExpectingAssertions: false,
  });
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve('late'), patience);
  });
  const whole = async () => {
    for (const { fn: hook } of [...after, ...before]) {
      await call(hook, {});
    }
    await body(test, fn, expect);
    // What nobody awaits is told only now.
    await new Promise(setImmediate);
    return test.errors.length === 0 ? 'passed' : 'failed';
  };
  try {
    return /** @type {string} */ (await Promise.race([whole(), late]));
  } catch {
    return 'failed';
  } finally {
    clearTimeout(timer);
    test.errors.length = 0;
  }
}

module.exports = { attempt, body, PATIENCE };
