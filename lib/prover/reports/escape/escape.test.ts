import fc from 'fast-check';
import { stringify } from 'yaml';
import { Cluster, NodePool } from '../../../cluster';
import { Model } from '../../../manifests';
import { check } from '../../check';
import { fixOf, plan } from '../../plan';
import { FORMATS } from '../formats';
import { kustomizeFiles } from '../kustomize';
import { viewOf } from '../report-view';
import { escapeHtml } from '../html/html';
import { logJson, logText, markdownCode, markdownText, printable, printableLines } from '.';
import { commands, hostileText as nasty } from '../../../../test/support/hostile-text';
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
    expect(json.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  }));
});

test('text for Markdown is read back as the same text and nothing else', () => {
  fc.assert(fc.property(nasty, (text) => {
    const { types, texts } = read(`a ${markdownText(text)} b`);
    expect(types).toEqual(['document', 'paragraph']);
    expect(texts.join('')).toBe(`a ${printable(text)} b`);
  }), { numRuns: runs(500) });
});

test('code in Markdown is read back as the same text and nothing else', () => {
  fc.assert(fc.property(nasty.filter((text) => text !== ''), (text) => {
    const walker = new Parser().parse(`a ${markdownCode(text)} b`).walker();
    const codes: string[] = [];
    for (let event = walker.next(); event; event = walker.next()) {
      expect(['document', 'paragraph', 'text', 'code']).toContain(event.node.type);
      codes.push(...event.node.type === 'code' ? [event.node.literal!] : []);
    }
    expect(codes).toEqual([printable(text)]);
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

const HARMLESS = /^(?:<!-- -->|<\/?(?:details|summary|sub|br)>|\s)+$/;

/** What a reader of Markdown finds that is more than text with headings, lists, tables and parts that open. */
function active(markdown: string): string[] {
  const walker = new Parser().parse(markdown).walker();
  const found: string[] = [];
  for (let event = walker.next(); event; event = walker.next()) {
    const { type, literal } = event.node;
    if (type === 'link' || type === 'image' || (type === 'code_block' && !literal!.startsWith('components:'))
      || (type.startsWith('html') && !HARMLESS.test(literal!.replace(/>[^<>]*</g, '><')))) {
      found.push(`${type} ${literal}`);
    }
  }
  return found;
}

test('no report in any format holds a command, steers a terminal or is more than text, whatever names the manifests have', () => {
  fc.assert(
    fc.property(nasty, nasty, fc.boolean(), (name, label, colour) => {
      const deployment = (own: string) => ({
        apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: own, namespace: label },
        spec: { template: { spec: { containers: [{ name: label, image: name }], schedulerName: name } } },
      });
      const objects = [
        {
          apiVersion: 'v1', kind: name || 'Service', metadata: { name: label, namespace: name },
          spec: { selector: { app: label }, ports: [{ port: 1 }] },
        },
        {
          apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: label },
          spec: { selector: { app: name }, ports: [{ port: 1 }] },
        },
        deployment(name),
      ];
      const load = (all: object[]) =>
        Model.load([{ file: 'a.yaml', text: all.map((each) => stringify(each)).join('---\n') }]);
      const model = load(objects);
      const from = { model: load([...objects, deployment(`${name}2`)]), name: label, prune: colour, isLive: false };
      const report = plan(model, { from });
      const input = { view: () => viewOf(check(model)), plan: () => report, title: label, colour };
      for (const [form, format] of Object.entries(FORMATS)) {
        for (const text of [format.check(input), format.plan?.(input) ?? '']) {
          expect(commands(text)).toEqual([]);
          expect(text.replace(/\u001b\[[\d;]*m/g, '')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e]/);
          expect(form === 'markdown' ? active(text) : []).toEqual([]);
        }
      }
    }),
    { numRuns: runs(60) },
  );
});

test('what a folder of remedies says is text, whatever names the manifests have', () => {
  fc.assert(fc.property(nasty, nasty, (name, pool) => {
    const deployment = {
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name },
      spec: {
        replicas: 1, selector: { matchLabels: { app: 'a' } },
        template: {
          metadata: { labels: { app: 'a' } },
          spec: { containers: [{ name: 'a', image: 'a.example/a:1', resources: { requests: { cpu: 5 } } }] },
        },
      },
    };
    const cluster = new Cluster({
      pools: [new NodePool({ name: pool === '' ? 'p' : pool, nodes: 1, allocatable: { cpu: '8', memory: '8Gi' } })],
    });
    const model = Model.load([{ file: 'a.json', text: JSON.stringify(deployment) }]);
    const fix = fixOf(plan(model, { cluster }), model);
    expect(fix === undefined ? [] : active(kustomizeFiles(fix).get('README.md')!)).toEqual([]);
  }), { numRuns: runs(30) });
});

test('JSON for a log means the same, and holds no command', () => {
  const value = { a: '##[error]x', b: '##vso[task]', c: '## [a', d: '##teamcity[x', e: '\u200b\u001b' };
  const text = logJson(JSON.stringify(value, undefined, 2));
  expect(JSON.parse(text)).toEqual(value);
  expect(text).not.toMatch(/##(\[|vso|teamcity)/);
  expect(text).toContain('## [a');
});
