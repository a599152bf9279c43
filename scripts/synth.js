// @ts-check
'use strict';
// `cdk8s synth` empties its output folder before it runs the app, so that an app that fails would leave nothing of the
// last good manifests. Renders beside dist/ instead, and swaps the folders only when everything has succeeded.
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const root = path.resolve(__dirname, '..');
const dist = path.join(root, 'dist');
const next = path.join(root, `.dist-next-${process.pid}`);
const previous = path.join(root, `.dist-previous-${process.pid}`);
const cli = path.join(path.dirname(require.resolve('cdk8s-cli/package.json')), 'bin', 'cdk8s');

const remove = (folder) => fs.rmSync(folder, { recursive: true, force: true });

const args = ['synth', '--no-check-upgrade', '--output', path.relative(root, next), ...process.argv.slice(2)];
const { status, stdout, error } = spawnSync(process.execPath, [cli, ...args], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
  encoding: 'utf8',
});
process.stdout.write((stdout ?? '').replaceAll(path.basename(next), 'dist'));
if (status !== 0) {
  remove(next);
  console.error(error ? `error: ${error.message}` : 'error: synth failed, dist/ is unchanged');
  process.exit(status ?? 1);
}
if (process.env.SYNTH_ENVIRONMENT && fs.existsSync(dist)) {
  // main.ts has rendered one environment; the others stay as they are.
  const rendered = new Set(fs.readdirSync(next));
  fs.cpSync(dist, next, { recursive: true, filter: (source) => !rendered.has(path.relative(dist, source)) });
}
if (fs.existsSync(dist)) {
  fs.renameSync(dist, previous);
}
fs.renameSync(next, dist);
remove(previous);
