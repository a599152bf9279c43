import { Event, EVENT_ID, parseEvents, YAMLException } from 'js-yaml';
import { EventFault } from './event-fault';
import { EventContent, readEvents } from './event-reader';
import { EventTree } from './event-tree';
import { TOO_DEEP } from './yaml-fault';

/** Characters from which on a document is read without a syntax tree, which takes several times as long. */
const LONG_DOCUMENT = 16 * 1024;

/** The same, also where it is no YAML: a syntax tree says more of that, but takes two hundred times the text. */
const LARGE_DOCUMENT = 256 * 1024;

/** An alias, or a key that merges other objects: a syntax tree finds what each stands for by going through all of it. */
const MAY_HOLD_ALIAS = /(?:^|[\s,[{])\*[^\s*,]|<</;

/** As deep as the other reader can go. */
const DEEPEST = 500;

/**
 * A YAML document without tags, as nearly all are: read from a flat list of events, in time that grows with the text
 * and a tenth of the memory that a syntax tree takes.
 */
export class EventDocument {
  private constructor(private readonly text: string, private readonly events: readonly Event[]) {}

  /** Whether a text is to be read so: it is long, or has aliases. */
  public static suits(text: string): boolean {
    return text.length >= LONG_DOCUMENT || MAY_HOLD_ALIAS.test(text);
  }

  /**
   * Undefined where the document has tags, directives, or keys that are no text; and where it is no YAML and not large,
   * of which the other reader says more.
   *
   * @throws EventFault
   */
  public static read(text: string): EventDocument | undefined {
    try {
      const events = parseEvents(text, { maxDepth: DEEPEST });
      let documents = 0;
      for (const event of events) {
        documents += event.type === EVENT_ID.DOCUMENT ? 1 : 0;
        if (!isSimple(event)) {
          return undefined;
        }
      }
      return documents === 1 && hasSimpleKeys(events) ? new EventDocument(text, events) : undefined;
    } catch (error) {
      if (!(error instanceof YAMLException)) {
        throw error;
      }
      if (!isLarge(text)) {
        return undefined;
      }
      throw new EventFault(
        error.mark?.position ?? 0, /depth|nesting/i.test(error.reason) ? TOO_DEEP : undefined,
      );
    }
  }

  /** @throws EventFault for an alias of nothing, or aliases that grow beyond what kubectl reads */
  public content(): EventContent {
    return readEvents(this.text, this.events);
  }

  /** Where values stand; holds no event. */
  public tree(): EventTree {
    return new EventTree(this.text, this.events);
  }
}

function isLarge(text: string): boolean {
  return text.length >= LARGE_DOCUMENT;
}

/** Whether every key is text that is written: an empty one is a colon too many, which the other reader refuses. */
function hasSimpleKeys(events: readonly Event[]): boolean {
  // Of each open list or object: 0 for a list, 1 for an object whose next value is a key, 2 for one whose is not.
  const open: number[] = [];
  for (const event of events) {
    if (event.type === EVENT_ID.POP) {
      open.pop();
      continue;
    }
    const around = open.at(-1) ?? 0;
    if (around === 1 && (event.type !== EVENT_ID.SCALAR || event.anchorStart >= 0 || event.valueStart < 0)) {
      return false;
    }
    if (around > 0) {
      open[open.length - 1] = 3 - around;
    }
    if (event.type !== EVENT_ID.SCALAR && event.type !== EVENT_ID.ALIAS) {
      open.push(event.type === EVENT_ID.MAPPING ? 1 : 0);
    }
  }
  return true;
}

function isSimple(event: Event): boolean {
  switch (event.type) {
    case EVENT_ID.DOCUMENT:
      return event.directives.length === 0;
    case EVENT_ID.POP:
    case EVENT_ID.ALIAS:
      return true;
    default:
      return event.tagStart < 0;
  }
}
