import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asUserError, UserError } from './user-error';

/** The folder of this code, `lib` or `build/lib`; undefined in a bundle that is an ES module, whose one file is all. */
const LIBRARY = typeof __dirname === 'string' ? join(__dirname, '..') + sep : undefined;

/** A frame of a stack that has a file: `    at Object.<anonymous> (/app/main.js:12:5)`, `    at file:///app/main.mjs:12:5`. */
const FRAME = /^\s+at (?:[^(]* \(|(?:async )?)((?:file:\/\/|\/|[A-Za-z]:[\\/]).*):(\d+):\d+\)?$/;

/** A class, also one whose constructor is private. */
interface Callee {
  readonly prototype: object;
}
type Method = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Lets the errors of values name the line of the user that makes them: a value is made before there is a construct
 * whose path could be named. Done for all methods, static or not, at once.
 *
 * @param values classes without a public constructor that throws
 */
export function nameUsersLine(values: readonly Callee[]): void {
  for (const owner of values.flatMap((value) => [value, value.prototype])) {
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
      if (typeof property.value === 'function' && name !== 'constructor' && !name.startsWith('_')) {
        const method = property.value as Method;
        const named: Method = function (...args) {
          return withUsersLine(named, () => method.apply(this, args));
        };
        Object.defineProperty(owner, name, { ...property, value: named });
      }
    }
  }
}

/**
 * The same for one call.
 *
 * @param callee what the user calls: its own frames are not the user's
 */
export function withUsersLine<T>(callee: Callee | Method, produce: () => T): T {
  try {
    return produce();
  } catch (error) {
    const line = LIBRARY === undefined ? undefined : usersLine(framesAbove(callee), LIBRARY, process.cwd());
    const isFault = !(error instanceof UserError) && (error as Error).name !== 'Error';
    if (line === undefined || isFault) {
      throw error;
    }
    throw error instanceof UserError ? asUserError(line, error) : new Error(`${line}: ${(error as Error).message}`);
  }
}

function framesAbove(callee: Callee | Method): string {
  const holder: { stack?: unknown } = {};
  Error.captureStackTrace(holder, callee as Method);
  return typeof holder.stack === 'string' ? holder.stack : '';
}

/**
 * `main.ts:12` of the first frame that has a file. Undefined where there is none, and where that file is the library's:
 * then a construct makes the value, and names its path.
 *
 * @param library folder, with a separator at its end
 * @param here folder that the file is named from, where it lies below
 */
export function usersLine(stack: string, library: string, here: string): string | undefined {
  const frame = stack.split('\n').map((text) => FRAME.exec(text)).find((found) => found !== null);
  if (!frame) {
    return undefined;
  }
  const [, source, line] = frame;
  const file = source.startsWith('file:') ? fileURLToPath(source) : source;
  if (file.startsWith(library)) {
    return undefined;
  }
  const isBelow = file.startsWith(here) && /^[\\/]/.test(file.slice(here.length));
  return `${isBelow ? file.slice(here.length + 1) : file}:${line}`;
}
