import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readManifests } from './read-manifests';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'manifests-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (...names: string[]) => join(folder, ...names);
const given = (name: string, text = 'a: 1\n') => {
  writeFileSync(at(name), text);
  return at(name);
};
const MEBI = 2 ** 20;
const SPLIT = 'the API server takes objects up to 3 MiB, split it into documents';

test('a file that is named twice is read once, and is a named one also behind its folder', () => {
  const file = given('a.yaml');
  expect(readManifests([file, at('.', 'a.yaml')])).toEqual([{ file, text: 'a: 1\n' }]);
  expect(readManifests([folder, file])).toEqual([{ file, text: 'a: 1\n' }]);
  expect(readManifests([file, folder])).toEqual([{ file, text: 'a: 1\n' }]);
});

test('standard input is read once, beside files', () => {
  const file = given('a.yaml');
  const reads: number[] = [];
  const read = (most: number) => {
    reads.push(most);
    return Buffer.from('b: 1\n');
  };
  expect(readManifests(['-', file, '-'], read)).toEqual([{ file: 'stdin', text: 'b: 1\n' }, { file, text: 'a: 1\n' }]);
  expect(reads).toEqual([64 * MEBI]);
});

test('of a folder the files are known as such, and those of templates in a chart, at any depth', () => {
  mkdirSync(at('chart', 'templates', 'sub'), { recursive: true });
  mkdirSync(at('templates'));
  ['chart/Chart.yaml', 'chart/a.yml', 'chart/templates/sub/b.JSON', 'templates/c.yaml', 'd.txt', 'yaml']
    .forEach((name) => given(name));
  symlinkSync(at('chart'), at('link.yaml'));
  const found = readManifests([folder]);
  expect(found.map(({ file, isFromFolder, isTemplate }) => [file, isFromFolder, isTemplate])).toEqual([
    [at('chart', 'Chart.yaml'), true, false], [at('chart', 'a.yml'), true, false],
    [at('chart', 'templates', 'sub', 'b.JSON'), true, true], [at('templates', 'c.yaml'), true, false],
  ]);
});

test('a large input of documents that are small enough is read', () => {
  const document = `a: ${'x'.repeat(6 * MEBI)}\n`;
  const text = [document, document, document, document].join('---\n');
  expect(readManifests([given('a.yaml', text)])).toEqual([{ file: at('a.yaml'), text }]);
  const largest = 'x'.repeat(16 * MEBI);
  expect(readManifests([given('b.yaml', largest)])[0].text.length).toBe(largest.length);
});

test.each<[string, () => string, string]>([
  ['it is not there', () => at('gone.yaml'), 'no such file or folder; write files, folders, or - for standard input'],
  ['a folder holds none', () => folder, 'no *.yaml, *.yml or *.json in this folder; write where the manifests are'],
  ['it is a link to nothing', () => {
    symlinkSync('gone', at('a.yaml'));
    return at('a.yaml');
  }, 'is a link to gone, which is not there; mend the link'],
  ['a document is too large', () => given('a.yaml', 'x'.repeat(16 * MEBI + 1)),
    `a YAML document of more than 16 MiB; ${SPLIT}`],
  ['a document behind others is too large', () => given('a.yaml', `a: 1\n---\n${'x'.repeat(16 * MEBI + 1)}`),
    `a YAML document of more than 16 MiB; ${SPLIT}`],
  ['a file is too large', () => {
    truncateSync(given('a.yaml'), 64 * MEBI + 1);
    return at('a.yaml');
  }, '65 MiB are more than the 64 MiB one input may have; split it into files'],
])('fails when %s', (_, file, message) => {
  const path = file();
  expect(() => readManifests([path])).toThrow(`${path}: ${message}`);
});

test.each([['gone', 'is a link to gone, which is not there'], ['a.yaml', 'is a link that leads to itself']])(
  // kubectl does not read it either.
  'fails when a folder has a link to %s by the name of a manifest', (to, message) => {
    given('b.yaml');
    symlinkSync(to, at('a.yaml'));
    expect(() => readManifests([folder])).toThrow(`${at('a.yaml')}: ${message}`);
  },
);

test('fails when a folder has what is neither file nor folder by the name of a manifest', () => {
  given('b.yaml');
  symlinkSync('/dev/null', at('a.yaml'));
  expect(() => readManifests([folder]))
    .toThrow(`${at('a.yaml')}: is neither a file nor a folder; name it by itself to have it read, or remove it`);
});

test('fails when standard input is too large', () => {
  expect(() => readManifests(['-'], (most) => Buffer.alloc(most + 1)))
    .toThrow('stdin: 65 MiB are more than the 64 MiB one input may have; split it into files');
});
