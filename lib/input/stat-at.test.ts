import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { statAt } from './stat-at';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'stat-')); });
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const link = (name: string, to: string): string => {
  symlinkSync(to, at(name));
  return at(name);
};

test('what a link leads to is what stands there; where nothing stands, nothing does', () => {
  writeFileSync(at('a'), '');
  expect(statAt(link('b', 'a'))?.isFile()).toBe(true);
  expect(statAt(link('c', '.'))?.isDirectory()).toBe(true);
  expect(statAt(at('gone'))).toBeUndefined();
});

test.each<[string, () => string, string]>([
  ['a link leads nowhere', () => link('a', 'gone'),
    'is a link to gone, which is not there; mend the link, or remove it and write another path'],
  ['a link leads to a link that leads nowhere', () => link('a', link('b', 'gone')), 'is a link to '],
  ['a link leads to itself', () => link('a', 'a'), 'is a link that leads to itself; remove it'],
  ['it lies below a file', () => {
    writeFileSync(at('a'), '');
    return join(at('a'), 'b');
  }, 'lies below something that is no folder; write'],
  ['its name is too long', () => at('x'.repeat(300)), 'has a name that is too long; write a shorter one'],
])('fails when %s', (_, make, message) => {
  const path = make();
  expect(() => statAt(path)).toThrow(`${path}: ${message}`);
  expect(() => statAt(path, 'nodes')).toThrow(`nodes: ${message}`);
});
