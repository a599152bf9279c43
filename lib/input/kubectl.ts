import { commandText } from '../kubernetes/command-text';
import { KubectlReply, RunningKubectl } from '../kubernetes/kubectl-reply';
import { wordsOf } from '../kubernetes/kubectl-words';
import { systemProblem } from '../util/system-problem';
import { UserError } from '../util/user-error';
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readDescriptor } from './read-chunks';
import { notRun } from './run-program';

/** Which cluster, as kubectl is told. */
export interface KubectlOptions {
  readonly context?: string;
  readonly kubeconfig?: string;
}

const kubectlNotRun = (error: Error): UserError =>
  notRun('kubectl', error, 'install it, or make a snapshot elsewhere and give it with --cluster');

/** What ends the commands that still run when this process does. */
const stops = new Set<() => void>();

function endWithProcess(stop: () => void): void {
  if (stops.size === 0 && process.listenerCount('exit', stopAll) === 0) {
    process.once('exit', stopAll);
  }
  stops.add(stop);
}

function stopAll(): void {
  stops.forEach((stop) => stop());
}

/** Opens a file for reading and writing that is gone when it is closed. */
function openNameless(): number {
  const place = tmpdir();
  try {
    const folder = mkdtempSync(join(place, 'cdk8s-nim-'));
    const descriptor = openSync(join(folder, 'output'), 'w+', 0o600);
    rmSync(folder, { recursive: true });
    return descriptor;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const { problem } = systemProblem(error as Error, code === 'ENOENT' ? 'read' : 'written');
    throw new UserError(`temporary folder '${place}'`, problem, 'set TMPDIR to a folder that may be written');
  }
}

/** Runs kubectl with arguments, never through a shell. */
export class Kubectl {
  private readonly flags: string[];

  constructor({ context, kubeconfig }: KubectlOptions) {
    this.flags = [
      ...(context === undefined ? [] : ['--context', context]),
      ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
    ];
  }

  /** What to look at where kubectl fails. */
  private clusterHint(): string {
    return `see whether ${this.commandLine(['version'])} answers; --context and --kubeconfig choose the cluster`;
  }

  /** The command as one would type it. */
  public commandLine(args: string[]): string {
    return commandText(['kubectl', ...this.flags, ...args]);
  }

  /**
   * What a command prints, all of it.
   *
   * @throws when kubectl is missing or fails, with what it said
   */
  public read(args: string[]): string {
    return Buffer.concat([...this.stream(args)]).toString('utf8');
  }

  /**
   * What a command that reads its standard input says, whatever its exit status is.
   *
   * @throws when kubectl is missing
   */
  public answer(args: string[], input: string): KubectlReply {
    const { status, error, stdout, stderr } = spawnSync('kubectl', [...this.flags, ...args], {
      input, env: process.env, encoding: 'utf8', maxBuffer: Infinity,
    });
    if (error && (error as NodeJS.ErrnoException).code !== 'EPIPE') {
      throw kubectlNotRun(error);
    }
    return { status, stdout, stderr };
  }

  /**
   * What a command prints, piece by piece. It goes through a file that has no name any more when kubectl begins to
   * write, so that nothing of the cluster stays on the disk.
   *
   * @throws when kubectl is missing or fails, with what it said
   */
  public* stream(args: string[]): Generator<Buffer> {
    const descriptor = openNameless();
    try {
      const { status, error, stderr } = spawnSync('kubectl', [...this.flags, ...args], {
        stdio: ['ignore', descriptor, 'pipe'], env: process.env, encoding: 'utf8', maxBuffer: Infinity,
      });
      if (error) {
        throw kubectlNotRun(error);
      }
      if (status !== 0) {
        throw new UserError(
          `${this.commandLine(args.slice(0, 2))} …`, wordsOf(stderr).slice(0, 3).join('; '), this.clusterHint(),
        );
      }
      yield* readDescriptor(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }

  /**
   * What a command says, whatever its exit status is, while this process goes on. Ctrl-C in the terminal does not reach
   * it: what was begun is brought to its end.
   *
   * @throws when kubectl is missing
   */
  public run(args: string[], input = ''): Promise<KubectlReply> {
    return new Promise((resolve, reject) => {
      const child = spawn('kubectl', [...this.flags, ...args], { env: process.env, detached: true });
      const [stdout, stderr]: Buffer[][] = [[], []];
      child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
      // One that does not want its input closes it.
      child.stdin.on('error', () => undefined).end(input);
      child.on('error', (error) => reject(kubectlNotRun(error)));
      child.on('close', (status) => resolve({
        status, stdout: Buffer.concat(stdout).toString('utf8'), stderr: Buffer.concat(stderr).toString('utf8'),
      }));
    });
  }

  /** Starts a command that goes on, and tells every line that it writes. It ends with this process. */
  public start(args: string[], said: (line: string) => void): RunningKubectl {
    const child = spawn('kubectl', [...this.flags, ...args], { env: process.env, stdio: ['ignore', 'pipe', 'pipe'] });
    const stop = (): void => {
      child.kill('SIGTERM');
    };
    endWithProcess(stop);
    [child.stdout, child.stderr].forEach((stream) => createInterface({ input: stream }).on('line', said));
    const ended = new Promise<number | null>((resolve, reject) => {
      child.on('error', (error) => reject(kubectlNotRun(error)));
      child.on('close', resolve);
    }).finally(() => stops.delete(stop));
    return { ended, stop };
  }
}
