// @ts-check
'use strict';
// For `npm version`: what is under Unreleased in CHANGELOG.md becomes the version of package.json, of today, and
// reports and pages name that version.
const fs = require('fs');
const path = require('path');

const root = path.resolve(__dirname, '..');
const file = path.join(root, 'CHANGELOG.md');
const constant = path.join(root, 'lib/prover/engine/tool-version.ts');
const { version } = require('../package.json');
const changelog = fs.readFileSync(file, 'utf8');
if (!/^## \[Unreleased\]\n+### /m.test(changelog)) {
  console.error('error: CHANGELOG.md: nothing stands under "## [Unreleased]"; write what changed');
  process.exit(1);
}
const today = new Date().toISOString().slice(0, 10);
const source = fs.readFileSync(constant, 'utf8');
const [, before] = /TOOL_VERSION = '(.*)'/.exec(source) ?? [];
for (const page of ['README.md', 'docs/gitops.md', 'docs/rollout-proof.md']) {
  const text = fs.readFileSync(path.join(root, page), 'utf8');
  const names = [`cdk8s-nim-${before}.tgz`, `cdk8s-nim:${before}`, `version: ${before}\n`];
  const renamed = names.reduce((all, name) => all.replaceAll(name, name.replace(`${before}`, version)), text);
  fs.writeFileSync(path.join(root, page), renamed);
}
fs.writeFileSync(constant, source.replace(/TOOL_VERSION = '.*'/, `TOOL_VERSION = '${version}'`));
fs.writeFileSync(file, changelog.replace('## [Unreleased]', `## [Unreleased]\n\n## [${version}] - ${today}`));
