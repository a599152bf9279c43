import { UNSEEN } from './terminal';

/**
 * Where a line of a log would be a command to the machine that runs the job. GitHub Actions takes `::name` at the start
 * of a line, blanks before it or not, and `##[name` anywhere (actions/runner src/Runner.Common/ActionCommand.cs
 * `TryParseV2`, `TryParse`); Azure Pipelines `##vso[` and `##[`; TeamCity `##teamcity[`. Colours and moves of the
 * cursor may stand before.
 */
const AT_LINE_START = /^((?:[^\S\n]|\u001b\[[\d;]*[A-Za-z])*):(?=:)/gm;
const ANYWHERE = /##(?=\[|vso\[|teamcity\[)/gi;

/** Not the ends of lines between the members of an object. */
const UNSEEN_IN_LINE = new RegExp(`(?!\n)${UNSEEN.source}`, 'gu');

/** What is not printable ASCII or the end of a line. */
const BEYOND_ASCII = /[^\n\x20-\x7e]/;

/** Text for a log, with a blank in whatever would be a command. */
export function logText(text: string): string {
  return text.replace(AT_LINE_START, '$1: ').replace(ANYWHERE, '# #');
}

/** JSON for a log or a terminal: it means the same. */
export function logJson(json: string): string {
  const text = json.replace(ANYWHERE, '\\u0023#');
  // A report of some megabytes seldom has any, and classes of Unicode are slow to look for.
  return BEYOND_ASCII.test(text) ? text.replace(UNSEEN_IN_LINE, escaped) : text;
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, index) =>
    `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join('');
}
