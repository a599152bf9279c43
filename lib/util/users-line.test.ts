import { Script } from 'node:vm';
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

const refuse = (error: Error) => {
  const callee = (): unknown => withUsersLine(callee, () => { throw error; });
  return callee;
};
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

/** What a file of a user that lies outside of the library calls. */
const asUser = new Script('\n(call) => call()', { filename: '/app/main.js' }).runInThisContext() as
  (call: () => unknown) => unknown;

test.each<[string, Error, object]>([
  ['an error of the user', new UserError("name 'A'", 'is no name', 'write a'),
    { name: 'UserError', place: '/app/main.js:2', message: "/app/main.js:2: name 'A': is no name; write a" }],
  ['another error of a value', new Error('no pool'), { name: 'Error', message: '/app/main.js:2: no pool' }],
  ['a fault of ours', new TypeError('x is not a function'), { name: 'TypeError', message: 'x is not a function' }],
])('called by a user, %s names the line', (_, error, expected) => {
  expect(thrown(() => asUser(refuse(error)))).toMatchObject(expected);
});

test('every method of a class names the line, with its arguments, its value and what it is called on', () => {
  class Value {
    public static of(...texts: string[]): Value {
      if (texts.length === 0) {
        throw new UserError(undefined, 'no text');
      }
      return new Value(texts.join());
    }

    private constructor(public readonly text: string) {}

    public plus(...texts: string[]): Value {
      return Value.of(this.text, ...texts);
    }

    public fail(): void {
      throw new UserError(undefined, `no more than ${this.text}`);
    }

    public _internal(): void {
      throw new UserError(undefined, 'internal');
    }
  }
  nameUsersLine([Value]);
  const said = (call: () => unknown) => (thrown(() => asUser(call)) as Error).message;
  const value = Value.of('a', 'b').plus('c');
  expect(value.text).toBe('a,b,c');
  // Of the same stack, so that the frame of the user is that of the call.
  expect(said(Value.of)).toBe('/app/main.js:2: no text');
  expect(said(Value.prototype.fail.bind(value))).toBe('/app/main.js:2: no more than a,b,c');
  expect(said(Value.prototype._internal)).toBe('internal');
});

test('where somebody replaced the stack of errors, a value throws what it threw', () => {
  const error = new UserError(undefined, 'no text');
  const { prepareStackTrace } = Error;
  try {
    Error.prepareStackTrace = () => [];
    expect(thrown(() => asUser(refuse(error)))).toBe(error);
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
});
