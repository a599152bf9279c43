'use strict';
// Runs main.ts, or the file given, for `cdk8s synth`. Types are checked once by `npm run typecheck`, never here: esbuild only
// strips them. What it builds is kept in build/app/ together with the machine code of V8, and used again as long as nothing that
// went into it has changed (docs/performance.md).
const { createRequire, wrap } = require('module');
const path = require('path');
const vm = require('vm');
const { isFresh, read, save } = require('./app-cache');

const root = path.resolve(__dirname, '..');
const entry = path.resolve(root, process.argv[2] ?? 'main.ts');
const outfile = path.join(root, 'build', 'app', path.relative(root, entry).replace(/\.ts$/, '.js').replaceAll(path.sep, '-'));

function execute(code, cachedData) {
  const script = new vm.Script(wrap(code), { filename: outfile, cachedData });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(outfile), module, outfile, path.dirname(outfile));
  return script;
}

function run() {
  const kept = process.env.DEBUG ? undefined : read(outfile);
  if (kept && isFresh(root, kept.inputs)) {
    const script = execute(kept.code, kept.machineCode);
    if (script.cachedDataRejected) {
      // Of a V8 with other flags.
      save(outfile, kept.code, kept.inputs, script.createCachedData());
    }
    return;
  }
  const { code, inputs } = require('./build-app').build(root, entry, outfile);
  if (!inputs) {
    process.setSourceMapsEnabled(Boolean(process.env.DEBUG));
    require(outfile);
    return;
  }
  const script = execute(code);
  // After the app has run, so that it holds the functions that V8 compiles when they are called.
  save(outfile, code, inputs, script.createCachedData());
}

try {
  run();
} catch (error) {
  // The message names the construct path, the bad value and the remedy; a stack through bundled code adds nothing.
  // esbuild calls some classes _Chart that are called Chart.
  console.error(process.env.DEBUG ? error : `error: ${error.message.replace(/\b_(?=[A-Z]\w* \[)/g, '')}`);
  process.exit(1);
}
