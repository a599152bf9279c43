'use strict';
// Strips the types for jest, as scripts/synth does for main.ts: `npm run typecheck` has checked them once.
const { createHash } = require('crypto');
const { readFileSync } = require('fs');
const { transformSync, version } = require('esbuild');

const own = readFileSync(__filename);

module.exports = {
  getCacheKey(source, file, { configString, instrument }) {
    const hash = createHash('sha1');
    [own, version, process.version, configString, String(instrument), file, source].forEach((part) =>
      hash.update(part).update('\0'),
    );
    return hash.digest('hex');
  },
  process(source, file) {
    // The map stands apart: inside the code V8 would read it with every test file that loads the module.
    const options = { loader: 'ts', format: 'cjs', target: 'node20', sourcemap: 'external', sourcefile: file };
    const { code, map } = transformSync(source, options);
    return { code, map };
  },
};
