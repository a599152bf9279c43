import { UserError } from '../../util/user-error';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ITEMS = Buffer.from('items');
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [...Buffer.from('{}[]')];

/** A Kubernetes object larger than this is none: the API server takes 3 MiB. */
const MOST_BYTES = 16 * 1024 * 1024;

/** No object of Kubernetes is nested so deeply. */
const DEEPEST = 10_000;

/** Where the text ended before it was complete. */
export interface CutOff {
  /** Complete objects before the end. */
  readonly objects: number;
}

/**
 * Splits the output of `kubectl get … -o json` into its objects while it is read, so that one object at a time is in
 * memory however long the list is. Takes a list, single objects, and several of either one after another.
 *
 * Not a JSON parser: it only looks for the brackets around each object, which is several times as fast as reading every
 * value twice; what stands between them is given to `JSON.parse`.
 */
export class ObjectSplitter {
  private rest: Buffer = Buffer.alloc(0);
  /** Next byte of `rest` to look at. */
  private at = 0;
  /** Open brackets, outermost first. */
  private readonly open: number[] = [];
  /** Where the present object began in `rest`; -1 outside of one. */
  private start = -1;
  /** How many brackets were open where it began. */
  private startDepth = 0;
  private objects = 0;
  /** The root is a list written as `{"items": […]}`, whose own fields are of no interest. */
  private isList = false;

  /** `found` receives every object, parsed. */
  constructor(private readonly found: (object: unknown) => void) {}

  /** @throws SyntaxError when an object is no JSON, Error when it is too large */
  public write(chunk: Buffer): void {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    while (this.at < this.rest.length && this.step()) {
      // Each step goes on by a bracket or a text.
    }
    const keep = this.start >= 0 ? this.start : Math.min(this.at, this.rest.length);
    this.rest = this.rest.subarray(keep);
    this.at -= keep;
    this.start = this.start >= 0 ? 0 : -1;
    if (this.rest.length > MOST_BYTES) {
      throw new UserError(
        undefined, `an object of more than ${MOST_BYTES / 2 ** 20} MiB`, 'the API server takes objects up to 3 MiB',
      );
    }
  }

  /** Undefined when the text was complete. */
  public end(): CutOff | undefined {
    return this.open.length > 0 || this.start >= 0 ? { objects: this.objects } : undefined;
  }

  /** Looks at one byte, or at a whole text; false when the rest of a text is not there yet. */
  private step(): boolean {
    const byte = this.rest[this.at];
    if (byte === QUOTE) {
      return this.skipText();
    }
    this.at++;
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      this.enter(byte);
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      this.leave();
    }
    return true;
  }

  private skipText(): boolean {
    let end = this.at;
    let backslashes: number;
    do {
      end = this.rest.indexOf(QUOTE, end + 1);
      if (end < 0) {
        return false;
      }
      backslashes = 0;
      while (this.rest[end - 1 - backslashes] === BACKSLASH) {
        backslashes++;
      }
    } while (backslashes % 2 === 1);
    const mayBeList = this.open.length === 1 && this.start >= 0 && this.rest.subarray(this.at + 1, end).equals(ITEMS);
    if (mayBeList) {
      const behind = this.rest.toString('latin1', end + 1, end + 64);
      if (/^\s*:?\s*$/.test(behind)) {
        return false;
      }
      this.isList = /^\s*:\s*\[/.test(behind);
      this.start = this.isList ? -1 : this.start;
    }
    this.at = end + 1;
    return true;
  }

  private enter(byte: number): void {
    const isItem = this.isList
      ? this.open.length === 2 && this.open[1] === OPEN_LIST
      : this.open.every((each) => each === OPEN_LIST);
    if (byte === OPEN_OBJECT && this.start < 0 && isItem) {
      this.start = this.at - 1;
      this.startDepth = this.open.length;
    }
    this.open.push(byte);
    if (this.open.length > DEEPEST) {
      throw new UserError(undefined, `brackets ${DEEPEST} deep`, 'write what cdk8s-nim snapshot prints');
    }
  }

  private leave(): void {
    this.open.pop();
    if (this.start >= 0 && this.open.length === this.startDepth) {
      const json: unknown = JSON.parse(this.rest.toString('utf8', this.start, this.at));
      this.start = -1;
      this.objects++;
      this.found(json);
    }
    if (this.open.length === 0) {
      this.isList = false;
    }
  }
}

/** The objects of a text that kubectl has printed: a list, or one object after another. */
export function objectsIn(text: string): unknown[] {
  const found: unknown[] = [];
  new ObjectSplitter((object) => found.push(object)).write(Buffer.from(text));
  return found;
}
