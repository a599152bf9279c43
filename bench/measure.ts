import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';

/** One run of a command, in seconds. */
export interface Run {
  readonly wall: number;
  /** User and system time of the command and all it starts. */
  readonly cpu: number;
}

/** Runs a command in a folder; the times are those of bash, in milliseconds, which counts the processes below. */
export function run(folder: string, command: string): Run {
  const timed = `TIMEFORMAT='%3R %3U %3S'; time { ${command}; } >out.log 2>err.log`;
  const { status, stderr } = spawnSync('bash', ['-c', timed], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`${command} failed: ${readFileSync(join(folder, 'err.log'), 'utf8')}`);
  }
  const [wall, user, system] = stderr.trim().split(' ').map(Number);
  return { wall, cpu: user + system };
}

/** Peak resident memory of the largest process of a command, in MB; undefined without GNU time. */
export function peakMemory(folder: string, command: string): number | undefined {
  const { status, stderr } = spawnSync(
    '/usr/bin/time',
    ['-f', 'peak %M', 'bash', '-c', `{ ${command}; } >out.log 2>err.log`],
    { cwd: folder, encoding: 'utf8' },
  );
  return status === 0 ? Number(/peak (\d+)/.exec(stderr)?.[1]) / 1024 : undefined;
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Slope of the logarithms by least squares: 1 is linear. */
export function exponent(points: [number, number][]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)]);
  const mean = (axis: number): number => logs.reduce((sum, point) => sum + point[axis], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  return (
    logs.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0)
    / logs.reduce((sum, point) => sum + (point[0] - x) ** 2, 0)
  );
}
