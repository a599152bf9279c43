import { getSystemErrorMap } from 'node:util';

/** What was tried with a file or a program. */
export type Attempt = 'read' | 'written' | 'run';

/** What the operating system refuses, in words. */
export interface SystemProblem {
  readonly problem: string;
  /** What to do; undefined where it depends on what the file is for. */
  readonly remedy?: string;
}

const ROOM = 'make room, or write it somewhere else';
const IN_USE = { problem: 'is in use by another program', remedy: 'end that program, or try again later' };
const MANY_OPEN = {
  problem: 'cannot be opened, as too many files are open',
  remedy: 'raise the limit with ulimit -n, or end other programs',
};

/** Whatever was tried. */
const PROBLEMS: { readonly [code: string]: SystemProblem } = {
  EISDIR: { problem: 'is a folder' },
  ENOENT: { problem: 'is not there' },
  ENOTDIR: { problem: 'lies below something that is no folder', remedy: 'write the path of a file in a folder' },
  ELOOP: { problem: 'is a link that leads to itself', remedy: 'remove it, or write what it should lead to' },
  ENAMETOOLONG: { problem: 'has a name that is too long', remedy: 'write a shorter one' },
  EMFILE: MANY_OPEN,
  ENFILE: MANY_OPEN,
  ENXIO: { problem: 'is a socket, or a device that is not there', remedy: 'write the name of a file' },
  ENOSPC: { problem: 'does not fit on the disk, which is full', remedy: ROOM },
  EDQUOT: { problem: 'does not fit into your quota of the disk', remedy: ROOM },
  EFBIG: { problem: 'is larger than the file system or a limit of the shell takes', remedy: ROOM },
  EROFS: { problem: 'lies on a file system that is read-only', remedy: 'write it somewhere else' },
  EBUSY: IN_USE,
  ETXTBSY: IN_USE,
};

const RIGHTS: { readonly [attempt in Attempt]: string } = {
  read: 'ask for the right to (chmod, chown), or write another path',
  written: 'write it where you have the right to',
  run: 'make it one that may be (chmod +x)',
};

/** Where a word means something else than of a file that is read. */
const OTHERWISE: { readonly [code: string]: { readonly [attempt in Attempt]?: SystemProblem } } = {
  ENOENT: { written: { problem: 'lies where no folder can be made', remedy: 'write it somewhere else' } },
  EEXIST: { written: PROBLEMS.ENOTDIR },
  EAGAIN: {
    run: {
      problem: 'cannot be run beside all that runs', remedy: 'raise the limit with ulimit -u, or end other programs',
    },
  },
  E2BIG: { run: { problem: 'cannot be run with so much on its command line', remedy: 'name fewer files or objects' } },
};

const LAST_REMEDY: { readonly [attempt in Attempt]: string } = {
  read: 'write another path', written: 'write it somewhere else', run: 'run it by itself, which may tell more',
};

/** Why the operating system refused, and what to do: of what is a matter of the file, `remedy` where it is given. */
export function systemProblem(
  { code = '', errno }: NodeJS.ErrnoException, attempt: Attempt, remedy?: string,
): Required<SystemProblem> {
  const isRight = code === 'EACCES' || code === 'EPERM';
  const [, words] = getSystemErrorMap().get(errno ?? 0) ?? [];
  const known = isRight ? { problem: `may not be ${attempt}`, remedy: RIGHTS[attempt] }
    : OTHERWISE[code]?.[attempt] ?? PROBLEMS[code] ?? { problem: `cannot be ${attempt}: ${words ?? 'not supported'}` };
  return { problem: known.problem, remedy: known.remedy ?? remedy ?? LAST_REMEDY[attempt] };
}
