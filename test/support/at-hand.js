'use strict';
// What some tests want that the two commands of the README do not bring. Such a test is left out where it is absent,
// and the last line of a run says so (test/support/left-out-reporter.js); CI has all of it, and fails where one is
// absent.
const { existsSync } = require('fs');
const { homedir } = require('os');
const { join } = require('path');
const { isAll } = require('./shares');

const root = join(__dirname, '..', '..');
const inPath = (command) => (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, command)));

/** Where test/monitoring/install.sh puts the programs of Prometheus; those of the path come first. */
const CACHE = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
const PROMETHEUS = join(process.env.CDK8S_NIM_PROMETHEUS ?? join(CACHE, 'cdk8s-nim', 'prometheus'), 'usr', 'bin');
const prometheusProgram = (name) => (inPath(name) ? name : join(PROMETHEUS, name));

/** `has` tells whether it is there, `get` how to come by it. */
const NEEDS = {
  'the published models': {
    has: existsSync(join(root, 'judges', 'node_modules', 'kubernetes-models')),
    get: 'npm run test:all installs them',
  },
  'the definitions of Kubernetes': {
    has: existsSync(join(root, '..', 'shared', 'data', 'kubernetes-schemas')),
    get: 'docs/evidence.md says where they lie',
  },
  'check-jsonschema': {
    has: existsSync(join(root, 'judges', 'python', 'check_jsonschema')),
    get: 'python3 -m pip install --target judges/python check-jsonschema==0.39.0',
  },
  'chromium': {
    has: existsSync(process.env.CHROMIUM ?? '/usr/bin/chromium'),
    get: 'install it, or name one in CHROMIUM',
  },
  'more than three minutes': { has: isAll, get: 'npm run test:all takes them' },
  'Prometheus': { has: existsSync(PROMETHEUS) || inPath('promtool'), get: 'test/monitoring/install.sh gets it' },
  'pdftotext': { has: inPath('pdftotext'), get: 'install poppler-utils' },
};

module.exports = { NEEDS, prometheusProgram };
