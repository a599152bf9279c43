// @ts-check
'use strict';
// Runs main.ts, or the file given, for `cdk8s synth`. Types are checked once by `npm run typecheck`, never here:
// esbuild
// only strips them. DEBUG=1 prints stacks, in lines of the source.
const { buildSync } = require('esbuild');
const path = require('path');

const root = path.resolve(__dirname, '..');
const entry = path.resolve(root, process.argv[2] ?? 'main.ts');
const name = path.relative(root, entry).replace(/\.ts$/, '.js').replaceAll(path.sep, '-');
const outfile = path.join(root, 'build', 'app', name);

try {
  buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    sourcemap: process.env.DEBUG ? 'inline' : false,
    logLevel: 'warning',
  });
  process.setSourceMapsEnabled(Boolean(process.env.DEBUG));
  require(outfile);
} catch (error) {
  // The message names the construct path, the bad value and the remedy; a stack through bundled code adds nothing.
  console.error(process.env.DEBUG ? error : `error: ${/** @type {Error} */ (error).message}`);
  process.exit(1);
}
