// @ts-check
'use strict';
// Proves each line of $ENVIRONMENTS, a folder with options of cdk8s-nim, from the revision $BASE by the command
// $COMMAND. Writes cdk8s-nim-report/comment.md, <folder>.html with the pictures, and sarif/<folder>.sarif. Ends with 1
// when an environment is not proven or has errors, with 2 or more when one could not be judged.
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const REPORT = 'cdk8s-nim-report';
const VERDICTS = ['can roll out', '**cannot be released as it is**', '**was not judged**'];
/** More than this is refused by GitHub and GitLab alike; the pages among the artifacts have all of it. */
const LONGEST_COMMENT = 60_000;

const { ENVIRONMENTS = '', BASE = '', COMMAND = 'npx --no-install cdk8s-nim' } = process.env;
const lines = ENVIRONMENTS.split('\n').map((line) => line.trim()).filter((line) => line !== '');
if (lines.length === 0) {
  console.error("error: no environments; write ENVIRONMENTS='dist/production --nodes nodes.yaml'");
  process.exit(2);
}
// The first push of a branch has no revision before it.
const from = /^0*$/.test(BASE) ? '' : ' --from "git:$BASE"';

/** @param {string} words of the command line */
function cdk8sNim(words) {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', `${COMMAND} ${words}`], {
    encoding: 'utf8', maxBuffer: 1 << 28,
  });
  process.stderr.write(stderr);
  return { status: status ?? 70, stdout, stderr };
}

/** @param {string} file @param {() => void} write */
function written(file, write) {
  try {
    write();
  } catch {
    console.error(`error: ${file}: cannot be written; run the step where it may write, with room on the disk`);
    process.exit(2);
  }
}

/** @param {string} text @returns {any} what it says, or undefined where it is cut off or something else */
function jsonOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

written(REPORT, () => {
  fs.rmSync(REPORT, { recursive: true, force: true });
  fs.mkdirSync(path.join(REPORT, 'sarif'), { recursive: true });
});

/** Names that are taken: a/b and a-b are one as files. */
const names = new Set();

/** @param {string} folder */
function nameOf(folder) {
  const plain = folder.replace(/^(?:\.?\/)+|\/+$/g, '').replace(/[^A-Za-z0-9.-]+/g, '-');
  let name = plain;
  for (let count = 2; names.has(name); count++) {
    name = `${plain}-${count}`;
  }
  names.add(name);
  return name;
}

const sections = lines.map((line) => {
  const [folder] = line.split(/\s+/);
  const name = nameOf(folder);
  const plan = cdk8sNim(`plan ${line}${from} --output markdown --html ${REPORT}/${name}.html`);
  const checked = cdk8sNim(`check ${line}${from} --output sarif`);
  const sarif = jsonOf(checked.stdout);
  const hasRuns = Array.isArray(sarif?.runs);
  // What says nothing of findings has judged nothing, however it ended.
  const check = { ...checked, status: hasRuns ? checked.status : Math.max(checked.status, 2) };
  if (hasRuns) {
    // Code scanning keeps one run for each category.
    sarif.runs.forEach((/** @type {any} */ run) => { run.automationDetails = { id: `cdk8s-nim/${name}/` }; });
    const file = path.join(REPORT, 'sarif', `${name}.sarif`);
    written(file, () => fs.writeFileSync(file, JSON.stringify(sarif)));
  }
  const status = Math.max(plan.status, check.status);
  const failure = [plan, check].find((outcome) => outcome.status > 1);
  const text = failure
    ? `\`\`\`\n${failure.stderr.trim() || `it ended with ${failure.status} and said nothing`}\n\`\`\``
    : plan.stdout.trim().replace(/^## .*\n+/, '');
  const verdict = VERDICTS[Math.min(status, 2)];
  return { status, text: `### ${folder}: ${verdict}\n\n${text}` };
});

const comment = sections.map(({ text }) => text).join('\n\n');
const cut = comment.length > LONGEST_COMMENT
  ? `${comment.slice(0, LONGEST_COMMENT)}\n\n… the rest is in the HTML page among the artifacts.`
  : comment;
const file = path.join(REPORT, 'comment.md');
written(file, () => fs.writeFileSync(file, `${cut}\n`));
const summary = process.env.GITHUB_STEP_SUMMARY;
if (summary) {
  written(summary, () => fs.appendFileSync(summary, `${cut}\n`));
}
process.exitCode = Math.max(...sections.map(({ status }) => status));
