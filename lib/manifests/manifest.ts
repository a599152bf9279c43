import { oncePer } from '../util/once-per';
import { append } from './append';
import type { DoubtfulWord } from './doubtful-word';
import { SourceLocation } from './source-location';

/** A JSON object as parsed from YAML. */
export type JsonObject = { readonly [key: string]: unknown };

/** Where an object comes from, and where its fields stand there. */
export interface ManifestOrigin {
  /** Path shown in messages. */
  readonly file: string;
  /** Where a path of keys begins. */
  locate(path: string[]): SourceLocation;
  /** Words that are booleans to one reader and text to another; none where values are no text of YAML. */
  readonly doubtfulWords?: readonly DoubtfulWord[];
}

const NO_WORDS: ReadonlyMap<string, DoubtfulWord> = new Map();

/** Words by the keys of every object around them, found once for all objects of a List. */
const wordsBelow = oncePer((words: readonly DoubtfulWord[]): ReadonlyMap<string, readonly DoubtfulWord[]> => {
  const found = new Map<string, DoubtfulWord[]>();
  words.forEach((word) =>
    [...word.path, ''].forEach((_, depth) => append(found, JSON.stringify(word.path.slice(0, depth)), word)));
  return found;
});

/** One Kubernetes object as it stands in a file, or as an app is about to render it. */
export class Manifest {
  public readonly apiVersion: string;
  public readonly kind: string;
  public readonly name: string;
  /** The API server makes a name of `generateName`, another one at each apply. */
  public readonly isNameGenerated: boolean;
  /** The default one where the manifest names none. */
  public readonly namespace: string;
  public readonly file: string;
  private words?: ReadonlyMap<string, DoubtfulWord>;

  constructor(
    public readonly json: JsonObject,
    private readonly origin: ManifestOrigin,
    /** Zero-based position of the YAML document in its file. */
    public readonly documentIndex: number,
    /** Keys from the document to this object, or to the list that it stands in: `items`. */
    private readonly above: string[] = [],
    /** Where `kubectl apply` puts an object that names no namespace. */
    defaultNamespace = 'default',
    /** Its position in that list. */
    private readonly item?: number,
  ) {
    const metadata = isObject(json.metadata) ? json.metadata : {};
    this.apiVersion = text(json.apiVersion);
    this.kind = text(json.kind);
    this.name = text(metadata.name) || text(metadata.generateName);
    this.isNameGenerated = text(metadata.name) === '' && text(metadata.generateName) !== '';
    this.namespace = text(metadata.namespace) || defaultNamespace;
    this.file = origin.file;
  }

  /** `Deployment/reasoning-nim`, the way kubectl names an object. */
  public get id(): string {
    return `${this.kind}/${this.name}`;
  }

  /**
   * Words that are booleans to one reader and text to another, by JSON pointer: of a value, or of an entry that bears
   * one as its key.
   */
  public get doubtfulWords(): ReadonlyMap<string, DoubtfulWord> {
    const words = this.origin.doubtfulWords ?? [];
    if (words.length === 0) {
      return NO_WORDS;
    }
    const { prefix } = this;
    this.words ??= new Map((wordsBelow(words).get(JSON.stringify(prefix)) ?? [])
      .map((word) => [word.path.slice(prefix.length).reduce<string>(childPointer, ''), word]));
    return this.words;
  }

  /** An object that is made of this one: what is said of it is said where this one stands. */
  public madeInto(json: JsonObject): Manifest {
    return new Manifest(json, { file: this.file, locate: () => this.locate() }, this.documentIndex, [], this.namespace);
  }

  /**
   * Line and column of a JSON pointer (`/spec/replicas`); the nearest existing ancestor when the
   * field is absent.
   */
  public locate(pointer = ''): SourceLocation {
    return this.origin.locate([...this.prefix, ...parsePointer(pointer)]);
  }

  /** Keys from the document to this object: `items`, `3` inside a List. Not kept, as there may be very many. */
  private get prefix(): string[] {
    return this.item === undefined ? this.above : [...this.above, String(this.item)];
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keys of a JSON pointer, unescaped: https://www.rfc-editor.org/rfc/rfc6901 */
export function parsePointer(pointer: string): string[] {
  return pointer.split('/').slice(1).map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
}

/** One more key on a JSON pointer, escaped. */
export function childPointer(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
