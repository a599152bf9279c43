import { readFileSync } from 'node:fs';
import { asUserError, UserError } from './user-error';

test.each<[string | undefined, string, string | undefined, string]>([
  ['app.yaml:3', 'no kind', 'write one', 'app.yaml:3: no kind; write one'],
  ['app.yaml:3', 'no kind', undefined, 'app.yaml:3: no kind'],
  [undefined, "name 'A' is no name", 'write a', "name 'A' is no name; write a"],
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
  ['text that is no JSON', () => JSON.parse('{'), /^nodes: .*JSON.*; write pools$/],
  ['a file that is not there', () => readFileSync('/nowhere'), /^nodes: is not there; write pools$/],
])('%s is the user\'s, with the place in front', (_, act, message) => {
  expect(asUserError('nodes', caught(act), 'write pools').message).toMatch(message);
});

test('a fault stays a fault', () => {
  expect(() => asUserError('nodes', new TypeError('x is not a function'))).toThrow(TypeError);
});
