/**
 * What monitoring and its dashboards add to the synthesis of all environments:
 *
 *   npm run bench:monitoring
 *
 * The three ways take turns, so that all meet the same noise; processor time of the whole process.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENVIRONMENT_NAMES, environmentApp, environments, inEnvironment, monitoringApps } from '../app/environments';
import { RELEASE_FILE, Releases } from '../app/release';
import { median } from './measure';

const WAYS = ['without', 'rules', 'rules and dashboards'];
const TURNS = 11;

function synthesize(outdir: string, way: string): void {
  const releases = Releases.parse(readFileSync(RELEASE_FILE, 'utf8'), ENVIRONMENT_NAMES);
  for (const environment of environments((name) => releases.of(name))) {
    inEnvironment(environment.name, () => {
      const app = environmentApp(outdir, environment);
      const monitored = way === 'without' ? [] : monitoringApps(outdir, environment, app, way !== 'rules');
      [app, ...monitored].forEach((each) => each.synth());
    });
  }
}

function processorSeconds(way: string, outdir: string): number {
  const { stdout } = spawnSync(process.execPath, [__filename, way, outdir], { encoding: 'utf8' });
  return Number(stdout.trim().split('\n').at(-1));
}

const [, , way, outdir] = process.argv;
if (way) {
  synthesize(outdir, way);
  const { user, system } = process.cpuUsage();
  console.log((user + system) / 1e6);
} else {
  const folder = mkdtempSync(join(tmpdir(), 'bench-monitoring-'));
  const times = new Map<string, number[]>(WAYS.map((each) => [each, []]));
  for (let turn = 0; turn < TURNS; turn++) {
    WAYS.forEach((each) => times.get(each)!.push(processorSeconds(each, folder)));
  }
  rmSync(folder, { recursive: true });
  const base = times.get('without')!;
  console.log(`Node ${process.version}, ${cpus().length} processors, medians of ${TURNS} turns\n`);
  for (const [name, all] of times) {
    const ratio = median(all.map((seconds, turn) => seconds / base[turn]));
    console.log(`${name.padEnd(22)} ${median(all).toFixed(2)} s  ${((ratio - 1) * 100).toFixed(0).padStart(3)} %`);
  }
}
