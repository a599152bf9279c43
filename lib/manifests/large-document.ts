import { Event, EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml';
import { DoubtfulWord, isDoubtful } from './doubtful-word';
import { EventTree, keyOf, scalarOf } from './event-tree';

/** Characters from which on a document is read without a syntax tree, which takes two hundred times the text. */
export const LARGE_DOCUMENT = 256 * 1024;

/** As deep as the other reader can go. */
const DEEPEST = 500;

/** What keeps a text from being YAML, and where. */
export class LargeDocumentFault extends Error {
  constructor(public readonly offset: number, public readonly isTooDeep: boolean) {
    super('not YAML');
  }
}

/**
 * A large YAML document that uses neither anchors nor tags, as dumps of clusters are: read from a flat list of events,
 * in a tenth of the memory that a syntax tree takes.
 */
export class LargeDocument {
  private at = 0;
  private tree?: EventTree;
  private words?: DoubtfulWord[];

  private constructor(private readonly text: string, private readonly events: readonly Event[]) {}

  /**
   * Undefined where the document has anchors, tags, directives, or keys that are no text.
   *
   * @throws LargeDocumentFault
   */
  public static read(text: string): LargeDocument | undefined {
    try {
      const events = parseEvents(text, { maxDepth: DEEPEST });
      const isSingle = events.filter(({ type }) => type === EVENT_ID.DOCUMENT).length === 1;
      return isSingle && events.every(isSimple) && hasSimpleKeys(text, events)
        ? new LargeDocument(text, events)
        : undefined;
    } catch (error) {
      if (error instanceof YAMLException) {
        throw new LargeDocumentFault(error.mark?.position ?? 0, /depth|nesting/i.test(error.reason));
      }
      throw error;
    }
  }

  public toJson(): unknown {
    this.at = 1;
    this.words = [];
    return this.value([]);
  }

  /** Words that are booleans to one reader and text to another. */
  public doubtfulWords(): readonly DoubtfulWord[] {
    if (!this.words) {
      this.toJson();
    }
    return this.words!;
  }

  /** Where the value of a path of keys begins; the nearest one around it that is there. */
  public offsetOf(path: readonly string[]): number {
    this.tree ??= new EventTree(this.text, this.events);
    return this.tree.offsetOf(path);
  }

  private value(path: readonly string[]): unknown {
    const event = this.events[this.at++];
    if (event.type === EVENT_ID.SEQUENCE) {
      const list: unknown[] = [];
      while (this.events[this.at].type !== EVENT_ID.POP) {
        list.push(this.value([...path, String(list.length)]));
      }
      this.at++;
      return list;
    }
    if (event.type === EVENT_ID.MAPPING) {
      const object: { [key: string]: unknown } = {};
      while (this.events[this.at].type !== EVENT_ID.POP) {
        const key = this.scalar(path, true);
        // An assignment to __proto__ would set the prototype.
        Object.defineProperty(object, key, {
          value: this.value([...path, key]), writable: true, enumerable: true, configurable: true,
        });
      }
      this.at++;
      return object;
    }
    this.at--;
    return this.scalar(path, false);
  }

  private scalar(path: readonly string[], isKey: true): string;
  private scalar(path: readonly string[], isKey: boolean): unknown;
  private scalar(path: readonly string[], isKey: boolean): unknown {
    const event = this.events[this.at++] as Event & { type: typeof EVENT_ID.SCALAR };
    const value = scalarOf(this.text, event);
    const key = keyOf(value);
    if (typeof value === 'boolean' && event.style === SCALAR_STYLE.PLAIN) {
      const text = getScalarValue(this.text, event);
      if (isDoubtful(text)) {
        this.words!.push({ path: isKey ? [...path, key] : path, text, value, isKey });
      }
    }
    return isKey ? key : value;
  }
}

/** Whether every key is text, and none merges what another object holds. */
function hasSimpleKeys(text: string, events: readonly Event[]): boolean {
  // Of each open list or object whether it is an object whose next value is a key.
  const atKey: boolean[] = [];
  const isMapping: boolean[] = [];
  for (const event of events) {
    if (event.type === EVENT_ID.POP) {
      atKey.pop();
      isMapping.pop();
      continue;
    }
    const isKey = atKey.at(-1) === true;
    if (isKey && (event.type !== EVENT_ID.SCALAR || getScalarValue(text, event) === '<<')) {
      return false;
    }
    if (isMapping.at(-1)) {
      atKey[atKey.length - 1] = !isKey;
    }
    if (event.type !== EVENT_ID.SCALAR) {
      isMapping.push(event.type === EVENT_ID.MAPPING);
      atKey.push(event.type === EVENT_ID.MAPPING);
    }
  }
  return true;
}

function isSimple(event: Event): boolean {
  return event.type === EVENT_ID.DOCUMENT
    ? event.directives.length === 0
    : event.type === EVENT_ID.POP
      || (event.type !== EVENT_ID.ALIAS && event.anchorStart < 0 && event.tagStart < 0);
}
