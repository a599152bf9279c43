import { spawnSync } from 'node:child_process';
import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { UserError } from '../kubernetes/user-error';
import { ManifestSource } from '../manifests';
import { decodeText } from './decode-text';
import { MANIFEST_FILE } from './read-manifests';
import { notRun } from './run-program';

/** Bytes that git may print for one input; as much as the files of a folder may have. */
const MOST_BYTES = 64 * 1024 * 1024;

/** What stands at a revision where the manifests stand now. */
export interface RevisionFiles {
  /** Full hash of the commit. */
  readonly commit: string;
  /** None where the paths did not exist then. */
  readonly sources: ManifestSource[];
}

/** A file of a revision. */
interface Entry {
  readonly hash: string;
  /** From the root of the repository. */
  readonly path: string;
}

/**
 * The manifests that stood under the same paths at a revision of the git repository around them.
 *
 * @throws when git is missing, a path is in no repository, or the revision does not exist
 */
export function filesAtRevision(revision: string, paths: string[]): RevisionFiles {
  const [root] = [...new Set(paths.map(rootOf))];
  const commit = commitOf(root, revision);
  const sources = paths.flatMap((path) => {
    const inside = relative(root, realpathSync(path));
    const entries = listFiles(root, commit, inside);
    const isFolder = statSync(path).isDirectory();
    const read = isFolder ? entries.filter(({ path: file }) => isReadInFolder(relative(inside, file))) : entries;
    const charts = new Set(
      entries.filter(({ path: file }) => basename(file) === 'Chart.yaml').map(({ path: file }) => dirname(file)),
    );
    return readFiles(root, read).map((text, index): ManifestSource => {
      const { path: file } = read[index];
      return {
        file: `${revision}:${file}`,
        text,
        isFromFolder: isFolder,
        isTemplate: [...charts].some((chart) => !relative(join(chart, 'templates'), file).startsWith('..')),
      };
    });
  });
  return { commit, sources };
}

function isReadInFolder(file: string): boolean {
  const folders = file.split('/').slice(0, -1);
  return MANIFEST_FILE.test(file) && folders.every((folder) => folder !== 'node_modules' && !folder.startsWith('.'));
}

function rootOf(path: string): string {
  if (path === '-') {
    throw new UserError(
      '--from git',
      'standard input is in no repository',
      'write the files or folders that are in it',
    );
  }
  const place = resolve(path);
  const folder = statSync(place).isDirectory() ? place : dirname(place);
  const found = git(folder, ['rev-parse', '--show-toplevel']);
  if (found.stderr.toString('utf8').includes('not a git repository')) {
    throw new UserError(path, 'is in no git repository', 'write --from with a folder or a snapshot');
  }
  const { stdout } = succeed(found, path);
  return stdout.toString('utf8').trimEnd();
}

function commitOf(root: string, revision: string): string {
  const { status, stdout } = git(root, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ]);
  if (status !== 0) {
    throw new UserError(
      `--from git:${revision}`,
      `there is no revision '${revision}' in ${root}`,
      'write a branch, a tag or a commit that is there; a shallow clone has few of them (git fetch)',
    );
  }
  return stdout.toString('utf8').trim();
}

/** Regular files under a path, in the order of their names. */
function listFiles(root: string, commit: string, inside: string): Entry[] {
  const { stdout } = succeed(
    git(root, ['ls-tree', '-r', '-z', '--full-tree', commit, ...(inside === '' ? [] : ['--', inside])]),
    root,
  );
  return stdout
    .toString('utf8')
    .split('\0')
    .flatMap((line): Entry[] => {
      const [, mode, hash, path] = /^(\d+) blob (\w+)\t(.*)$/s.exec(line) ?? [];
      return mode?.startsWith('100') ? [{ hash, path }] : [];
    });
}

/** The texts of files, of all in one go: `<hash> blob <bytes>`, a line feed, the bytes, a line feed, for each. */
function readFiles(root: string, entries: Entry[]): string[] {
  if (entries.length === 0) {
    return [];
  }
  const { stdout } = succeed(git(root, ['cat-file', '--batch'], entries.map(({ hash }) => `${hash}\n`).join('')), root);
  let at = 0;
  return entries.map(({ path }) => {
    const start = stdout.indexOf('\n', at) + 1;
    const bytes = Number(stdout.toString('utf8', at, start).trim().split(' ')[2]);
    at = start + bytes + 1;
    return decodeText(stdout.subarray(start, start + bytes), path);
  });
}

interface GitResult {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly error?: Error;
}

/** Runs git with arguments, never through a shell. */
function git(folder: string, args: string[], input?: string): GitResult {
  const result = spawnSync('git', ['--literal-pathspecs', ...args], {
    cwd: folder, input, maxBuffer: MOST_BYTES, env: { ...process.env, LC_ALL: 'C' },
  });
  const code = (result.error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOBUFS') {
    throw new UserError('--from git', `more than ${MOST_BYTES / 2 ** 20} MiB of manifests`, 'name fewer files');
  }
  if (result.error !== undefined) {
    throw notRun('git', result.error, 'install it, or write --from with a folder');
  }
  return result;
}

function succeed(result: GitResult, place: string): GitResult {
  if (result.status !== 0) {
    const lines = result.stderr.toString('utf8').split('\n').map((line) => line.trim()).filter((line) => line !== '');
    const [problem = `ended with ${result.status}`] = lines;
    // As of a repository that belongs to somebody else, which is that of the host in a container.
    const command = lines.find((line) => line.startsWith('git '));
    const remedy = command === undefined ? 'write a revision that git can read here' : `run ${command}`;
    throw new UserError(place, `git: ${problem.replace(/^fatal: /, '')}`, remedy);
  }
  return result;
}
