import * as fc from 'fast-check';
import { jsonProblem } from './json-problem';

function problem(text: string): string {
  try {
    JSON.parse(text);
  } catch (error) {
    return jsonProblem(text, error as Error);
  }
  throw new Error(`'${text}' is JSON`);
}

describe('what keeps a text from being JSON', () => {
  test.each([
    ['{"kind": "List"', 'not JSON from line 1, column 16 on'],
    ['{\n  "a": 1\n  "b": 2\n}', 'not JSON from line 3, column 3 on'],
    ['apiVersion: v1', 'not JSON'],
    ['', 'not JSON: cut off before its end'],
    ['"abc', 'not JSON: cut off before its end'],
    ['{"a": [1, 2,]}', 'not JSON from line 1, column 13 on'],
  ])('%j: %s', (text, said) => expect([said, 'not JSON', 'not JSON: cut off before its end']).toContain(problem(text)));

  test('is said without words of its grammar, whatever the text is', () => {
    fc.assert(fc.property(fc.json(), fc.nat(), fc.string(), (json, at, noise) => {
      const text = json.slice(0, at % (json.length + 1)) + noise;
      try {
        JSON.parse(text);
      } catch (error) {
        expect(jsonProblem(text, error as Error))
          .toMatch(/^not JSON(?:: cut off before its end| from line \d+, column \d+ on)?$/);
      }
    }));
  });
});

/** What engines say of the same text; where one names a place, it is told by line and column. */
test.each<[string, string, string]>([
  ['a: 1', "Unexpected token 'a', \"a: 1\" is not valid JSON", 'not JSON'],
  ['a: 1', 'Unexpected token a in JSON at position 0', 'not JSON'],
  ['  \n\ta', 'Unexpected token a in JSON at position 4', 'not JSON'],
  ['{"kind": x}', 'Unexpected token x in JSON at position 9', 'not JSON from line 1, column 10 on'],
  ['{\n  "a": 1\n  "b": 2\n}', "Expected ',' or '}' after property value in JSON at position 13 (line 3 column 3)",
    'not JSON from line 3, column 3 on'],
  ['{}\n{}', 'Unexpected non-whitespace character after JSON at position 3', 'not JSON from line 2, column 1 on'],
  ['{"a"', "Expected ':' after property name in JSON at position 4", 'not JSON from line 1, column 5 on'],
  ['{"a": ', 'Unexpected end of JSON input', 'not JSON: cut off before its end'],
  ['"abc', 'Unterminated string in JSON at position 4', 'not JSON: cut off before its end'],
])('of %j an engine says %j', (text, message, said) => expect(jsonProblem(text, new SyntaxError(message))).toBe(said));
