// @ts-check
'use strict';
// What the parts of one process share that Jest loads by their names.
const { Campaign } = require('./campaign');

const campaign = new Campaign(/** @type {string} */ (process.env.MUTATION_FOLDER));

/** The mutant that is judged alone, if one is, and whether a test failed; whether the process has grown too large. */
const trial = { id: /** @type {string | undefined} */ (undefined), failed: false, isTired: false };

/** Memory of the process from which on it hands over to another, bytes. */
const MEMORY = 1.5e9;
const isTooLarge = () => process.memoryUsage.rss() > MEMORY;

module.exports = { campaign, trial, isTooLarge };
