import { readdirSync, readFileSync } from 'fs';
import { join, relative } from 'path';
import * as labels from '../../lib/kubernetes/well-known-labels';
import { filesBelow, ROOT } from '../support/manifests';

/** Sources without tests, by path. */
const sources = new Map(['lib', 'app', 'cli', 'scripts'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|m?js)$/.test(entry.name) && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file): [string, string] => [relative(ROOT, file), readFileSync(file, 'utf8')])));

/** Number of lines, as `wc -l` counts them. */
const lines = (text: string): number => text.split('\n').length - 1;

/** Files for whose text something holds. */
const where = (holds: (text: string, file: string) => boolean): string[] =>
  [...sources].filter(([file, text]) => holds(text, file)).map(([file]) => file);

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

test('no file is longer than 300 lines, and half of them have at most 80', () => {
  expect(where((text) => lines(text) > 300)).toEqual([]);
  const lengths = [...sources.values()].map(lines).sort((one, two) => one - two);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(80);
});

test('the scripts have fewer than 600 lines together', () => {
  const scripts = [...sources].filter(([file]) => file.startsWith('scripts/')).map(([, text]) => lines(text));
  expect(scripts.reduce((total, each) => total + each, 0)).toBeLessThan(600);
  expect(scripts.length).toBeGreaterThan(5);
});

test('no file of tests is longer than 300 lines', () => {
  const tests = ['lib', 'app', 'cli', 'test', 'bench'].flatMap((folder) =>
    filesBelow(join(ROOT, folder)).filter((file) => file.endsWith('.ts')));
  expect(tests.length).toBeGreaterThan(400);
  const long = tests.filter((file) => lines(readFileSync(file, 'utf8')) > 300);
  expect(long.map((file) => relative(ROOT, file))).toEqual([]);
});

test('each well-known label is written in one file', () => {
  const names = Object.values(labels).filter((value) => typeof value === 'string');
  expect(names.length).toBeGreaterThan(15);
  const home = 'lib/kubernetes/well-known-labels.ts';
  expect(where((text, file) =>
    file.startsWith('lib/') && file !== home
    && names.some((name) => withoutComments(text).includes(`'${name}'`)))).toEqual([]);
});

test('what reads input throws errors of the user, so that nothing a file says looks like a fault of ours', () => {
  const readers = /^(lib\/(cluster|manifests|input)|cli)\//;
  expect(where((text, file) => readers.test(file) && /throw new (?:Type|Range)?Error\(/.test(text))).toEqual([]);
});

test('whoever reads a class of the public API, or its properties, is told what each member is', () => {
  const files = [...sources.get('lib/index.ts')!.matchAll(/from '\.\/(.*)'/g)].map(([, file]) => `lib/${file}.ts`);
  const isType = /(?<!@internal \*\/\n)^export (?:interface|(?:abstract )?class) (\w+)[\s\S]*?^\}/gm;
  const types = files.flatMap((file) => [...sources.get(file)!.matchAll(isType)]);
  const isMember = /^ {2,4}(?:public |readonly )(?!override)(?:(?:static|readonly|get|abstract) )*(\w+)/;
  const untold = types.flatMap(([text, type]) => text.split('\n').flatMap((line, at, all) => {
    const [, name] = isMember.exec(line) ?? [];
    const isTold = /(?:\*\/|eslint-.*)$/.test(all[at - 1]) && !/^\s*\/\*\* @/.test(all[at - 1]);
    return name === undefined || name.startsWith('_') || isTold ? [] : [`${type}.${name}`];
  }));
  expect(types.length).toBeGreaterThan(150);
  expect(untold).toEqual([]);
});
