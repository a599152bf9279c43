// npm run bench:reading: memory and processor time of reading large and hostile input, by size.
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { exponent } from './measure';

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
const LIST = 'apiVersion: v1\nkind: List\nitems:\n';
const range = (size: number) => Array.from({ length: size }, (_, index) => index);
const configMap = (name: string) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}}}`;

/** Texts of a size, whose growth is looked at. */
interface Input {
  readonly name: string;
  readonly sizes: number[];
  readonly make: (size: number) => string;
}

const INPUTS: readonly Input[] = [
  {
    name: 'numbers in one flow list', sizes: [175_000, 350_000, 700_000, 1_400_000],
    make: (size) => `${CONFIG}data: {x: [${range(size).join(', ')}]}\n`,
  },
  {
    name: 'entries of one object', sizes: [50_000, 100_000, 200_000],
    make: (size) => `${CONFIG}data:\n${range(size).map((index) => `  k${index}: v\n`).join('')}`,
  },
  {
    name: 'objects without a version in one List', sizes: [75_000, 150_000, 300_000],
    make: (size) => `${LIST}${'- {kind: A}\n'.repeat(size)}`,
  },
  {
    name: 'objects of one name in one List', sizes: [10_000, 20_000, 40_000],
    make: (size) => `${LIST}${`- ${configMap('a')}\n`.repeat(size)}`,
  },
  {
    name: 'objects of one name in documents', sizes: [5_000, 10_000, 20_000],
    make: (size) => `---\n${configMap('a')}\n`.repeat(size),
  },
  {
    name: 'objects in one JSON List', sizes: [20_000, 40_000, 80_000],
    make: (size) => JSON.stringify({
      apiVersion: 'v1', kind: 'List', items: range(size).map((index) => (
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `a${index}` } })),
    }),
  },
  {
    name: 'documents', sizes: [10_000, 20_000, 40_000],
    make: (size) => range(size).map((index) => `---\n${configMap(`a${index}`)}\n`).join(''),
  },
];

/** Processor seconds and MB of a check. */
function measure(file: string): { seconds: number; megabytes: number } {
  const { stderr } = spawnSync(
    '/usr/bin/time', ['-f', '%U %S %M', process.execPath, 'build/cli/main.js', 'check', file, '--output', 'json'],
    { encoding: 'utf8', maxBuffer: 1024 ** 3 },
  );
  const [user, system, kilobytes] = stderr.trim().split('\n').at(-1)!.split(' ').map(Number);
  return { seconds: user + system, megabytes: Math.round(kilobytes / 1024) };
}

console.log('| input | size | processor time | memory | exponent |\n|---|---|---|---|---|');
for (const { name, sizes, make } of INPUTS) {
  const rows = sizes.map((size) => {
    const file = join(tmpdir(), `cdk8s-nim-bench-${process.pid}.yaml`);
    writeFileSync(file, make(size));
    const row = { size, ...measure(file) };
    rmSync(file);
    return row;
  });
  const list = (each: (row: typeof rows[number]) => string) => rows.map(each).join(' / ');
  console.log(`| ${name} | ${list(({ size }) => size.toLocaleString('en'))} | ${list(({ seconds }) => seconds.toFixed(1))} s | ` +
    `${list(({ megabytes }) => String(megabytes))} MB | ${exponent(rows.map((row) => [row.size, row.seconds])).toFixed(2)} |`);
}
