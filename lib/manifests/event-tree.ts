import { Event, EVENT_ID, SCALAR_STYLE } from 'js-yaml';
import { keyOf, scalarOf } from './event-reader';

/** Entries from which on what a list or object holds is kept, so that it is looked through once. */
const MANY = 32;

/** What begins at an event, in a byte. */
const [OTHER, SEQUENCE, MAPPING, END] = [0, 1, 2, 3];

/** Where the values of a document stand, in fourteen bytes for each and a pointer: the events are not kept. */
export class EventTree {
  /** Of objects with many entries: where the key of each begins. */
  private readonly objects = new Map<number, ReadonlyMap<string, number>>();
  /** Of lists: where their items begin, one after the other. */
  private readonly lists = new Map<number, Int32Array>();
  private readonly kinds: Uint8Array;
  /** The position behind the end of what begins at an event. */
  private readonly ends: Int32Array;
  /** Offset in the text; -1 of a value that is not written. */
  private readonly starts: Int32Array;
  private readonly keys: (string | undefined)[];

  constructor(text: string, events: readonly Event[]) {
    const count = events.length;
    this.kinds = new Uint8Array(count);
    this.ends = new Int32Array(count);
    this.starts = new Int32Array(count);
    this.keys = new Array<string | undefined>(count);
    const open: number[] = [];
    // Of each open object whether its next value is a key; of a list no.
    const atKey: boolean[] = [];
    events.forEach((event, index) => {
      this.kinds[index] = kindOf(event);
      this.starts[index] = startOf(text, event);
      this.ends[index] = index + 1;
      if (event.type === EVENT_ID.POP) {
        this.ends[open.pop() ?? 0] = index + 1;
        atKey.pop();
        return;
      }
      const isKey = atKey.at(-1) === true;
      this.keys[index] = isKey && event.type === EVENT_ID.SCALAR ? keyOf(scalarOf(text, event)) : undefined;
      if (open.length > 0 && this.kinds[open.at(-1)!] === MAPPING) {
        atKey[atKey.length - 1] = !isKey;
      }
      if (event.type !== EVENT_ID.SCALAR && event.type !== EVENT_ID.ALIAS) {
        open.push(index);
        atKey.push(event.type === EVENT_ID.MAPPING);
      }
    });
  }

  /** Offset in the text at which the value of a path begins; of the nearest one around it that is there. */
  public offsetOf(path: readonly string[]): number {
    let at = 1;
    let offset = Math.max(this.starts[at], 0);
    for (const key of path) {
      const child = this.kinds[at] === SEQUENCE ? this.items(at).at(indexOf(key)) : this.entries(at).get(key);
      if (child === undefined) {
        break;
      }
      const isInObject = this.kinds[at] === MAPPING;
      at = isInObject ? this.ends[child] : child;
      offset = [at, child].map((each) => this.starts[each]).find((start) => start >= 0) ?? offset;
    }
    return offset;
  }

  private entries(at: number): ReadonlyMap<string, number> {
    const known = this.objects.get(at);
    if (known) {
      return known;
    }
    const found = new Map<string, number>();
    if (this.kinds[at] === MAPPING) {
      for (let next = at + 1; this.kinds[next] !== END; next = this.ends[this.ends[next]]) {
        found.set(this.keys[next] ?? '', next);
      }
    }
    if (found.size > MANY) {
      this.objects.set(at, found);
    }
    return found;
  }

  private items(at: number): Int32Array {
    const known = this.lists.get(at);
    if (known) {
      return known;
    }
    const found: number[] = [];
    for (let next = at + 1; this.kinds[next] !== END; next = this.ends[next]) {
      found.push(next);
    }
    const items = Int32Array.from(found);
    this.lists.set(at, items);
    return items;
  }
}

/** One that no list has where the key is no index. */
function indexOf(key: string): number {
  return /^\d+$/.test(key) ? Number(key) : Infinity;
}

function kindOf({ type }: Event): number {
  return type === EVENT_ID.SEQUENCE ? SEQUENCE
    : type === EVENT_ID.MAPPING ? MAPPING
      : type === EVENT_ID.POP ? END : OTHER;
}

function startOf(text: string, event: Event): number {
  switch (event.type) {
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return event.start;
    case EVENT_ID.ALIAS:
      return event.anchorStart - 1;
    case EVENT_ID.SCALAR:
      return event.valueStart < 0 ? -1 : scalarStart(text, event);
    default:
      return -1;
  }
}

function scalarStart(text: string, { style, valueStart }: Event & { type: typeof EVENT_ID.SCALAR }): number {
  switch (style) {
    case SCALAR_STYLE.SINGLE_QUOTED:
    case SCALAR_STYLE.DOUBLE_QUOTED:
      return valueStart - 1;
    case SCALAR_STYLE.LITERAL_BLOCK:
      return text.lastIndexOf('|', valueStart);
    case SCALAR_STYLE.FOLDED_BLOCK:
      return text.lastIndexOf('>', valueStart);
    default:
      return valueStart;
  }
}
