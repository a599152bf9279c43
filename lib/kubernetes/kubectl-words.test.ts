import { wordsOf } from './kubectl-words';

const LOG = 'E1127 00:01:27.409972   19658 memcache.go:265] "Unhandled Error" err="couldn\'t get the API group list"';

test('the log of client-go is left out', () => {
  const said = 'The connection to the server localhost:8080 was refused - did you specify the right host or port?';
  expect(wordsOf(`${LOG}\n${LOG}\n${said}\n`)).toEqual([said]);
});

test('is kept where nothing else is said', () => expect(wordsOf(`${LOG}\n`)).toEqual([LOG]));

test('all else stays, but the word before a message that a message of ours has as well', () =>
  expect(wordsOf('error: a\nError from server: b\nno error: c')).toEqual(['a', 'Error from server: b', 'no error: c']));

test('a program that dies without a word is said to', () => {
  expect(wordsOf('')).toEqual(['it says nothing']);
  expect(wordsOf(' \n\n')).toEqual(['it says nothing']);
});

test('a page of HTML in one line does not fill a message', () =>
  expect(wordsOf(`error: ${'x'.repeat(100_000)}\n\nand more`)).toEqual([`${'x'.repeat(500)}…`, 'and more']));
