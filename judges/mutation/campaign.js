// @ts-check
'use strict';
// What is known about the mutants of one run of judges/mutation/judging.js. Every finding is a line of a log at once,
// so that a process that a mutant hangs can be ended, and the next one goes on where it was.
const fs = require('fs');
const path = require('path');

/**
 * A line of the log; mutants by their ids, test files by their paths.
 *
 * @typedef {object} Line
 * @property {string} [killed] a mutant that a test found
 * @property {string} [timeout] a mutant that does not end
 * @property {string} [trying] the mutant that is tried from now on
 * @property {number} [patience] for how long at most, ms
 * @property {string} [tried] `file#test#mutant`: the test does not find the mutant
 * @property {[string, string]} [alone] a mutant and a test file in which it has to be active from the start
 * @property {string} [judged] a mutant that was judged so
 * @property {string} [broken] a test file with a test that fails without any mutant
 * @property {string} [dirty] a test file whose environment a mutant spoiled
 * @property {string} [slow] a test file with a slow test
 * @property {string} [done] a test file that was run; with `#slow` behind it, for its slow tests
 * @property {number} [ms] how long that took
 * @property {string[]} [reached] what its tests reach
 * @property {string[]} [atLoad] what is reached while the modules of the package load
 */

class Campaign {
  /** @param {string} folder where the log is, and `mutants.json` */
  constructor(folder) {
    this.log = path.join(folder, 'log.jsonl');
    /** @type {string[]} */
    this.ids = JSON.parse(fs.readFileSync(path.join(folder, 'mutants.json'), 'utf8'))
      .map((/** @type {{ id: string }} */ { id }) => id);
    this.all = new Set(this.ids);
    /** @type {Set<string>} */ this.killed = new Set();
    /** @type {Set<string>} */ this.timedOut = new Set();
    /** @type {Set<string>} */ this.tried = new Set();
    /** @type {Set<string>} */ this.done = new Set();
    /** @type {Set<string>} */ this.slow = new Set();
    /** @type {Set<string>} */ this.broken = new Set();
    /** @type {Set<string>} */ this.judged = new Set();
    /** @type {Set<string>} */ this.reached = new Set();
    /** @type {Set<string>} */ this.atLoad = new Set();
    /** @type {Map<string, number>} */ this.spoilt = new Map();
    /** @type {Map<string, Set<string>>} */ this.alone = new Map();
    if (fs.existsSync(this.log)) {
      fs.readFileSync(this.log, 'utf8').split('\n').filter(Boolean).forEach((line) => this.learn(JSON.parse(line)));
    }
  }

  /** @param {Line} line */
  note(line) {
    fs.appendFileSync(this.log, `${JSON.stringify(line)}\n`);
    this.learn(line);
  }

  /** @param {Line} line */
  learn(line) {
    const add = (/** @type {Set<string>} */ set, /** @type {string | undefined} */ value) =>
      value !== undefined && set.add(value);
    add(this.killed, line.killed);
    add(this.timedOut, line.timeout);
    add(this.tried, line.tried);
    add(this.done, line.done);
    add(this.slow, line.slow);
    add(this.broken, line.broken);
    add(this.judged, line.judged);
    line.reached?.forEach((id) => this.reached.add(id));
    line.atLoad?.forEach((id) => this.atLoad.add(id));
    if (line.dirty !== undefined) {
      this.spoilt.set(line.dirty, (this.spoilt.get(line.dirty) ?? 0) + 1);
    }
    if (line.alone) {
      const [id, file] = line.alone;
      this.alone.set(id, (this.alone.get(id) ?? new Set()).add(file));
    }
  }

  /** @param {string} id */
  isFound(id) {
    return this.killed.has(id) || this.timedOut.has(id);
  }

  /** Whether a mutant has to be active in a test file from the start. @param {string} id @param {string} file */
  isAlone(id, file) {
    return this.alone.get(id)?.has(file) ?? false;
  }

  /** @param {string} id */
  statusOf(id) {
    if (this.isFound(id)) {
      return this.timedOut.has(id) ? 'Timeout' : 'Killed';
    }
    if (this.reached.has(id) || this.alone.has(id)) {
      return 'Survived';
    }
    return this.atLoad.has(id) ? 'Ignored' : 'NoCoverage';
  }
}

module.exports = { Campaign };
