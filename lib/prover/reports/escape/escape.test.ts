import fc from 'fast-check';
import { stringify } from 'yaml';
import { Model } from '../../../manifests';
import { check } from '../../check';
import { plan } from '../../plan';
import { FORMATS } from '../formats';
import { viewOf } from '../report-view';
import { escapeHtml } from '../html/html';
import { logJson, logText, markdownText, printable, printableLines } from '.';
import { runs } from '../../../../test/support/sample';

interface Node {
  readonly type: string;
  readonly literal: string | null;
}
interface Walker {
  next: () => { readonly entering: boolean; readonly node: Node } | null;
}
const { Parser } = jest.requireActual<{ Parser: new () => { parse: (text: string) => { walker: () => Walker } } }>(
  'commonmark',
);

/** Pieces that mean something to one of the readers, between anything else. */
const piece = fc.oneof(
  fc.constantFrom(
    '::error file=a::b', '::stop-commands::x', '##[error]', '##vso[task]', '##teamcity[x]', '\n', '\r', '\u001b[2K',
    '\u200b', '\u202e', '\ufeff', '@octocat', '#123', 'a@b.c', '[x](http://e.x)', '![i](http://e.x/i.png)',
    '<img src=x>', '<!--', '-->', '`', '``', '|', '\\', '*', '_', '~~', '$x$', 'www.e.x', 'https://e.x', ':tada:',
    '&amp;', '&', '"', "'", 'abc', ' ', '::', '##',
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const nasty = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

/** What GitHub Actions, Azure Pipelines and TeamCity would obey, in a log as they read it. */
function commands(log: string): string[] {
  return log
    .replace(/\u001b\[[\d;]*m/g, '')
    .split(/[\n\r]/)
    .filter((line) => line.trimStart().startsWith('::') || /##(\[|vso\[|teamcity\[)/i.test(line));
}

/** Types and text of what a reader of Markdown finds in a line. */
function read(markdown: string): { types: string[]; texts: string[] } {
  const walker = new Parser().parse(markdown).walker();
  const [types, texts]: [string[], string[]] = [[], ['']];
  for (let event = walker.next(); event; event = walker.next()) {
    const { type, literal } = event.node;
    if (event.entering && type === 'text') {
      texts[texts.length - 1] += literal;
    } else if (event.entering && type === 'html_inline' && literal === '<!-- -->') {
      texts.push('');
    } else if (event.entering) {
      types.push(type);
    }
  }
  return { types, texts };
}

test('text for a terminal holds nothing unseen, and keeps its length', () => {
  fc.assert(fc.property(nasty, (text) => {
    expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    expect([...printable(text)]).toHaveLength([...text].length);
    expect(printableLines(text).split('\n')).toHaveLength(text.split('\n').length);
  }));
});

test('text for a log holds no command', () => {
  fc.assert(fc.property(nasty, (text) => expect(commands(logText(text.replace(/\r/g, '')))).toEqual([])));
});

test('JSON for a log holds no command and means the same', () => {
  fc.assert(fc.property(nasty, (text) => {
    const json = logJson(JSON.stringify({ [text]: text }, undefined, 2));
    expect([commands(json), JSON.parse(json)]).toEqual([[], { [text]: text }]);
  }));
});

test('text for Markdown is read back as the same text and nothing else', () => {
  fc.assert(fc.property(nasty, (text) => {
    const { types, texts } = read(`a ${markdownText(text)} b`);
    expect(types).toEqual(['document', 'paragraph']);
    expect(texts.join('')).toBe(`a ${printable(text)} b`);
  }), { numRuns: runs(500) });
});

test('nothing that a filter after Markdown looks for is left in one piece', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      for (const part of read(`a ${markdownText(text)} b`).texts) {
        expect(part).not.toMatch(/@\w|#\d|:[\w+-]+:/);
      }
      // Bare addresses are links of GitHub Flavored Markdown where the characters stand as they are; | ends a cell of a
      // table.
      expect(markdownText(text)).not.toMatch(/:\/\/|www\.|(^|[^\\])(\\\\)*\|/i);
    }),
  );
});

test('text for HTML is read back as the same text', () => {
  const entities: { [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"' };
  fc.assert(
    fc.property(nasty, (text) => {
      const html = escapeHtml(text);
      expect([html.match(/[<>"'`\n]/), commands(html)]).toEqual([null, []]);
      expect(
        html.replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) =>
          code ? String.fromCharCode(Number(code)) : entities[name],
        ),
      ).toBe(printable(text));
    }),
  );
});

test('no report in any format holds a command or steers a terminal, whatever names the manifests have', () => {
  fc.assert(
    fc.property(nasty, nasty, fc.boolean(), (name, label, colour) => {
      const objects = [
        {
          apiVersion: 'v1', kind: name || 'Service', metadata: { name: label, namespace: name },
          spec: { selector: { app: label }, ports: [{ port: 1 }] },
        },
        {
          apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: label },
          spec: { selector: { app: name }, ports: [{ port: 1 }] },
        },
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name, namespace: label },
          spec: { template: { spec: { containers: [{ name: label, image: name }], schedulerName: name } } },
        },
      ];
      const model = Model.load([{ file: 'a.yaml', text: objects.map((each) => stringify(each)).join('---\n') }]);
      const report = plan(model, {});
      const input = { view: () => viewOf(check(model)), plan: () => report, title: label, colour };
      for (const format of Object.values(FORMATS)) {
        for (const text of [format.check(input), format.plan?.(input) ?? '']) {
          expect(commands(text)).toEqual([]);
          expect(text.replace(/\u001b\[[\d;]*m/g, '')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
        }
      }
    }),
    { numRuns: runs(60) },
  );
});
