'use strict';
const { buildSync } = require('esbuild');
const fs = require('fs');
const path = require('path');

const OPTIONS = { bundle: true, packages: 'external', platform: 'node', target: 'node20', logLevel: 'warning' };

/** The exports of a TypeScript file of this repository, compiled the way main.ts is. */
function loadTypeScript(source, root) {
  const outfile = path.join(root, 'build', 'verify', path.relative(root, source).replace(/\.ts$/, '.js'));
  buildSync({ ...OPTIONS, entryPoints: [source], outfile });
  return require(outfile);
}

/**
 * Renders the one function that an example exports, which takes the scope, into a folder, with the ignore annotations
 * of
 * every linter. Example and library are one bundle, so that both mean the same app.
 */
function renderExample(source, outdir, root) {
  const outfile = path.join(root, 'build', 'verify', path.relative(root, source).replace(/\.ts$/, '.projected.js'));
  const entry = `export * as example from ${JSON.stringify(source)}; export * from ${JSON.stringify(path.join(root, 'lib', 'synthesis'))};`;
  buildSync({ ...OPTIONS, stdin: { contents: entry, resolveDir: root, loader: 'ts' }, outfile });
  const { example, Acknowledgements, Linter } = require(outfile);
  const functions = Object.values(example).filter((value) => typeof value === 'function');
  if (functions.length !== 1) {
    throw new Error(`${source}: exports ${functions.length} functions; an example exports one, which takes the scope`);
  }
  const { App } = require('cdk8s');
  const app = new App({ outdir, recordConstructMetadata: false });
  functions[0](app);
  Acknowledgements.projectTo(app, Linter.all());
  app.synth();
}

/** Renders main.ts into a folder, which is returned, with the ignore annotations of every linter; once in a process. */
function renderMain(outdir, root) {
  fs.mkdirSync(outdir, { recursive: true });
  Object.assign(process.env, { CDK8S_OUTDIR: outdir, PROJECT_ACKNOWLEDGEMENTS: '1' });
  loadTypeScript(path.join(root, 'main.ts'), root);
  return outdir;
}

module.exports = { loadTypeScript, renderExample, renderMain };
