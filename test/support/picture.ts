// npm run picture: draws docs/images/plan.png and plan-dark.png, the pictures of README.md: the top of the report of
// research-ops on the two nodes it runs on. Needs Chromium (Debian: chromium); another one is named by CHROMIUM.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../cli/program';
import { Browser } from './browser';

// The picture ends after the first rollout.
const EXCERPT = '<style>.card dl,.card~.card,section:nth-of-type(n+3),footer{display:none}</style></head>';
const PICTURES = { 'plan.png': 'light', 'plan-dark.png': 'dark' } as const;

async function draw(folder: string): Promise<void> {
  const report = join(folder, 'report.html');
  const io = { out: () => undefined, err: () => undefined, colour: false };
  run(['plan', 'dist/research-ops', '--nodes', 'gpu=2xg5.2xlarge', '--html', report], io);
  writeFileSync(report, readFileSync(report, 'utf8').replace('</head>', EXCERPT));
  const browser = await Browser.start();
  for (const [name, scheme] of Object.entries(PICTURES)) {
    await browser.open(report, 1280, scheme);
    const picture = await browser.screenshot();
    writeFileSync(join('docs/images', name), picture);
    console.log(`docs/images/${name}: ${Math.ceil(picture.length / 1024)} KiB`);
  }
  await browser.close();
}

const folder = mkdtempSync(join(tmpdir(), 'picture-'));
draw(folder).finally(() => rmSync(folder, { recursive: true, force: true }));
