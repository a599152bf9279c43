// @ts-check
'use strict';
// What the parts of one process share that Jest loads by their names.
const { Campaign } = require('./campaign');

const campaign = new Campaign(/** @type {string} */ (process.env.MUTATION_FOLDER));

/**
 * What the process does now: the mutant that it judges alone, if it does, and whether a test failed; whether it asks
 * the slow tests, which come last; whether it has grown too large.
 */
const trial = { id: /** @type {string | undefined} */ (undefined), failed: false, asksSlow: false, isTired: false };

/** Memory of the process from which on it hands over to another, bytes. */
const MEMORY = 1.5e9;
const isTooLarge = () => process.memoryUsage.rss() > MEMORY;

/** The name of a test file among those that are done. */
const doneName = (/** @type {string} */ file) => (trial.asksSlow ? `${file}#slow` : file);

module.exports = { campaign, trial, isTooLarge, doneName };
