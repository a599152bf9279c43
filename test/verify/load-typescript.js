'use strict';
const { buildSync } = require('esbuild');
const path = require('path');

/** The exports of a TypeScript file of this repository, compiled the way scripts/app.js compiles main.ts. */
function loadTypeScript(source, root) {
  const outfile = path.join(root, 'build', 'verify', path.relative(root, source).replace(/\.ts$/, '.js'));
  buildSync({ entryPoints: [source], outfile, bundle: true, packages: 'external', platform: 'node', target: 'node20', logLevel: 'warning' });
  return require(outfile);
}

/** Renders the one function that an example exports, which takes the scope, into a folder. */
function renderExample(source, outdir, root) {
  const functions = Object.values(loadTypeScript(source, root)).filter((value) => typeof value === 'function');
  if (functions.length !== 1) {
    throw new Error(`${source}: exports ${functions.length} functions; an example exports one, which takes the scope`);
  }
  const { App } = require('cdk8s');
  const app = new App({ outdir, recordConstructMetadata: false });
  functions[0](app);
  app.synth();
}

module.exports = { loadTypeScript, renderExample };
