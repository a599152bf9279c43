#!/usr/bin/env node
'use strict';
// The command of the package. In a clone there is no build: the sources are bundled each time, which takes a moment and
// is never stale.
const { existsSync } = require('fs');
const path = require('path');

const root = path.resolve(__dirname, '..');
const source = path.join(root, 'cli', 'main.ts');
const built = path.join(root, 'build', 'cli', 'main.js');

if (existsSync(source)) {
  const { buildSync } = require('esbuild');
  buildSync({
    entryPoints: [source],
    outfile: built,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
}
if (existsSync(built)) {
  require(built);
} else {
  console.error('error: cdk8s-nim is installed without its build; install the tarball that npm pack makes in a clone of it');
  process.exitCode = 70;
}
