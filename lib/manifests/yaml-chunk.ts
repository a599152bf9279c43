import { Document, isNode, LineCounter, ParsedNode, parseDocument } from 'yaml';
import { EventDocument } from './event-document';
import { EventFault } from './event-fault';
import { EventTree } from './event-tree';
import { ManifestSyntaxError } from './input-problem';
import { SourceLocation } from './source-location';
import { DoubtfulWord, doubtfulWords, mayHoldDoubtfulWord } from './doubtful-word';
import { collectionKey, templateBefore, unrendered } from './unrendered-template';
import { TOO_MANY_ALIASES, WRONG_MERGE, wrongAlias } from './yaml-alias';
import { NOT_YAML, TOO_DEEP, yamlFault } from './yaml-fault';
import { kubectlTags } from './yaml-scalars';

/** Aliases that a document with tags may have: those that have both use a handful, an alias bomb needs billions. */
const MAX_ALIASES = 1_000;

interface Parsed {
  readonly document: Document.Parsed<ParsedNode>;
  readonly lines: LineCounter;
}

/** The document that was last asked for a place. */
interface Located {
  readonly chunk: YamlChunk;
  readonly lines: LineCounter;
  /** Where a path of keys begins, or the nearest one around it that is there. */
  readonly offsetOf: (path: string[]) => number;
}

let lastLocated: Located | undefined;

/**
 * The text of one YAML document inside a file.
 *
 * Only the text is kept: positions are asked for by the few documents that have a finding, so the
 * syntax tree is built again for those instead of being held for all.
 */
export class YamlChunk {
  private known?: readonly DoubtfulWord[];

  constructor(public readonly file: string, public readonly text: string, private readonly firstLine: number) {}

  /** @throws ManifestSyntaxError when the text is not YAML, or expands beyond what a manifest needs */
  public toJson(): unknown {
    const content = this.withEvents((document) => {
      // Of a large document there is something to say more often than not, and it takes long to read again.
      lastLocated = this.locatedBy(document.tree());
      return document.content();
    });
    if (content) {
      this.known = content.doubtfulWords;
      return content.json;
    }
    try {
      const { document, lines } = this.parse();
      const wrong = collectionKey(document, this.text) ?? wrongAlias(document, this.text);
      if (wrong) {
        throw this.refuse(lines, wrong.offset, wrong.reason);
      }
      return document.toJS({ maxAliasCount: MAX_ALIASES });
    } catch (error) {
      if (error instanceof ManifestSyntaxError) {
        throw error;
      }
      const reason = error instanceof RangeError ? TOO_DEEP
        : error instanceof ReferenceError ? TOO_MANY_ALIASES
          : /merge/i.test((error as Error).message) ? WRONG_MERGE : undefined;
      if (reason === undefined) {
        throw error;
      }
      throw new ManifestSyntaxError(this.file, this.firstLine, 1, reason);
    }
  }

  /** Words that are booleans to one reader and text to another. */
  public get doubtfulWords(): readonly DoubtfulWord[] {
    this.known ??= mayHoldDoubtfulWord(this.text)
      ? this.withEvents((document) => document.content())?.doubtfulWords ?? doubtfulWords(this.parse().document)
      : [];
    return this.known;
  }

  /** Where a path of keys begins; the nearest existing ancestor when the path does not exist. */
  public locate(path: string[]): SourceLocation {
    if (lastLocated?.chunk !== this) {
      lastLocated = this.located();
    }
    return this.at(lastLocated.lines, lastLocated.offsetOf(path));
  }

  private located(): Located {
    const tree = this.withEvents((document) => document.tree());
    if (tree) {
      return this.locatedBy(tree);
    }
    const { document, lines } = this.parse();
    return { chunk: this, lines, offsetOf: (path) => offsetIn(document, path) };
  }

  private locatedBy(tree: EventTree): Located {
    return { chunk: this, lines: linesOf(this.text), offsetOf: (path) => tree.offsetOf(path) };
  }

  /** Undefined where the other reader is to read the text. */
  private withEvents<T>(use: (document: EventDocument) => T): T | undefined {
    if (!EventDocument.suits(this.text)) {
      return undefined;
    }
    try {
      const document = EventDocument.read(this.text);
      return document && use(document);
    } catch (error) {
      if (!(error instanceof EventFault)) {
        throw error;
      }
      const found = error.reason === undefined ? templateBefore(this.text, error.offset) : undefined;
      const reason = found ? unrendered(found.template) : error.reason ?? NOT_YAML;
      throw this.refuse(linesOf(this.text), found?.offset ?? error.offset, reason);
    }
  }

  private parse(): Parsed {
    const lines = new LineCounter();
    // The library's own duplicate-key check compares every pair of keys of a map; the parser of the API server keeps
    // the last.
    const document = parseDocument(this.text, {
      lineCounter: lines, merge: true, uniqueKeys: false, prettyErrors: false, customTags: kubectlTags,
      logLevel: 'error',
    });
    const [error] = document.errors;
    if (error) {
      const found = templateBefore(this.text, error.pos[0]);
      throw found ? this.refuse(lines, found.offset, unrendered(found.template))
        : this.refuse(lines, error.pos[0], yamlFault(error));
    }
    return { document, lines };
  }

  private refuse(lines: LineCounter, offset: number, reason: string): ManifestSyntaxError {
    const { line, column } = this.at(lines, offset);
    return new ManifestSyntaxError(this.file, line, column, reason);
  }

  private at(lines: LineCounter, offset: number): SourceLocation {
    const { line, col } = lines.linePos(offset);
    return { file: this.file, line: Math.max(line, 1) + this.firstLine - 1, column: Math.max(col, 1) };
  }
}

/**
 * Splits a YAML stream into documents without parsing it.
 *
 * Sound because `---` or `...` at the start of a line ends a document even inside a block scalar
 * (https://yaml.org/spec/1.2.2/#912-document-markers).
 */
export function splitYaml(file: string, text: string): YamlChunk[] {
  const chunks: YamlChunk[] = [];
  const marker = /^(?:---|\.\.\.)(?=\s|$)/gm;
  let start = 0;
  let line = 1;
  // Whether the document that is being read has had its marker.
  let isOpen = false;
  const push = (end: number) => {
    const slice = text.slice(start, end);
    if (/^[^\S\n]*[^#\s]/m.test(slice.replace(/^---|\n\.\.\.$/g, ''))) {
      chunks.push(new YamlChunk(file, slice, line));
    }
    line += countNewlines(slice);
    start = end;
  };
  for (let match = marker.exec(text); match; match = marker.exec(text)) {
    const isEnd = match[0] === '...';
    // A directive such as %YAML belongs to the document that follows it.
    const isPreceded = !isEnd && !isOpen && /^%/m.test(text.slice(start, match.index));
    if (!isPreceded) {
      push(isEnd ? marker.lastIndex : match.index);
    }
    isOpen = !isEnd;
  }
  push(text.length);
  return chunks;
}

function offsetIn(document: Document, path: string[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) {
      return node.range[0];
    }
  }
  return 0;
}

function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) {
    lines.addNewLine(index + 1);
  }
  return lines;
}

function countNewlines(text: string): number {
  let count = 0;
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) {
    count++;
  }
  return count;
}
