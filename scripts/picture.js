// @ts-check
'use strict';
// Draws docs/images/plan.png and plan-dark.png, the pictures of README.md: the top of the report of research-ops on the
// two nodes it runs on. Needs Chromium (Debian: chromium); another one is named by CHROMIUM.
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { buildSync } = require('esbuild');

const root = path.resolve(__dirname, '..');
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'picture-'));
const cli = path.join(root, 'build', 'picture', 'cli.js');
const report = path.join(folder, 'report.html');
// The picture ends after the first rollout.
const excerpt = '<style>.card dl,.card~.card,section:nth-of-type(n+3),footer{display:none}</style></head>';
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  '--window-size=1280,1150',
];

function run(command, args) {
  const { status, error, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  if (error || status !== 0) {
    throw new Error(`${path.basename(command)} ${args[0]}: ${error ? error.message : stderr}`);
  }
}

try {
  buildSync({
    entryPoints: [path.join(root, 'cli/main.ts')],
    outfile: cli,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
  });
  run(process.execPath, [cli, 'plan', 'dist/research-ops', '--nodes', 'gpu=2xg5.2xlarge', '--html', report]);
  fs.writeFileSync(report, fs.readFileSync(report, 'utf8').replace('</head>', excerpt));
  for (const [name, scheme] of Object.entries({ 'plan.png': 1, 'plan-dark.png': 0 })) {
    const picture = path.join(root, 'docs', 'images', name);
    run(chromium, [
      ...flags,
      `--user-data-dir=${path.join(folder, name)}`,
      `--blink-settings=preferredColorScheme=${scheme}`,
      `--screenshot=${picture}`,
      `file://${report}`,
    ]);
    console.log(`docs/images/${name}: ${Math.ceil(fs.statSync(picture).size / 1024)} KiB`);
  }
} catch (error) {
  console.error(`error: ${/** @type {Error} */ (error).message}`);
  process.exitCode = 1;
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
