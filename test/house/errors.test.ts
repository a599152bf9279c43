import { readdirSync, readFileSync } from 'node:fs';
import { ROOT } from '../support/manifests';
import { ErrorSite, errorSites } from '../support/errors';

// Every error that the code makes by itself, found in its syntax: a new one is judged without being listed here.

const filesOf = (...folders: string[]): string[] => folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`))
  .filter((file) => file.endsWith('.ts'));

process.chdir(ROOT);
const sites: ErrorSite[] = filesOf('lib', 'cli')
  .filter((file) => !file.endsWith('.test.ts'))
  .flatMap(errorSites)
  // Those that pass on what they are given are judged where it is written.
  .filter(({ message }) => /[a-z]/.test(message));

/** Errors that no user can meet: they say that this package is wrong, and exit with 70. */
const FAULTS = ['no parent at …', '… is not in shapes.json; run npm run generate:shapes'];
/** What App of cdk8s says, which LinearApp says too. */
const UPSTREAM = ['Validation failed with the following errors:\n  …'];
const forUsers = sites.filter(({ message }) => ![...FAULTS, ...UPSTREAM].includes(message));

test('the catalogue holds the errors of every layer', () => {
  expect(forUsers.length).toBeGreaterThan(150);
  for (const layer of ['util', 'kubernetes', 'manifests', 'cluster', 'prover', 'synthesis', 'constructs', 'input']) {
    expect(forUsers.some(({ at }) => at.startsWith(`lib/${layer}/`))).toBe(true);
  }
});

test('only what knows no place leaves it out: a value, whose caller names it, or an option of the command line', () => {
  const bare = forUsers.filter(({ made }) => made === 'Error')
    .filter(({ at }) => !/^lib\/(?:constructs|synthesis)\//.test(at));
  expect(bare.map(({ at }) => at)).toEqual([]);
});

test.each(forUsers)('$at begins in lower case, without types of JavaScript and words of its parser', ({ message }) => {
  // Names of kinds, of Kubernetes and of people who make things keep their capital.
  expect(message).toMatch(/^(?:[a-z…'-]|\d|[A-Z][a-z]+[A-Z])/);
  expect(message).not.toMatch(/TypeError|\bundefined\b|\[object|\bNaN\b|ENOENT|EISDIR|token|unexpected/i);
});

test.each(forUsers)('$at says which value is wrong, or what is missing', ({ message, namesPlace }) => {
  const names = message.includes('…') || namesPlace || /\bno |missing|\bempty|neither|\bnot /.test(message);
  expect([message, names]).toEqual([message, true]);
});

const REMEDY = new RegExp([
  'write', 'give', 'leave', 'use', 'raise', 'lower', 'put', 'pass', 'render', 'remove', 'add', 'name', 'split', 'make',
  'attach', 'extend', 'quote', 'begin', 'create', 'delete', 'set', 'choose', 'ask', 'run', 'take', 'list', 'lists',
  'connect', 'declare', 'call', 'mount', 'import', 'every', 'install', 'describe', 'needs?', 'takes', 'must',
  'it offers', 'it has',
].map((word) => `\\b${word}\\b`).join('|'));

test.each(forUsers)('$at says what to write instead', ({ message, hasRemedy }) =>
  expect([message, hasRemedy || REMEDY.test(message)]).toEqual([message, true]));

/** Words of a text without quotes and the signs of regular expressions. */
const words = (text: string): string[] => text.toLowerCase().split(/[^a-z0-9-]+/).filter((word) => word !== '');

const WORDS = 3;

const shown = filesOf('lib', 'cli', 'test', 'app')
  .filter((file) => file.endsWith('.test.ts') && !file.endsWith('house/errors.test.ts'))
  .map((file) => ` ${words(readFileSync(file, 'utf8').replace(/\\[dswnS]/g, ' ')).join(' ')} `);

/** Any three words of a message, or all where it has fewer, with whatever value a test has between them. */
function runsOf(message: string): RegExp[] {
  const all = words(message.replaceAll('…', ' 0value0 '));
  const literal = all.flatMap((word, index) => (word === '0value0' ? [] : [index]));
  const length = Math.min(WORDS, literal.length);
  return literal.slice(length - 1).map((_, index) => {
    const run = all.slice(literal[index], literal[index + length - 1] + 1);
    return new RegExp(` ${run.join(' ').replaceAll(/(?:0value0 )+/g, '(?:[^ ]+ ){0,8}')} `);
  });
}

test.each(forUsers)('$at is shown by a test that provokes it', ({ message }) => {
  const isShown = runsOf(message).some((run) => shown.some((text) => run.test(text)));
  expect([message, isShown]).toEqual([message, true]);
});
