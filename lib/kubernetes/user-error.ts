/**
 * Something that somebody wrote cannot be used: a file, an option, a field. Its message says where, what is wrong with
 * it and what to write instead; nothing else is needed to mend it. Whatever else is thrown is a fault of this package.
 */
export class UserError extends Error {
  constructor(
    /** What is wrong: `file:line:column`, an option, `node pool 'gpu'`; undefined where the problem names it. */
    public readonly place: string | undefined,
    /** What is wrong with it, with the bad value. */
    public readonly problem: string,
    /** What to write instead; undefined where the problem says it. */
    public readonly remedy?: string,
  ) {
    const before = place === undefined ? '' : `${place === '' ? "''" : place}: `;
    super(`${before}${problem}${remedy === undefined ? '' : `; ${remedy}`}`);
    this.name = 'UserError';
  }
}

/** What the operating system refuses to have read, in words. */
const REASONS: { readonly [code: string]: string } = {
  EACCES: 'may not be read',
  EPERM: 'may not be read',
  EISDIR: 'is a folder',
  ENOENT: 'is not there',
  ENOTDIR: 'lies below something that is no folder',
  ELOOP: 'is a link that leads to itself',
  ENAMETOOLONG: 'has a name that is too long',
  EMFILE: 'cannot be opened beside all that is open',
  ENXIO: 'is a socket, or a device that is not there',
  ENOSPC: 'does not fit on the disk, which is full',
};

/**
 * The same with the reason of an error that reading caused: of a user's, its problem; of the system, in words; of a
 * parser, its message. Faults pass. What to write instead is the error's own, where it says it.
 */
export function asUserError(place: string, error: unknown, remedy?: string): UserError {
  if (error instanceof UserError) {
    const inner = error.place === undefined ? '' : `${error.place}: `;
    return new UserError(place, `${inner}${error.problem}`, error.remedy ?? remedy);
  }
  if (isSystemError(error)) {
    return new UserError(place, systemProblem(error), remedy);
  }
  if (!(error instanceof SyntaxError)) {
    throw error;
  }
  return new UserError(place, 'not JSON', remedy);
}

/** Why the operating system refused. */
export function systemProblem({ code, message }: NodeJS.ErrnoException): string {
  return REASONS[code ?? ''] ?? `cannot be read or written: ${/^\w+: (.+?),/.exec(message)?.[1] ?? 'not supported'}`;
}

/** Whether the operating system refused something: a file that may not be read, a disk that is full. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof (error as NodeJS.ErrnoException | null | undefined)?.syscall === 'string';
}
