'use strict';
// Says in one line what a run of the tests left out, and what it would take to leave nothing out.
const { NEEDS } = require('./at-hand');

// As in simulation-share.ts.
const share = Number(process.env.SIMULATION_SHARE ?? 0.1);

module.exports = class LeftOutReporter {
  onRunComplete(_, { numPendingTests }) {
    const absent = Object.entries(NEEDS).filter(([, { has }]) => !has).map(([name, { get }]) => `${name} (${get})`);
    const parts = [
      ...numPendingTests > 0 ? [`${numPendingTests} tests that want ${absent.join(', ') || 'another machine'}`] : [],
      ...share < 1 ? [`${Math.round(100 - 100 * share)} % of the simulated cases (npm run test:all has all)`] : [],
    ];
    if (parts.length > 0) {
      process.stderr.write(`Left out:    ${parts.join('; ')}\n`);
    }
  }
};
