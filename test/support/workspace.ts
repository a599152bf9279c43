import { spawnSync } from 'child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative } from 'path';
import { filesBelow, ROOT } from './manifests';

/** What a command printed and how it ended. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command and waits for it. */
export function run(folder: string, command: string, ...args: string[]): Outcome {
  const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false', NO_COLOR: '1', npm_config_loglevel: 'error' };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8', env });
  return { status, stdout, stderr };
}

/** A folder that is gone when the function returns. */
export function inTemporaryFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-nim-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the commands of a clone need; node_modules is linked. */
export const PROJECT = [
  'cdk8s.yaml', 'main.ts', 'release.yaml', 'package.json', 'tsconfig.json', 'app', 'bin', 'cli', 'lib', 'imports',
  'scripts', 'dist', 'template',
];

/** Many files, none of which such a test changes. */
const LINKED = ['lib', 'imports', 'node_modules'];

/** A copy of the project, in which a test may break things other than the library. */
export function inCopyOfProject<T>(work: (folder: string) => T): T {
  return inTemporaryFolder((folder) => {
    PROJECT.filter((name) => !LINKED.includes(name))
      .forEach((name) => cpSync(join(ROOT, name), join(folder, name), { recursive: true }));
    LINKED.forEach((name) => symlinkSync(join(ROOT, name), join(folder, name)));
    return work(folder);
  });
}

/** The content of every file below a folder, by its path in the folder. */
export function contentsBelow(folder: string): { [path: string]: string } {
  return Object.fromEntries(filesBelow(folder).map((file) => [relative(folder, file), readFileSync(file, 'utf8')]));
}
