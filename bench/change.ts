import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PLATFORM, scaled } from './fleets/mix';
import { makeRelease } from './fleets/release';
import { exponent } from './measure';

/** How large the platform is, and how full: the last one has 500 nodes, 2,177 workloads and 10,236 pods. */
const SIZES = [0.125, 0.25, 0.5, 1];
const FILL = 0.7;
const TURNS = 3;

interface Run {
  readonly wall: number;
  /** User and system time of all threads. */
  readonly processor: number;
  readonly megabytes: number;
  /** How many workloads have which verdict, as the table's last line says it. */
  readonly verdicts: string;
}

/**
 * Prints what a user waits for `plan --from` a snapshot, remedies included, and what it takes: each run is a process of
 * its own, which reads both files; the fastest of three.
 */
export function changes(isQuick: boolean): void {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-nim-change-'));
  console.log('\n| change of a fifth of a platform | wall time | processor time | memory | verdicts |\n|---|---|---|---|---|');
  const points = (isQuick ? SIZES.slice(0, 2) : SIZES).map((factor): [number, number] => {
    const release = makeRelease(scaled(PLATFORM, factor), 1, FILL, 0.2);
    const write = (name: string, items: unknown) =>
      writeFileSync(join(folder, name), JSON.stringify({ kind: 'List', apiVersion: 'v1', items }));
    write('to.json', release.manifests);
    write('cluster.json', release.snapshot);
    const { wall, processor, megabytes, verdicts } = Array.from({ length: TURNS }, () => planOnce(folder))
      .reduce((best, each) => (each.wall < best.wall ? each : best));
    const size = `${release.workloads} workloads, ${release.nodes} nodes, ${release.pods} pods`;
    console.log(`| ${size} | ${wall.toFixed(1)} s | ${processor.toFixed(1)} s | ${megabytes} MB | ${verdicts} |`);
    return [release.workloads, processor];
  });
  rmSync(folder, { recursive: true });
  console.log(`\nexponent of processor time ${exponent(points).toFixed(2)}`);
}

function planOnce(folder: string): Run {
  const plan = [join(process.cwd(), 'build/cli/main.js'), 'plan', 'to.json', '--from', 'cluster.json'];
  const { stdout, stderr } = spawnSync('/usr/bin/time', ['-f', '%e %U %S %M', process.execPath, ...plan], {
    cwd: folder, encoding: 'utf8', maxBuffer: 1024 ** 3, stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [wall, user, system, kilobytes] = stderr.trim().split('\n').at(-1)!.split(' ').map(Number);
  const verdicts = stdout.trim().split('\n').at(-1)!.replace(/^.*: /, '');
  return { wall, processor: user + system, megabytes: Math.round(kilobytes / 1024), verdicts };
}
