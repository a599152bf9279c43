// @ts-check
'use strict';
// For `npm version`: what is under Unreleased in CHANGELOG.md becomes the version of package.json, of today.
const fs = require('fs');
const path = require('path');

const file = path.join(__dirname, '..', 'CHANGELOG.md');
const { version } = require('../package.json');
const changelog = fs.readFileSync(file, 'utf8');
if (!/^## \[Unreleased\]\n+### /m.test(changelog)) {
  console.error('error: CHANGELOG.md: nothing stands under "## [Unreleased]"; write what changed');
  process.exit(1);
}
const today = new Date().toISOString().slice(0, 10);
fs.writeFileSync(file, changelog.replace('## [Unreleased]', `## [Unreleased]\n\n## [${version}] - ${today}`));
