/**
 * Where a line of a log would be a command to the machine that runs the job. GitHub Actions takes `::name` at the start
 * of a line, blanks before it or not, and `##[name` anywhere (actions/runner src/Runner.Common/ActionCommand.cs
 * `TryParseV2`, `TryParse`); Azure Pipelines `##vso[` and `##[`; TeamCity `##teamcity[`. Colours may stand before.
 */
const AT_LINE_START = /^((?:[^\S\n]|\u001b\[[\d;]*m)*):(?=:)/gm;
const ANYWHERE = /##(?=\[|vso\[|teamcity\[)/gi;

/** Text for a log, with a blank in whatever would be a command. */
export function logText(text: string): string {
  return text.replace(AT_LINE_START, '$1: ').replace(ANYWHERE, '# #');
}

/** JSON for a log: it means the same. */
export function logJson(json: string): string {
  return json.replace(ANYWHERE, '\\u0023#');
}
