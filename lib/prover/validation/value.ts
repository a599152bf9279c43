import { childPointer, isObject } from '../../manifests';

/**
 * A value of an object whose types are right, with its place. Absent and null read as the zero of their type, as the
 * API server's decoder leaves them.
 */
export class Value {
  public static of(object: unknown): Value {
    return new Value(object);
  }

  /** Undefined when absent or null. */
  public readonly json: unknown;

  private constructor(json: unknown, private readonly key?: string | number, public readonly parent?: Value) {
    this.json = json ?? undefined;
  }

  /** JSON pointer into the object. */
  public get pointer(): string {
    return this.parent ? childPointer(this.parent.pointer, this.key!) : '';
  }

  /** The object that it stands in. */
  public get root(): Value {
    return this.parent?.root ?? this;
  }

  /** Last key of the pointer. */
  public get name(): string {
    return String(this.key ?? '');
  }

  public get isPresent(): boolean {
    return this.json !== undefined;
  }

  /** The same place with nothing in it, for messages that must not repeat a secret. */
  public withoutJson(): Value {
    return new Value(undefined, this.key, this.parent);
  }

  /** Whether the key is there, with null too, which reads as the zero of its type. */
  public get isGiven(): boolean {
    return this.isPresent || (isObject(this.parent?.json) && this.parent.json[this.key!] === null);
  }

  /** Absent, or the zero of its type: what the API server cannot tell from absent. */
  public get isZero(): boolean {
    const { json } = this;
    return json === undefined || json === '' || json === 0 || json === false
      || (Array.isArray(json) ? json.length === 0 : isObject(json) && Object.keys(json).length === 0);
  }

  public get text(): string {
    return typeof this.json === 'string' ? this.json : '';
  }

  public get number(): number {
    return typeof this.json === 'number' ? this.json : 0;
  }

  public get isTrue(): boolean {
    return this.json === true;
  }

  public get(...keys: string[]): Value {
    return keys.length === 1 ? this.child(keys[0]) : keys.reduce<Value>((value, key) => value.child(key), this);
  }

  public get items(): Value[] {
    return Array.isArray(this.json) ? this.json.map((item, index) => new Value(item, index, this)) : [];
  }

  public get entries(): [string, Value][] {
    const entries: [string, Value][] = [];
    for (const [key, item] of isObject(this.json) ? Object.entries(this.json) : []) {
      if (item !== undefined) {
        entries.push([key, new Value(item, key, this)]);
      }
    }
    return entries;
  }

  /** Names of the fields that are present. */
  public get keys(): string[] {
    return this.entries.filter(([, value]) => value.isPresent).map(([key]) => key);
  }

  private child(key: string): Value {
    return new Value(isObject(this.json) && Object.hasOwn(this.json, key) ? this.json[key] : undefined, key, this);
  }
}
