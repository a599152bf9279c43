import { ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/**
 * Ends the program when standard input ends, which it does when this process ends, however that happens. A shell starts
 * what runs in the background with empty input, so that it is kept under another number.
 */
const BOUND_TO_INPUT = 'exec 3<&0; "$@" 3<&- & child=$!; (cat <&3 >/dev/null; kill $child 2>/dev/null) & wait $child';

/** A program in the background that lives no longer than this process. */
export class BackgroundProcess {
  private readonly child: ChildProcess;
  private readonly log: string;

  /** Output goes to `<name>.log` in the folder. */
  constructor(folder: string, public readonly name: string, command: string, args: string[]) {
    this.log = join(folder, `${name}.log`);
    const log = openSync(this.log, 'a');
    this.child = spawn('sh', ['-c', BOUND_TO_INPUT, name, command, ...args], {
      cwd: folder, stdio: ['pipe', log, log],
    });
    closeSync(log);
    this.child.stdin!.on('error', () => undefined);
  }

  /** @throws with the end of its log when it has ended by itself */
  public check(): void {
    if (this.child.exitCode !== null) {
      const tail = readFileSync(this.log, 'utf8').trim().split('\n').slice(-5).join('\n');
      throw new Error(`${this.name} ended with status ${this.child.exitCode}:\n${tail}`);
    }
  }

  public stop(): Promise<void> {
    return new Promise((resolve) => {
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        return resolve();
      }
      this.child.once('exit', () => resolve());
      this.child.stdin!.end();
    });
  }
}

/** Ports that nobody listens on, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer();
          server.once('error', reject).listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
