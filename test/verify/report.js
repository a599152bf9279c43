'use strict';
// Pure: turns results into text. A result is one validator on one input:
// { validator, version, input, objects, findings, acknowledged } or { ..., absent } or { ..., leftOut } or { ...,
// notApplicable }.

const count = (findings, severity) => findings.filter((finding) => finding.severity === severity).length;

function cells({ validator, version, input, objects, findings, acknowledged, absent, leftOut, notApplicable }) {
  const head = [validator, version, input];
  if (notApplicable !== undefined) {
    return [...head, '-', '-', '-', '-', notApplicable];
  }
  if (absent !== undefined || leftOut) {
    return [...head, '-', '-', '-', '-', leftOut ? 'not run: left out by --without' : 'NOT RUN: absent'];
  }
  const counts = [objects, count(findings, 'error'), count(findings, 'warning'), acknowledged.length];
  return [...head, ...counts.map(String), findings.length === 0 ? 'pass' : 'FAIL'];
}

const HEADER = ['validator', 'version', 'input', 'objects', 'errors', 'warnings', 'acknowledged', 'result'];

/** The table for a terminal. */
function textTable(results) {
  const rows = [HEADER, ...results.map(cells)];
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()).join('\n');
}

const escapePipes = (text) => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');

const markdownRows = (rows) => rows.map((row) => `| ${row.map(escapePipes).join(' | ')} |`);

const markdownTable = (header, rows) => markdownRows([header, header.map(() => '---'), ...rows]).join('\n');

/** One line each, with what the validator would have, and for an acknowledged one why it stays. */
function findingLines(results) {
  return results.flatMap(({ validator, input, findings = [] }) => findings.map(
    ({ check, severity, object, message }) => `${severity}: ${input}: ${object}: ${validator} ${check}: ${message}`));
}

function acknowledgedLines(results) {
  return results.flatMap(({ validator, input, acknowledged = [] }) => acknowledged.map(
    ({ check, object, reason }) => `acknowledged: ${input}: ${object}: ${validator} ${check}: ${reason}`));
}

/** One row for each reason: the checks that it answers, and of each input how many objects they complain of. */
function acknowledgedRows(results) {
  const reasons = new Map();
  for (const { validator, input, acknowledged = [] } of results) {
    for (const { check, object, reason } of acknowledged) {
      const row = reasons.get(reason) ?? { checks: new Set(), objects: new Map() };
      reasons.set(reason, row);
      row.checks.add(`${validator} ${check}`);
      row.objects.set(input, (row.objects.get(input) ?? new Set()).add(object));
    }
  }
  return [...reasons].map(([reason, { checks, objects }]) => [
    reason, [...checks].sort().join(', '), [...objects].map(([input, { size }]) => `${input} (${size})`).join(', '),
  ]);
}

/** The part of docs/evidence.md that this script owns; without times, so that the same manifests give the same page. */
function evidence(results) {
  const table = markdownTable(HEADER, results.map(cells));
  const absences = [...new Set(results.flatMap(({ absent }) => (absent === undefined ? [] : [`- ${absent}`])))];
  const rows = acknowledgedRows(results);
  const acknowledged = rows.length === 0 ? 'None.' : markdownTable(['reason', 'checks', 'objects'], rows);
  const open = findingLines(results).map((line) => `- ${escapePipes(line)}`);
  return [
    table,
    ...(absences.length === 0 ? [] : ['### Not run', absences.join('\n')]),
    '### Acknowledged findings', acknowledged,
    '### Open findings', open.length === 0 ? 'None.' : open.join('\n'),
  ].join('\n\n');
}

const BEGIN = '<!-- validators: written by npm run verify:manifests -- --write-evidence -->';
const END = '<!-- end of validators -->';

/** The page with the text between the two markers replaced; throws where it lacks them. */
function replaceEvidence(page, content) {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) {
    throw new Error(`docs/evidence.md: lacks the lines "${BEGIN}" and "${END}", in this order`);
  }
  return `${page.slice(0, begin + BEGIN.length)}\n\n${content}\n\n${page.slice(end)}`;
}

module.exports = { acknowledgedLines, evidence, findingLines, replaceEvidence, textTable };
