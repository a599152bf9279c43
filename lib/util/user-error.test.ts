import { readFileSync } from 'node:fs';
import { asUserError, isSystemError, UserError } from './user-error';

test.each<[string | undefined, string, string | undefined, string]>([
  ['app.yaml:3', 'no kind', 'write one', 'app.yaml:3: no kind; write one'],
  ['app.yaml:3', 'no kind', undefined, 'app.yaml:3: no kind'],
  [undefined, "name 'A' is no name", 'write a', "name 'A' is no name; write a"],
  ['', 'no kind', undefined, "'': no kind"],
])('an error at %s says where, what and what instead', (place, problem, remedy, message) => {
  expect(new UserError(place, problem, remedy)).toMatchObject({ name: 'UserError', message, place, problem, remedy });
});

const caught = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

test.each<[string, () => unknown, RegExp]>([
  ['an error of the user', () => { throw new UserError('line 1', 'odd'); }, /^nodes: line 1: odd; write pools$/],
  ['an error of the user without a place', () => { throw new UserError(undefined, 'odd'); },
    /^nodes: odd; write pools$/],
  ['an error of the user that says what to write', () => { throw new UserError('a', 'odd', 'write b'); },
    /^nodes: a: odd; write b$/],
  ['text that is no JSON', () => JSON.parse('{'), /^nodes: .*JSON.*; write pools$/],
  ['a file that is not there', () => readFileSync('/nowhere'), /^nodes: is not there; write pools$/],
])('%s is the user\'s, with the place in front', (_, act, message) => {
  expect(asUserError('nodes', caught(act), 'write pools').message).toMatch(message);
});

test('what could not be written is not told as what could not be read', () => {
  const error = Object.assign(new Error('open'), { code: 'EACCES', syscall: 'open' });
  expect(asUserError('a.html', error).message).toMatch(/^a\.html: may not be read; /);
  expect(asUserError('a.html', error, undefined, 'written').message).toMatch(/^a\.html: may not be written; /);
});

test.each([null, undefined, 'text'])('%p that is thrown is a fault', (error) => {
  expect(isSystemError(error)).toBe(false);
  expect(caught(() => asUserError('nodes', error))).toBe(error);
});

test('a fault stays a fault', () => {
  expect(() => asUserError('nodes', new TypeError('x is not a function'))).toThrow(TypeError);
});
