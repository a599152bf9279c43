import { standardYaml } from './standard-yaml';
import { keyScalar, stringScalar } from './yaml-scalar';

/** What the fast writer leaves to the standard one. */
class Uncertain extends Error {}

const STEP = '  ';

/**
 * Writes an object as `Yaml.stringify` of cdk8s does, byte for byte except for text that readers differ on, without
 * building a document tree first, which is nearly all the time of the standard writer. Leaves to the standard writer,
 * as a whole, every document that holds a value whose form is not certain: text of several lines, keys that need
 * quotes, shared references (anchors), anything but plain objects, arrays, strings, numbers, booleans and null.
 */
export function stringifyYaml(document: unknown): string {
  if (!isMap(document)) {
    return standardYaml(document);
  }
  try {
    return new YamlWriter().document(document);
  } catch (error) {
    if (error instanceof Uncertain) {
      return standardYaml(document);
    }
    throw error;
  }
}

type YamlMap = { readonly [key: string]: unknown };

function isMap(value: unknown): value is YamlMap {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

class YamlWriter {
  /** The standard writer writes an anchor where it meets an object a second time. */
  private readonly seen = new Set<object>();

  public document(root: YamlMap): string {
    return this.emptyCollection(root) === undefined ? this.map(root, '', '') : '{}\n';
  }

  /** @param first what stands before the first key: nothing after `- `, the indentation elsewhere */
  private map(map: YamlMap, first: string, indent: string): string {
    let text = '';
    let lead = first;
    for (const key of Object.keys(map)) {
      const written = keyScalar(key);
      if (written === undefined) {
        throw new Uncertain();
      }
      text += `${lead}${written}:${this.valueOfKey(map[key], indent + STEP)}`;
      lead = indent;
    }
    return text;
  }

  private valueOfKey(value: unknown, indent: string): string {
    const inline = this.inline(value);
    if (inline !== undefined) {
      return ` ${inline}\n`;
    }
    return Array.isArray(value)
      ? `\n${this.list(value, indent, indent)}`
      : `\n${this.map(value as YamlMap, indent, indent)}`;
  }

  private list(items: unknown[], first: string, indent: string): string {
    let text = '';
    let lead = first;
    // Not forEach, which passes over the holes of an array.
    for (const item of items) {
      text += `${lead}- ${this.item(item, indent + STEP)}`;
      lead = indent;
    }
    return text;
  }

  private item(item: unknown, indent: string): string {
    const inline = this.inline(item);
    if (inline !== undefined) {
      return `${inline}\n`;
    }
    return Array.isArray(item) ? this.list(item, '', indent) : this.map(item as YamlMap, '', indent);
  }

  /** What fits behind a key or a dash; undefined for collections, which begin a line below the key. */
  private inline(value: unknown): string | undefined {
    switch (typeof value) {
      case 'string': {
        const written = stringScalar(value);
        if (written === undefined) {
          throw new Uncertain();
        }
        return written;
      }
      case 'boolean':
        return String(value);
      case 'number':
        return this.number(value);
      case 'object':
        return value === null ? 'null' : this.emptyCollection(value);
      default:
        throw new Uncertain();
    }
  }

  private number(value: number): string {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
      throw new Uncertain();
    }
    return String(value);
  }

  private emptyCollection(value: object): string | undefined {
    if (this.seen.has(value)) {
      throw new Uncertain();
    }
    this.seen.add(value);
    if (Array.isArray(value)) {
      return value.length === 0 ? '[]' : undefined;
    }
    if (!isMap(value)) {
      throw new Uncertain();
    }
    return Object.keys(value).length === 0 ? '{}' : undefined;
  }
}
