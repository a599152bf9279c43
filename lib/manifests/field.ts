import { Quantity } from '../kubernetes/quantity';
import { readingsOf } from './doubtful-word';
import { InputProblem } from './input-problem';
import { childPointer, isObject, JsonObject, Manifest } from './manifest';

/**
 * A value at a JSON pointer of a manifest, read without trusting its type: an absent field reads as
 * undefined, a field of the wrong type reads as undefined and is recorded as a problem.
 */
export class Field {
  /** The whole manifest. */
  public static of(manifest: Manifest, problems: InputProblem[]): Field {
    return new Field(manifest, manifest.json, problems);
  }

  private constructor(
    public readonly manifest: Manifest,
    public readonly value: unknown,
    private readonly problems: InputProblem[],
    private readonly parent?: Field,
    private readonly key: string | number = '',
  ) {}

  /** Made when it is asked for: most fields are read and never named. */
  public get pointer(): string {
    let pointer = childPointer('', this.key);
    for (let above = this.parent; above?.parent; above = above.parent) {
      pointer = childPointer('', above.key) + pointer;
    }
    return this.parent ? pointer : '';
  }

  public get isPresent(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** The same place holding another value; what is wrong with that value is nobody's problem but the writer's. */
  public holding(value: unknown): Field {
    return new Field(this.manifest, value, [], this.parent, this.key);
  }

  public get(...keys: string[]): Field {
    return keys.reduce<Field>((field, key) => field.child(key), this);
  }

  /** Elements of a list; none when absent. */
  public items(): Field[] {
    if (this.isPresent && !Array.isArray(this.value)) {
      this.report('must be a list');
    }
    return Array.isArray(this.value) ? this.value.map((item, index) => this.at(index, item)) : [];
  }

  /** Entries of an object; none when absent. */
  public entries(): [string, Field][] {
    return this.isObject()
      ? Object.entries(this.value).map(([key, value]) => [key, this.at(key, value)])
      : [];
  }

  public string(): string | undefined {
    if (this.isPresent && typeof this.value !== 'string') {
      const word = this.manifest.doubtfulWords.get(this.pointer);
      this.report(
        word && !word.isKey ? readingsOf(word) : `must be a string, is ${JSON.stringify(this.value)?.slice(0, 60)}`,
      );
    }
    return typeof this.value === 'string' ? this.value : undefined;
  }

  public boolean(): boolean | undefined {
    if (this.isPresent && typeof this.value !== 'boolean') {
      this.report('must be true or false');
    }
    return typeof this.value === 'boolean' ? this.value : undefined;
  }

  /** A whole number from `least` up to the largest int32, as the API server keeps it. */
  public integer(least = 0): number | undefined {
    if (!this.isPresent) {
      return undefined;
    }
    if (
      typeof this.value !== 'number'
      || !Number.isInteger(this.value)
      || this.value < least
      || this.value > 2 ** 31 - 1
    ) {
      this.report(`must be a whole number of at least ${least}, is ${JSON.stringify(this.value)?.slice(0, 60)}`);
      return undefined;
    }
    return this.value;
  }

  /** Labels and selectors: values that are not strings are reported and left out. */
  public stringMap(): ReadonlyMap<string, string> {
    const map = new Map<string, string>();
    for (const [key, field] of this.entries()) {
      const value = field.string();
      if (value !== undefined) {
        map.set(key, value);
      }
    }
    return map;
  }

  /** A resource quantity, exact; unreadable and negative ones are reported and read as absent. */
  public exactQuantity(): Quantity | undefined {
    return this.quantity('value') === undefined ? undefined : Quantity.parse(this.value as string);
  }

  /** A resource quantity that is not negative and that a double holds exactly. */
  public quantity(unit: 'value' | 'milliValue'): number | undefined {
    if (!this.isPresent) {
      return undefined;
    }
    try {
      const amount = Quantity.parse(this.value as string)[unit];
      if (amount < 0 || amount > Number.MAX_SAFE_INTEGER) {
        this.report(`quantity ${String(this.value)} is ${amount < 0 ? 'negative' : 'larger than any node'}`);
        return amount < 0 ? undefined : Number.MAX_SAFE_INTEGER;
      }
      return amount;
    } catch (error) {
      this.report((error as Error).message.slice(0, 200));
      return undefined;
    }
  }

  public report(message: string): void {
    this.problems.push({ manifest: this.manifest, pointer: this.pointer, message });
  }

  private isObject(): this is { readonly value: JsonObject } {
    const isOne = isObject(this.value);
    if (!isOne && this.isPresent) {
      this.report('must be an object');
    }
    return isOne;
  }

  private child(key: string): Field {
    return this.at(key, this.isObject() && Object.hasOwn(this.value, key) ? this.value[key] : undefined);
  }

  private at(key: string | number, value: unknown): Field {
    return new Field(this.manifest, value, this.problems, this, key);
  }
}
