'use strict';
// Runs main.ts for `cdk8s synth`. Types are checked once by `npm run typecheck`, never here: esbuild only strips
// them, which costs 40 ms instead of the second that a type check costs.
const path = require('path');
const { buildSync } = require('esbuild');

const root = path.resolve(__dirname, '..');
const outfile = path.join(root, 'build', 'app', 'main.js');

try {
  buildSync({ entryPoints: [path.join(root, 'main.ts')], outfile, bundle: true, packages: 'external', platform: 'node', target: 'node20', logLevel: 'warning' });
  require(outfile);
} catch (error) {
  // The message names the construct path, the bad value and the remedy; a stack through bundled code adds nothing.
  console.error(process.env.DEBUG ? error : `error: ${error.message}`);
  process.exit(1);
}
