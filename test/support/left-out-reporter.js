'use strict';
// Says in one line what a run of the tests left out, and what it would take to leave nothing out.
const { NEEDS } = require('./at-hand');
const { simulation, property } = require('./shares');

const rest = (share) => `${Math.round(100 - 100 * share)} %`;

module.exports = class LeftOutReporter {
  onRunComplete(_, { numPendingTests }) {
    const absent = Object.entries(NEEDS).filter(([, { has }]) => !has).map(([name, { get }]) => `${name} (${get})`);
    const parts = [
      ...numPendingTests > 0 ? [`${numPendingTests} tests that want ${absent.join(', ') || 'another machine'}`] : [],
      ...simulation < 1 || property < 1
        ? [`${rest(simulation)} of the simulated cases, ${rest(property)} of the inputs of properties (npm run test:all)`]
        : [],
    ];
    if (parts.length > 0) {
      process.stderr.write(`Left out:    ${parts.join('; ')}\n`);
    }
  }
};
