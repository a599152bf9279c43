// @ts-check
'use strict';
// How long test files took without a mutant, ms by their paths: kept from run to run.
const fs = require('fs');
const path = require('path');

const file = path.resolve(__dirname, '../../reports/mutation/durations.json');

/** @returns {Record<string, number>} */
const durations = () => (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {});

module.exports = { durations, file };
