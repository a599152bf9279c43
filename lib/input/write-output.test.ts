import { execFileSync } from 'node:child_process';
import {
  chmodSync, closeSync, constants, existsSync, lstatSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync,
  readlinkSync, readSync, rmSync, statSync, symlinkSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../util/user-error';
import { asOutputError, writeOutput } from './write-output';

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

test('keeps a link to what is not there yet, and makes that', () => {
  symlinkSync('deep/real.html', at('link.html'));
  symlinkSync('link.html', at('second.html'));
  writeOutput(at('second.html'), 'new', []);
  expect([readFileSync(at('deep/real.html'), 'utf8'), readlinkSync(at('link.html')), readdirSync(at('deep'))])
    .toEqual(['new', 'deep/real.html', ['real.html']]);
});

test('cuts the name under which a file is written at first, so that the longest name is taken', () => {
  writeOutput(at('x'.repeat(250)), 'new', []);
  expect(readdirSync(folder)).toEqual(['x'.repeat(250)]);
});

// Never one of the machine: root may put a file in its place.
test('writes what is no file as it is', () => {
  const pipe = at('pipe');
  execFileSync('mkfifo', [pipe]);
  const reader = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  try {
    writeOutput(pipe, 'new', []);
    const bytes = Buffer.alloc(10);
    expect([bytes.toString('utf8', 0, readSync(reader, bytes)), lstatSync(pipe).isFIFO()]).toEqual(['new', true]);
  } finally {
    closeSync(reader);
  }
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
  test('nor by a folder that leads to it, in either direction', () => {
    mkdirSync(at('real'));
    symlinkSync(at('real'), at('link'));
    refused(at('link', 'new.yaml'), at('real')).toThrow('would be read as a manifest of the folder');
    refused(at('real', 'new.yaml'), at('link')).toThrow('would be read as a manifest of the folder');
    expect(readdirSync(at('real'))).toEqual([]);
  });
  test('nor by a link to what would be a manifest of a folder', () => {
    mkdirSync(at('dist'));
    symlinkSync('dist/new.yaml', at('page.html'));
    refused(at('page.html'), at('dist')).toThrow('would be read as a manifest of the folder');
    expect(readdirSync(at('dist'))).toEqual([]);
  });
  test('a folder beside it whose name begins alike, and a file that is there already, are no inputs', () => {
    mkdirSync(at('dist'));
    mkdirSync(at('distant'));
    writeOutput(at('distant', 'a.yaml'), 'new', [at('dist')]);
    writeOutput(given('b.yaml'), 'new', [given('a.yaml')]);
    expect([at('distant', 'a.yaml'), at('b.yaml')].map((file) => readFileSync(file, 'utf8'))).toEqual(['new', 'new']);
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
  ['a link that leads to itself', () => {
    symlinkSync('a.html', at('a.html'));
    return at('a.html');
  }, 'is a link that leads to itself; remove it, or write what it should lead to'],
  ['a name that is too long', () => at('x'.repeat(300)), 'has a name that is too long; write a shorter one'],
])('fails for %s, and says what to write instead', (_, file, message) => {
  const path = file();
  expect(() => writeOutput(path, 'new', [folder])).toThrow(new Error(`${path || 'output'}: ${message}`));
  expect(path === '' || path === folder || !existsSync(path)).toBe(true);
});

test('a write that fails leaves the old content, and nothing beside it', () => {
  const file = given('a.html');
  const broken = { toString: () => { throw new Error('boom'); } } as unknown as string;
  expect(() => writeOutput(file, broken, [])).toThrow('must be of type string');
  expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['old', ['a.html']]);
});

test.each([
  ['EACCES', 'may not be written; write it where you have the right to'],
  ['EROFS', 'lies on a file system that is read-only; write it somewhere else'],
  ['EBUSY', 'is in use by another program; end that program, or try again later'],
])('what the system refuses with %s is said in words', (code, said) => {
  const error = Object.assign(new Error('open'), { code, syscall: 'open' });
  expect(asOutputError('a.html', error)).toEqual(new UserError('a.html', ...said.split('; ') as [string, string]));
});

test('a fault stays a fault', () => {
  const fault = new TypeError('x is not a function');
  expect(asOutputError('a.html', fault)).toBe(fault);
});
