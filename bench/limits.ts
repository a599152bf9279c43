/**
 * npm run bench:limits [-- quick | -- <part of a row's name>]: processor time, memory and growth of large and hostile
 * input, of everything that reads, judges or renders it. `quick` takes the two smallest sizes of each row.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LIMITS, Measured } from './limits-rows';
import { exponent } from './measure';

const folder = mkdtempSync(join(tmpdir(), 'cdk8s-nim-limits-'));
const [chosen] = process.argv.slice(2);
const isQuick = chosen === 'quick';
/** Processor seconds after which a row is given up. */
const LONGEST = 300;

interface Row {
  readonly size: number;
  readonly seconds: number;
  readonly megabytes: number;
}

/** Undefined where it does not end in time. */
function measure(size: number, { make, args }: Measured): Row | undefined {
  const files = Object.entries(make(size));
  files.forEach(([name, content]) => writeFileSync(join(folder, name), content));
  const command = ['-f', '%U %S %M', 'timeout', String(LONGEST), process.execPath, ...args];
  const { stderr } = spawnSync('/usr/bin/time', command, {
    cwd: folder, encoding: 'utf8', maxBuffer: 1024 ** 3, stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NODE_PATH: join(process.cwd(), 'node_modules') },
  });
  files.forEach(([name]) => rmSync(join(folder, name)));
  const [user, system, kilobytes] = stderr.trim().split('\n').at(-1)!.split(' ').map(Number);
  const seconds = user + system;
  return seconds > LONGEST * 0.95 ? undefined : { size, seconds, megabytes: Math.round(kilobytes / 1024) };
}

console.log('| input | size | processor time | memory | exponent |\n|---|---|---|---|---|');
for (const limit of LIMITS.filter(({ name }) => isQuick || chosen === undefined || name.includes(chosen))) {
  const sizes = isQuick ? limit.sizes.slice(0, 2) : limit.sizes;
  const rows = sizes.map((size) => ({ size, row: measure(size, limit) }));
  const list = (each: (row: Row) => string) => rows.map(({ row }) => (row ? each(row) : 'too long')).join(' / ');
  const points = rows.flatMap(({ row }): [number, number][] => (row ? [[row.size, row.seconds]] : []));
  const growth = points.length < 2 ? '' : exponent(points).toFixed(2);
  console.log(`| ${limit.name} | ${rows.map(({ size }) => size.toLocaleString('en')).join(' / ')} | ` +
    `${list(({ seconds }) => seconds.toFixed(1))} s | ${list(({ megabytes }) => String(megabytes))} MB | ${growth} |`);
}
rmSync(folder, { recursive: true });
