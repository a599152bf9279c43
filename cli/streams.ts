import { Clock } from '../lib/operate';

/** Where a command reads and writes; a test gives its own. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Reads all of standard input, or a little more than so many bytes. */
  readonly readStandardInput?: (most: number) => Buffer;
  /** Colour may be used on `out`. */
  readonly colour: boolean;
  /** Characters of a line of the terminal that `out` is; absent where it is none. */
  readonly columns?: number;
  /** From now on Ctrl-C does not end the program but tells by this that the watching is to end. */
  readonly interrupted?: () => AbortSignal;
  /** Tells that nobody reads `out` any more. */
  readonly gone?: AbortSignal;
  /** Asks a person something; absent where nobody is there. */
  readonly ask?: (question: string) => Promise<string>;
  /** Time, where it is not that of this machine. */
  readonly clock?: Clock;
}
