import { spawn } from 'node:child_process';
import { KubectlReply } from '../kubernetes/kubectl-reply';
import { systemProblem } from '../util/system-problem';
import { UserError } from '../util/user-error';

/** Why a program could not be run; `remedy` where it is not there. */
export function notRun(name: string, error: Error, remedy: string): UserError {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
    return new UserError(name, 'not found on the PATH', remedy);
  }
  const refused = systemProblem(error, 'run');
  return new UserError(name, refused.problem, refused.remedy);
}

/**
 * Runs a program with arguments, never through a shell, and tells what it said. Ctrl-C in the terminal does not reach
 * it: what was begun is brought to its end.
 *
 * @throws when it is missing
 */
export function runProgram(name: string, args: string[]): Promise<KubectlReply> {
  return new Promise((resolve, reject) => {
    const child = spawn(name, args, { env: process.env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const [stdout, stderr]: Buffer[][] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', (error) => reject(notRun(name, error, 'install it, or write a program that is there')));
    child.on('close', (status) => resolve({
      status, stdout: Buffer.concat(stdout).toString('utf8'), stderr: Buffer.concat(stderr).toString('utf8'),
    }));
  });
}
