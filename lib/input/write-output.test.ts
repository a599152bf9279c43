import {
  chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../kubernetes/user-error';
import { writeOutput } from './write-output';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'output-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (...names: string[]) => join(folder, ...names);
const given = (name: string, text = 'old') => {
  writeFileSync(at(name), text);
  return at(name);
};

test('writes a file and leaves nothing beside it', () => {
  writeOutput(at('a.html'), 'new', []);
  expect([readFileSync(at('a.html'), 'utf8'), readdirSync(folder)]).toEqual(['new', ['a.html']]);
});

test('makes the folders on the way', () => {
  writeOutput(at('a', 'b', 'c.html'), 'new', []);
  expect(readFileSync(at('a', 'b', 'c.html'), 'utf8')).toBe('new');
});

test('keeps the mode of a file, and a link to it', () => {
  chmodSync(given('real.html'), 0o640);
  symlinkSync(at('real.html'), at('link.html'));
  writeOutput(at('link.html'), 'new', []);
  expect([
    lstatSync(at('link.html')).isSymbolicLink(), readFileSync(at('real.html'), 'utf8'),
    statSync(at('real.html')).mode & 0o777,
  ]).toEqual([true, 'new', 0o640]);
});

test('writes a device as it is', () => {
  writeOutput('/dev/null', 'new', []);
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});

describe('never overwrites an input', () => {
  const refused = (file: string, input: string) => expect(() => writeOutput(file, 'new', [input]));
  test.each(['a.yaml', './a.yaml', 'sub/../a.yaml', 'link.yaml'])('by the name %s', (name) => {
    const input = given('a.yaml');
    mkdirSync(at('sub'));
    symlinkSync(input, at('link.yaml'));
    refused(`${folder}/${name}`, input).toThrow(
      new UserError(`${folder}/${name}`, 'is an input, which would be overwritten', 'write another name'),
    );
    expect(readFileSync(input, 'utf8')).toBe('old');
  });
  test.each(['a.yaml', 'new.json', 'deep/er/new.yml'])('nor adds %s to a folder of manifests', (name) => {
    given('a.yaml');
    refused(at(name), folder).toThrow(`would be read as a manifest of the folder ${folder}; write another name`);
    expect(readdirSync(folder)).toEqual(['a.yaml']);
  });
  test('another file beside it, and a page in the folder, are no inputs', () => {
    writeOutput(at('b.yaml'), 'new', [given('a.yaml'), at('missing.yaml'), '-']);
    writeOutput(at('page.html'), 'new', [folder]);
    expect(readdirSync(folder)).toEqual(['a.yaml', 'b.yaml', 'page.html']);
  });
});

test.each<[string, () => string, string]>([
  ['a folder', () => folder, 'is a folder; write the name of a file'],
  ['no name', () => '', 'has no name; write the name of a file'],
  [
    'a path through a file', () => join(given('plain'), 'a.html'),
    'lies below something that is no folder; write the path of a file in a folder',
  ],
  ['a name that is too long', () => at('x'.repeat(300)), 'has a name that is too long; write a shorter one'],
])('fails for %s, and says what to write instead', (_, file, message) => {
  const path = file();
  expect(() => writeOutput(path, 'new', [])).toThrow(message);
  expect(path === '' || path === folder || !existsSync(path)).toBe(true);
});

test('a write that fails leaves the old content, and nothing beside it', () => {
  const file = given('a.html');
  const broken = { toString: () => { throw new Error('boom'); } } as unknown as string;
  expect(() => writeOutput(file, broken, [])).toThrow();
  expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['old', ['a.html']]);
});
