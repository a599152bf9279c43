import { UserError } from './user-error';
import { nameUsersLine, usersLine, withUsersLine } from './users-line';

const NATIVE = '    at Array.map (<anonymous>)\n    at Module._compile (node:internal/modules/cjs/loader:1554:14)';
const POSIX = ['/app/node_modules/cdk8s-nim/build/lib/', '/app'] as const;
const WINDOWS = ['C:\\app\\node_modules\\cdk8s-nim\\build\\lib\\', 'C:\\app'] as const;

test.each<[string, string, readonly [string, string], string | undefined]>([
  ['a module', '    at Object.<anonymous> (/app/main.js:12:5)', POSIX, 'main.js:12'],
  ['a function of an ES module', '    at api (file:///app/src/my%20api.mjs:3:1)', POSIX, 'src/my api.mjs:3'],
  ['the body of an ES module', '    at file:///app/main.mjs:3:1', POSIX, 'main.mjs:3'],
  ['a constructor', '    at new Platform (/app/platform.ts:7:20)', POSIX, 'platform.ts:7'],
  ['an awaited function', '    at async /app/main.ts:7:20', POSIX, 'main.ts:7'],
  ['a folder with parentheses', '    at Object.<anonymous> (/app/a (b)/main.ts:7:20)', POSIX, 'a (b)/main.ts:7'],
  ['a renamed method', '    at Base.make [as create] (/app/base.ts:2:9)', POSIX, 'base.ts:2'],
  ['a file elsewhere', '    at make (/application/main.ts:7:20)', POSIX, '/application/main.ts:7'],
  ['Windows', '    at Object.<anonymous> (C:\\app\\src\\main.js:12:5)', WINDOWS, 'src\\main.js:12'],
  ['another drive', '    at D:\\infra\\main.js:12:5', WINDOWS, 'D:\\infra\\main.js:12'],
  ['another package', '    at x (/app/node_modules/platform/x.js:1:2)', POSIX, 'node_modules/platform/x.js:1'],
  ['the library', `    at x (${POSIX[0]}a/x.js:1:2)\n    at /app/main.js:12:5`, POSIX, undefined],
  ['the library on Windows', `    at new X (${WINDOWS[0]}a\\x.js:1:2)\n    at C:\\app\\main.js:1:2`, WINDOWS, undefined],
  ['nothing that has a file', '    at eval (eval at x (/app/main.js:1:2), <anonymous>:1:1)', POSIX, undefined],
])('the line of %s is found behind what the engine itself calls', (_, frames, [library, here], line) => {
  expect(usersLine(`Error\n${NATIVE}\n${frames}`, library, here)).toBe(line);
});

const refuse = (error: Error) => () => withUsersLine(refuse, () => { throw error; });
const thrown = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

test('called by the library, a value throws what it threw, to which its construct adds the path', () => {
  const error = new UserError(undefined, "name 'A' is no name", 'write a');
  expect(thrown(refuse(error))).toBe(error);
});

test('what is not called by a user stays the same: accessors, constructors and what is internal', () => {
  class Value {
    public static of(): Value {
      return new Value();
    }

    public get text(): string {
      return 'text';
    }

    public _internal(): this {
      return this;
    }
  }
  const { _internal } = Value.prototype;
  nameUsersLine([Value]);
  const value = Value.of();
  expect(value).toBeInstanceOf(Value);
  expect([value.text, value._internal(), value.constructor]).toEqual(['text', value, Value]);
  expect(Value.prototype._internal).toBe(_internal);
});
