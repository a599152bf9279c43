import { Event, EVENT_ID, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import { readPlainScalar } from './yaml-scalars';

/** The value of a scalar, as kubectl reads it. */
export function scalarOf(text: string, event: Event & { type: typeof EVENT_ID.SCALAR }): unknown {
  const value = getScalarValue(text, event);
  return event.style === SCALAR_STYLE.PLAIN ? readPlainScalar(value) : value;
}

/** A key as it stands in JSON: nothing for null. */
export function keyOf(value: unknown): string {
  return value === null ? '' : String(value);
}

/** Values of a list, or of an object by key, as positions in the list of events. */
type Children = ReadonlyMap<string, { readonly key: number; readonly value: number }>;

/** Finds values in a flat list of YAML events, each list and object of which is looked through once at most. */
export class EventTree {
  private readonly known = new Map<number, Children>();
  /** By position of the event that opens a list or object: the position behind its end. */
  private readonly ends: Int32Array;

  constructor(private readonly text: string, private readonly events: readonly Event[]) {
    this.ends = new Int32Array(events.length);
    const open: number[] = [];
    events.forEach(({ type }, index) => {
      this.ends[index] = index + 1;
      if (type === EVENT_ID.POP) {
        this.ends[open.pop() ?? 0] = index + 1;
      } else if (type !== EVENT_ID.SCALAR && type !== EVENT_ID.ALIAS) {
        open.push(index);
      }
    });
  }

  /** Offset in the text at which the value of a path begins; of the nearest one around it that is there. */
  public offsetOf(path: readonly string[]): number {
    let at = 1;
    let offset = this.startOf(at) ?? 0;
    for (const key of path) {
      const child = this.children(at).get(key);
      if (child === undefined) {
        break;
      }
      at = child.value;
      offset = this.startOf(at) ?? this.startOf(child.key) ?? offset;
    }
    return offset;
  }

  private children(at: number): Children {
    const known = this.known.get(at);
    if (known) {
      return known;
    }
    const found = new Map<string, { key: number; value: number }>();
    const { type } = this.events[at];
    let next = at + 1;
    if (type === EVENT_ID.SEQUENCE) {
      for (let index = 0; this.events[next].type !== EVENT_ID.POP; next = this.ends[next]) {
        found.set(String(index++), { key: next, value: next });
      }
    } else if (type === EVENT_ID.MAPPING) {
      while (this.events[next].type !== EVENT_ID.POP) {
        const value = this.ends[next];
        found.set(this.keyText(next), { key: next, value });
        next = this.ends[value];
      }
    }
    this.known.set(at, found);
    return found;
  }

  private keyText(at: number): string {
    const event = this.events[at];
    return event.type === EVENT_ID.SCALAR ? keyOf(scalarOf(this.text, event)) : '';
  }

  /** Undefined of a value that is not written. */
  private startOf(at: number): number | undefined {
    const event = this.events[at];
    if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) {
      return event.start;
    }
    if (event.type !== EVENT_ID.SCALAR || event.valueStart < 0) {
      return undefined;
    }
    switch (event.style) {
      case SCALAR_STYLE.SINGLE_QUOTED:
      case SCALAR_STYLE.DOUBLE_QUOTED:
        return event.valueStart - 1;
      case SCALAR_STYLE.LITERAL_BLOCK:
        return this.text.lastIndexOf('|', event.valueStart);
      case SCALAR_STYLE.FOLDED_BLOCK:
        return this.text.lastIndexOf('>', event.valueStart);
      default:
        return event.valueStart;
    }
  }
}
