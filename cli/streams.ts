/** Where a command reads and writes; a test gives its own. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Reads all of standard input, or a little more than so many bytes. */
  readonly readStandardInput?: (most: number) => Buffer;
  /** Colour may be used on `out`. */
  readonly colour: boolean;
}
