/** A place in a file. Line and column are one-based. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
