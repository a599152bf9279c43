/** Where a command reads and writes; a test gives its own. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly readStandardInput?: () => Buffer;
  /** Colour may be used on `out`. */
  readonly colour: boolean;
}
