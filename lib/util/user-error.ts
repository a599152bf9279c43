import { Attempt, systemProblem } from './system-problem';

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

/**
 * The same with the reason of an error that reading caused: of a user's, its problem; of the system, in words; of a
 * parser, its message. Faults pass. What to write instead is the error's own, where it says it.
 */
export function asUserError(place: string, error: unknown, remedy?: string, attempt: Attempt = 'read'): UserError {
  if (error instanceof UserError) {
    const inner = error.place === undefined ? '' : `${error.place}: `;
    return new UserError(place, `${inner}${error.problem}`, error.remedy ?? remedy);
  }
  if (isSystemError(error)) {
    const refused = systemProblem(error, attempt, remedy);
    return new UserError(place, refused.problem, refused.remedy);
  }
  if (!(error instanceof SyntaxError)) {
    throw error;
  }
  return new UserError(place, 'not JSON', remedy);
}

/** Whether the operating system refused something: a file that may not be read, a disk that is full. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof (error as NodeJS.ErrnoException | null | undefined)?.syscall === 'string';
}
