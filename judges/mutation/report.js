// @ts-check
'use strict';
// What a report of Stryker says, as rows of a table.

/** @typedef {{ line: number, column: number }} Position counted from 1 */
/** @typedef {{ status: string, mutatorName: string, replacement: string,
 *   location: { start: Position, end: Position } }} Mutant */

/** Lowest share of mutants that tests have to find. */
const LOWEST = 0.85;

/**
 * How many mutants had which end; the last are those that were left out, since they run while a module loads or do not
 * run at all. A timeout is a mutant that a test found by never ending.
 *
 * @param {Mutant[]} mutants
 */
function ends(mutants) {
  const count = (/** @type {string[]} */ ...wanted) => mutants.filter(({ status }) => wanted.includes(status)).length;
  const each = ['Killed', 'Timeout', 'Survived', 'NoCoverage'].map((status) => count(status));
  const total = each.reduce((sum, number) => sum + number, 0);
  return { each: [...each, mutants.length - total], found: count('Killed', 'Timeout'), total };
}

/**
 * Interval that holds the share of all with 95 % probability, from `found` of `drawn` (Wilson 1927); 0 to 1.
 *
 * @param {number} found @param {number} drawn @returns {[number, number]}
 */
function wilson(found, drawn) {
  if (drawn === 0) {
    return [0, 1];
  }
  const z = 1.959964;
  const share = found / drawn;
  const middle = share + (z * z) / (2 * drawn);
  const half = z * Math.sqrt((share * (1 - share)) / drawn + (z * z) / (4 * drawn * drawn));
  const whole = 1 + (z * z) / drawn;
  return [(middle - half) / whole, (middle + half) / whole];
}

/** @param {number} share */
const percent = (share) => (100 * share).toFixed(1);

/** @param {string[]} columns @param {(string | number)[][]} rows */
const table = (columns, rows) => [columns, columns.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]
  .map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** One line for each mutant that no test found. @param {(Mutant & { file: string })[]} mutants */
const missed = (mutants) => mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
  .map(({ file, location: { start }, mutatorName, replacement, status }) =>
    `${file}:${start.line}:${start.column} ${status} ${mutatorName}: ${replacement.replace(/\s+/g, ' ').slice(0, 160)}`);

module.exports = { LOWEST, ends, wilson, percent, table, missed };
