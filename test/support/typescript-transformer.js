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
    const options = { loader: 'ts', format: 'cjs', target: 'node20', sourcemap: 'inline', sourcefile: file };
    return { code: transformSync(source, options).code };
  },
};
