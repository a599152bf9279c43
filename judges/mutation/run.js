// @ts-check
'use strict';
// Judges mutants of a group in processes of their own, and ends one that a mutant hangs.
const { spawn } = require('child_process');
const fs = require('fs');
const path = require('path');
const { Campaign } = require('./campaign');
const { durations, file: durationsFile } = require('./durations');
const { root } = require('./groups');

/** The exit code of a process that wants another one to go on. */
const AGAIN = 75;
const reports = path.join(root, 'reports/mutation');
/** How often a process is looked at, ms. */
const LOOK = 1000;

/** The last line of a log, none if it is long. */
function lastOf(/** @type {string} */ log) {
  if (!fs.existsSync(log)) {
    return undefined;
  }
  const { size } = fs.statSync(log);
  const file = fs.openSync(log, 'r');
  const buffer = Buffer.alloc(Math.min(size, 400));
  fs.readSync(file, buffer, 0, buffer.length, size - buffer.length);
  fs.closeSync(file);
  const line = buffer.toString().trimEnd().split('\n').pop();
  return line?.startsWith('{"trying"') ? JSON.parse(line) : undefined;
}

/** Lets one process judge until it ends or hangs: how it ended, and whether that was because a mutant hung it. */
function once(/** @type {string} */ group, /** @type {string} */ folder, by = '') {
  const env = {
    ...process.env, MUTATION_GROUP: group, MUTATION_FOLDER: folder, MUTATION_BY: by, FORCE_COLOR: '0',
    // Cut down to what `npm test` tries (test/support/shares.js), for each single mutant.
    SIMULATION_SHARE: process.env.SIMULATION_SHARE ?? '0.05', PROPERTY_SHARE: process.env.PROPERTY_SHARE ?? '0.2',
  };
  const child = spawn(process.execPath, [path.join(__dirname, 'judging.js')], {
    cwd: root, env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const log = path.join(folder, 'log.jsonl');
  let isHung = false;
  const timer = setInterval(() => {
    const last = lastOf(log);
    if (last?.trying !== undefined && Date.now() - fs.statSync(log).mtimeMs > (last.patience ?? 0)) {
      new Campaign(folder).note({ timeout: last.trying });
      isHung = true;
      child.kill('SIGKILL');
    }
  }, LOOK);
  return /** @type {Promise<any>} */ (new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      clearInterval(timer);
      resolve({ code, signal, isHung });
    });
  }));
}

/**
 * Judges drawn mutants of a group, by all of its tests, by those that it names first (`own`), or by those named after
 * what is mutated (`beside`): each with its `status`, as Stryker names them.
 */
async function run(/** @type {string} */ group, /** @type {any[]} */ drawn, by = '') {
  const { switched } = await import('./sample.mjs');
  const folder = path.join(reports, group);
  fs.rmSync(folder, { recursive: true, force: true });
  const { files, mutants } = await switched(root, drawn);
  for (const { file, content } of files) {
    const copy = path.join(folder, 'sources', file);
    fs.mkdirSync(path.dirname(copy), { recursive: true });
    fs.writeFileSync(copy, content);
  }
  fs.writeFileSync(path.join(folder, 'mutants.json'), JSON.stringify(mutants));
  for (let end = await once(group, folder, by); end.code !== 0; end = await once(group, folder, by)) {
    const last = lastOf(path.join(folder, 'log.jsonl'));
    const isCrash = !end.isHung && end.code !== AGAIN;
    // What somebody else ended tells nothing of a mutant; what ends by itself has run out of memory.
    if (isCrash && (last?.trying === undefined || ['SIGTERM', 'SIGINT'].includes(end.signal))) {
      throw new Error(`mutation of ${group} was ended: ${end.signal ?? `exit code ${end.code}`}; run it again`);
    }
    if (isCrash) {
      new Campaign(folder).note({ timeout: last.trying });
    }
  }
  const campaign = new Campaign(folder);
  const known = durations();
  fs.readFileSync(campaign.log, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line))
    .forEach(({ done, ms }) => done && (known[done] = ms));
  fs.writeFileSync(durationsFile, JSON.stringify(known));
  const judged = mutants.map((/** @type {any} */ mutant) => ({ ...mutant, status: campaign.statusOf(mutant.id) }));
  fs.writeFileSync(path.join(reports, `${group}.json`), JSON.stringify(judged, null, 1));
  return { mutants: judged, broken: [...campaign.broken].map((file) => path.relative(root, file)) };
}

module.exports = { run };
