'use strict';
// Builds an app into one file, with its packages where that is known to work.
const { buildSync } = require('esbuild');
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');
const { describe, isTooYoung, replace } = require('./app-cache');

/** Packages that look for no files beside themselves, `cdk8s/lib/yaml.js` excepted, and load nothing by a computed name. */
const SELF_CONTAINED = new Set(['cdk8s', 'cdk8s-plus-28', 'constructs', 'fast-json-patch', 'yaml']);

/** What changes a build without being part of it. */
const SETTINGS = ['tsconfig.json', 'package.json', 'package-lock.json', 'node_modules/.package-lock.json', 'node_modules/esbuild/package.json',
  'scripts/app.js', 'scripts/app-cache.js', 'scripts/build-app.js'];

const folderOf = (name, ...from) => path.dirname(require.resolve(`${name}/package.json`, from.length > 0 ? { paths: from } : undefined));

function packageOf(input) {
  return /.*\bnode_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
}

/** One copy of `yaml` instead of two, where that of cdk8s has the same version. */
function alias() {
  const [own, bundled] = [folderOf('yaml'), folderOf('yaml', folderOf('cdk8s'))];
  return require(`${own}/package.json`).version === require(`${bundled}/package.json`).version ? { yaml: own } : {};
}

function bundle(root, entry, outfile) {
  const options = {
    absWorkingDir: root, entryPoints: [entry], outfile, write: false, bundle: true, platform: 'node', target: 'node20', metafile: true,
    sourcemap: process.env.DEBUG ? 'inline' : false, minifyWhitespace: !process.env.DEBUG,
  };
  try {
    const result = buildSync({ ...options, alias: alias(), logLevel: 'silent' });
    if (Object.keys(result.metafile.inputs).map(packageOf).every((name) => name === undefined || SELF_CONTAINED.has(name))) {
      return result;
    }
  } catch {
    // A package that cannot be bundled, or an error that the build below reports.
  }
  return buildSync({ ...options, packages: 'external', logLevel: 'warning' });
}

/** The code, and what went into it; without the latter when the build cannot be kept. */
function build(root, entry, outfile) {
  const start = Date.now();
  const { metafile, outputFiles: [{ text: code }] } = bundle(root, entry, outfile);
  const inputs = Object.keys(metafile.inputs);
  fs.mkdirSync(path.dirname(outfile), { recursive: true });
  replace(outfile, code);
  // cdk8s runs it as a program, and looks for it beside its own code, which is now the bundle.
  const loader = path.join(folderOf('cdk8s'), 'lib', '_loadurl.mjs');
  replace(path.join(path.dirname(outfile), '_loadurl.mjs'), `import '${pathToFileURL(loader)}';\n`);
  const folders = new Set(inputs.filter((input) => packageOf(input) === undefined).map((input) => path.dirname(input)));
  const description = describe(root, [...inputs, ...SETTINGS], [...folders]);
  // V8 does not know in kept machine code who loads the modules of import().
  const cannotBeKept = process.env.DEBUG || code.includes('import(') || isTooYoung(description, start);
  return { code, inputs: cannotBeKept ? undefined : description };
}

module.exports = { build };
