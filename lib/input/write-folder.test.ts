import {
  existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFolder } from './write-folder';

const root = mkdtempSync(join(tmpdir(), 'folder-'));
afterAll(() => rmSync(root, { recursive: true }));

const FILES = new Map([['kustomization.yaml', 'kind: Component\n'], ['README.md', '# Remedies\n']]);

test('writes all files into a new folder, and into an empty one', () => {
  for (const folder of [join(root, 'a/b'), join(root, 'empty')]) {
    mkdirSync(join(root, 'empty'), { recursive: true });
    writeFolder(folder, FILES, []);
    expect(readdirSync(folder).sort()).toEqual(['README.md', 'kustomization.yaml']);
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe('# Remedies\n');
  }
});

test('makes the folders that names of files hold', () => {
  writeFolder(join(root, 'deep'), new Map<string, string | Uint8Array>([['a/b/c.bin', Uint8Array.of(0, 255)]]), []);
  expect([...readFileSync(join(root, 'deep/a/b/c.bin'))]).toEqual([0, 255]);
});

test('fails when the folder holds something, is a file, or has no name, and changes nothing', () => {
  const full = join(root, 'full');
  mkdirSync(full);
  writeFileSync(join(full, 'mine.yaml'), 'kind: A\n');
  expect(() => writeFolder(full, FILES, [])).toThrow(
    new Error(`${full}: is there and not an empty folder; write another name, or remove it before`));
  expect(() => writeFolder(join(full, 'mine.yaml'), FILES, [])).toThrow(/is there and not an empty folder/);
  expect(() => writeFolder('', FILES, [])).toThrow(new Error('output: has no name; write the name of a folder'));
  expect(readdirSync(full)).toEqual(['mine.yaml']);
});

test.each(['nowhere', '.', 'loop'])('fails when the folder is a link to %s, which is no empty folder', (to) => {
  const folder = join(mkdtempSync(join(root, 'links-')), 'loop');
  symlinkSync(to, folder);
  expect(() => writeFolder(folder, FILES, [root])).toThrow(`${folder}: is there and not an empty folder`);
});

test('fails when the folder lies in one whose manifests are read', () => {
  const input = join(root, 'input');
  mkdirSync(input);
  expect(() => writeFolder(join(input, 'fix'), FILES, [input])).toThrow(/would be read as a manifest of the folder/);
  expect(existsSync(join(input, 'fix'))).toBe(false);
});

test('leaves nothing behind when a file cannot be written', () => {
  const before = readdirSync(root);
  const files = new Map([...FILES, ['README.md/page.md', '']]);
  expect(() => writeFolder(join(root, 'broken'), files, [])).toThrow(/broken: /);
  expect(readdirSync(root)).toEqual(before);
});
