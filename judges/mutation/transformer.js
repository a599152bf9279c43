'use strict';
// What jest reads in a run of mutation testing: the text of a file with its mutants behind switches, if it has any. A
// mutant that is reached while a module of the package loads belongs to no test; the counter tells that from what a
// test file computes while it loads.
const fs = require('fs');
const path = require('path');
const plain = require('../../test/support/typescript-transformer');

const root = path.resolve(__dirname, '../..');
const sources = path.join(process.env.MUTATION_FOLDER, 'sources');

const textOf = (source, file) => {
  const mutated = path.join(sources, path.relative(root, file));
  return fs.existsSync(mutated) ? fs.readFileSync(mutated, 'utf8') : source;
};

const isOfPackage = (file) => /^(lib|cli|app)\//.test(path.relative(root, file)) && !file.endsWith('.test.ts');

module.exports = {
  getCacheKey(source, file, options) {
    return plain.getCacheKey(textOf(source, file), file, { ...options, configString: 'mutation' });
  },
  process(source, file) {
    const { code, map } = plain.process(textOf(source, file), file);
    return {
      code: isOfPackage(file) ? `globalThis.__stryker__.loading++;${code}\n;globalThis.__stryker__.loading--;` : code, map,
    };
  },
};
