import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { UserError } from '../util/user-error';
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

/** A file of a revision, in the repository that holds it. */
interface Entry {
  readonly root: string;
  readonly hash: string;
  /** Below the folder that was asked for; of a file that was asked for, nothing. */
  readonly path: string;
}

/**
 * The manifests that stood under the same paths at a revision of the git repository around them: links are followed as
 * they led then, and submodules are read at the commit that they had then.
 *
 * @throws when git is missing, a path is in no repository, or the revision does not exist
 */
export function filesAtRevision(revision: string, paths: string[]): RevisionFiles {
  const roots = [...new Set(paths.map(rootOf))];
  const [root] = roots;
  if (roots.length > 1) {
    throw new UserError(
      `--from git:${revision}`, `the manifests are in ${roots.length} repositories: ${roots.slice(0, 3).join(', ')}`,
      'write those of one repository, or --from with a folder',
    );
  }
  const commit = commitOf(root, revision);
  const sources = paths.flatMap((path) => {
    const inside = insideOf(root, path);
    const found = entriesUnder(root, commit, inside);
    const isFolder = statSync(path).isDirectory();
    const read = isFolder ? found.filter(({ path: file }) => isReadInFolder(file)) : found;
    const charts = new Set(
      found.filter(({ path: file }) => basename(file) === 'Chart.yaml').map(({ path: file }) => dirname(file)),
    );
    return contentsOf(read).map(({ path: file, bytes }): ManifestSource => ({
      file: `${revision}:${join(inside, file)}`,
      text: textOf(bytes, `${revision}:${join(inside, file)}`),
      isFromFolder: isFolder,
      isTemplate: [...charts].some((chart) => !relative(join(chart, 'templates'), file).startsWith('..')),
    }));
  });
  return { commit, sources };
}

/** Begins what git has of a file that is kept elsewhere (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md). */
const POINTER = 'version https://git-lfs.github.com/spec/';

function textOf(bytes: Buffer, place: string): string {
  const text = decodeText(bytes, place);
  if (text.startsWith(POINTER)) {
    throw new UserError(place, 'is kept by Git LFS, and git has a pointer of it', 'write --from with a folder');
  }
  return text;
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

/** A path from the root of its repository, by the links in there that lead to it: they may have led elsewhere. */
function insideOf(root: string, path: string): string {
  const place = resolve(path);
  let top = place;
  while (realpathSync(top) !== root && dirname(top) !== top) {
    top = dirname(top);
  }
  return realpathSync(top) === root ? relative(top, place) : relative(root, realpathSync(path));
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

/** Regular files under a path, in the order of their names; links to folders are not followed, as in a walk. */
function entriesUnder(root: string, commit: string, inside: string): Entry[] {
  const start = objectAt(root, commit, inside);
  if (start?.type !== 'tree') {
    return start ? [{ root, hash: start.hash, path: '' }] : [];
  }
  const { stdout } = succeed(git(root, ['ls-tree', '-r', '-z', '--full-tree', start.hash]), root);
  return stdout.toString('utf8').split('\0').flatMap((line): Entry[] => {
    const [, mode, hash, path] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(line) ?? [];
    if (mode === SUBMODULE) {
      return submodule(join(root, inside, path), hash).map((entry) => ({ ...entry, path: join(path, entry.path) }));
    }
    const linked = mode === LINK && isReadInFolder(path) ? objectAt(root, commit, join(inside, path)) : undefined;
    return mode?.startsWith('100') ? [{ root, hash, path }]
      : linked?.type === 'blob' ? [{ root, hash: linked.hash, path }] : [];
  });
}

/** Modes of entries of a tree (git Documentation/git-fast-import.txt `filemodify`). */
const LINK = '120000';
const SUBMODULE = '160000';

/** Files of a submodule, at the commit that its repository had. */
function submodule(folder: string, commit: string): Entry[] {
  if (!existsSync(join(folder, '.git')) || git(folder, ['cat-file', '-e', `${commit}^{commit}`]).status !== 0) {
    throw new UserError(folder, `is a submodule, and its commit ${commit.slice(0, 9)} is not there`,
      'run git submodule update --init, or git fetch in it');
  }
  return entriesUnder(folder, commit, '');
}

/** A file or a folder of a commit, as git keeps it. */
interface FoundObject {
  readonly type: string;
  readonly hash: string;
}

/** What stood at a path of a commit, links followed as they led then; undefined where nothing did. */
function objectAt(root: string, commit: string, inside: string): FoundObject | undefined {
  if (inside.includes('\n')) {
    throw new UserError(JSON.stringify(inside), 'git cannot be asked for a path with a line feed', 'name it otherwise');
  }
  const { stdout } = succeed(
    git(root, ['cat-file', '--batch-check', '--follow-symlinks'], `${commit}:${inside}\n`), root);
  const [head, rest] = stdout.toString('utf8').split('\n');
  const [, hash, type] = /^(\w+) (blob|tree) \d+$/.exec(head) ?? [];
  if (/^symlink \d+$/.test(head)) {
    throw new UserError(`${commit.slice(0, 9)}:${inside}`, `is a link to ${rest}, which is in no revision`,
      'write --from with a folder');
  }
  // What a broken repository lacks is missing as well.
  if (head.endsWith(' missing') && listed(root, commit, inside) !== '') {
    throw new UserError(`${commit.slice(0, 9)}:${inside}`, 'git lists it and does not have it', 'fetch it (git fetch)');
  }
  return hash === undefined ? undefined : { hash, type };
}

/** What a commit lists at a path, in the words of git. */
function listed(root: string, commit: string, inside: string): string {
  return succeed(git(root, ['ls-tree', '--full-tree', commit, ...inside === '' ? [] : ['--', inside]]), root)
    .stdout.toString('utf8');
}

/** What files hold, all of one repository in one go: `<hash> blob <bytes>`, a line feed, the bytes, a line feed. */
function contentsOf(entries: readonly Entry[]): (Entry & { readonly bytes: Buffer })[] {
  const roots = [...new Set(entries.map(({ root }) => root))];
  return roots.flatMap((root) => {
    const own = entries.filter((entry) => entry.root === root);
    const { stdout } = succeed(git(root, ['cat-file', '--batch'], own.map(({ hash }) => `${hash}\n`).join('')), root);
    let at = 0;
    return own.map((entry) => {
      const start = stdout.indexOf('\n', at) + 1;
      const size = Number(stdout.toString('utf8', at, start).trim().split(' ')[2]);
      at = start + size + 1;
      return { ...entry, bytes: stdout.subarray(start, start + size) };
    });
  });
}

interface GitResult {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly error?: Error;
}

/** What hooks of git are given of the repository that they run in; paths may be in another one, and below its root. */
const OF_HOOKS = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_PREFIX', 'GIT_INDEX_FILE', 'GIT_COMMON_DIR', 'GIT_NAMESPACE'];

/** Runs git with arguments, never through a shell. */
function git(folder: string, args: string[], input?: string): GitResult {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_HOOKS.includes(name)));
  const result = spawnSync('git', ['--literal-pathspecs', ...args], {
    cwd: folder, input, maxBuffer: MOST_BYTES, env: { ...env, LC_ALL: 'C' },
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
