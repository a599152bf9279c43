import { Event, EVENT_ID, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import { DoubtfulWord, isDoubtful } from './doubtful-word';
import { EventFault } from './event-fault';
import { isExcessive, TOO_MANY_ALIASES, WRONG_MERGE, wrongAliasText } from './yaml-alias';
import { readPlainScalar } from './yaml-scalars';

type ScalarEvent = Event & { type: typeof EVENT_ID.SCALAR };
type JsonObject = { [key: string]: unknown };

/** The value of a scalar, as kubectl reads it. */
export function scalarOf(text: string, event: ScalarEvent): unknown {
  const value = getScalarValue(text, event);
  return event.style === SCALAR_STYLE.PLAIN ? readPlainScalar(value) : value;
}

/** A key as it stands in JSON: nothing for null. */
export function keyOf(value: unknown): string {
  return value === null ? '' : String(value);
}

/** What is read in one go. */
export interface EventContent {
  readonly json: unknown;
  /** Words that are booleans to one reader and text to another. */
  readonly doubtfulWords: readonly DoubtfulWord[];
}

/** What an alias stands for. */
interface Anchored {
  readonly value: unknown;
  /** How many values are in it, those of aliases in it included. */
  readonly size: number;
}

/** The value of a document, and the words in it that two readers read differently. @throws EventFault */
export function readEvents(text: string, events: readonly Event[]): EventContent {
  const reader = new EventReader(text, events);
  return { json: reader.value(), doubtfulWords: reader.words };
}

class EventReader {
  public readonly words: DoubtfulWord[] = [];
  /** Of the event that is read next; the first opens the document. */
  private at = 1;
  /** Keys to what is read. */
  private readonly path: string[] = [];
  private readonly anchors = new Map<string, Anchored>();
  /** Names of what is being read. */
  private readonly open: string[] = [];
  /** How many values were read, those that aliases stand for once more each time; and how many of them were such. */
  private count = 0;
  private aliased = 0;

  constructor(private readonly text: string, private readonly events: readonly Event[]) {}

  public value(): unknown {
    const event = this.events[this.at++];
    if (event.type === EVENT_ID.ALIAS) {
      return this.alias(event);
    }
    const before = this.count++;
    const name = 'anchorStart' in event && event.anchorStart >= 0
      ? this.text.slice(event.anchorStart, event.anchorEnd) : undefined;
    if (name === undefined) {
      return this.content(event);
    }
    this.open.push(name);
    const value = this.content(event);
    this.open.pop();
    this.anchors.set(name, { value, size: this.count - before });
    return value;
  }

  private content(event: Event): unknown {
    return event.type === EVENT_ID.SEQUENCE ? this.list()
      : event.type === EVENT_ID.MAPPING ? this.object()
        : this.scalar(event as ScalarEvent);
  }

  private list(): unknown[] {
    const list: unknown[] = [];
    while (!this.isEnd()) {
      this.path.push(String(list.length));
      list.push(this.value());
      this.path.pop();
    }
    this.at++;
    return list;
  }

  private object(): JsonObject {
    const object: JsonObject = {};
    const merged: JsonObject[] = [];
    while (!this.isEnd()) {
      const event = this.events[this.at++] as ScalarEvent;
      this.count++;
      const isMerge = event.style === SCALAR_STYLE.PLAIN && getScalarValue(this.text, event) === '<<';
      const key = isMerge ? '<<' : this.key(event);
      this.path.push(key);
      const value = this.value();
      this.path.pop();
      if (isMerge) {
        merged.push(...this.sources(value, event));
      } else {
        define(object, key, value);
      }
    }
    this.at++;
    // What stands in the object itself comes before what is merged, and of that the first.
    for (const [key, value] of merged.flatMap((source) => Object.entries(source))) {
      if (!Object.hasOwn(object, key)) {
        define(object, key, value);
      }
    }
    return object;
  }

  private sources(value: unknown, { valueStart }: ScalarEvent): JsonObject[] {
    const sources: unknown[] = Array.isArray(value) ? value : [value];
    if (!sources.every((source) => typeof source === 'object' && source !== null && !Array.isArray(source))) {
      throw new EventFault(valueStart, WRONG_MERGE);
    }
    return sources as JsonObject[];
  }

  private alias({ anchorStart, anchorEnd }: Event & { type: typeof EVENT_ID.ALIAS }): unknown {
    const name = this.text.slice(anchorStart, anchorEnd);
    const known = this.anchors.get(name);
    const isInside = this.open.includes(name);
    if (isInside || known === undefined) {
      throw new EventFault(anchorStart - 1, wrongAliasText(isInside));
    }
    this.count += known.size;
    this.aliased += known.size;
    if (isExcessive(this.aliased, this.count)) {
      throw new EventFault(anchorStart - 1, TOO_MANY_ALIASES);
    }
    return known.value;
  }

  private key(event: ScalarEvent): string {
    const value = scalarOf(this.text, event);
    const key = keyOf(value);
    this.note(event, value, [...this.path, key], true);
    return key;
  }

  private scalar(event: ScalarEvent): unknown {
    const value = scalarOf(this.text, event);
    this.note(event, value, this.path, false);
    return value;
  }

  private note(event: ScalarEvent, value: unknown, path: readonly string[], isKey: boolean): void {
    if (typeof value === 'boolean' && event.style === SCALAR_STYLE.PLAIN) {
      const text = getScalarValue(this.text, event);
      if (isDoubtful(text)) {
        this.words.push({ path: [...path], text, value, isKey });
      }
    }
  }

  private isEnd(): boolean {
    return this.events[this.at].type === EVENT_ID.POP;
  }
}

/** An assignment to __proto__ would set the prototype. */
function define(object: JsonObject, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}
