'use strict';
// How much of what is generated a run tries: a sample in `npm test`, so that it ends in three minutes, and all in
// `npm run test:all`, which CI runs.
const share = (name, sample) => Number(process.env[name] ?? sample);

/** Of the cases that a simulator or an enumeration judges. */
const simulation = share('SIMULATION_SHARE', 0.05);
/** Of the inputs that a property is tried on. */
const property = share('PROPERTY_SHARE', 0.2);

module.exports = { simulation, property, isAll: simulation >= 1 && property >= 1 };
