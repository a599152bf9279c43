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
    super(`${place === undefined ? '' : `${place}: `}${problem}${remedy === undefined ? '' : `; ${remedy}`}`);
    this.name = 'UserError';
  }
}

/**
 * The same with the reason of an error that reading caused: of a user's, its message; of the system or a parser,
 * theirs. Faults pass.
 */
export function asUserError(place: string, error: unknown, remedy?: string): UserError {
  if (!(error instanceof UserError || error instanceof SyntaxError || isSystemError(error))) {
    throw error;
  }
  return new UserError(place, error.message, remedy);
}

/** Whether the operating system refused something: a file that may not be read, a disk that is full. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof (error as NodeJS.ErrnoException | null | undefined)?.syscall === 'string';
}
