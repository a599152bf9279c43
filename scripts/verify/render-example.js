'use strict';
// An example is a function over a scope. Renders it into a folder, the way scripts/app.js runs main.ts.
const { buildSync } = require('esbuild');
const path = require('path');

/** Renders the one function that `source`, a TypeScript file, exports. */
function renderExample(source, outdir, root) {
  const outfile = path.join(root, 'build', 'examples', `${path.basename(source, '.ts')}.js`);
  buildSync({ entryPoints: [source], outfile, bundle: true, packages: 'external', platform: 'node', target: 'node20', logLevel: 'warning' });
  const functions = Object.values(require(outfile)).filter((value) => typeof value === 'function');
  if (functions.length !== 1) {
    throw new Error(`${source}: exports ${functions.length} functions; an example exports one, which takes the scope`);
  }
  const { App } = require('cdk8s');
  const app = new App({ outdir, recordConstructMetadata: false });
  functions[0](app);
  app.synth();
}

module.exports = { renderExample };
