import { credentialIn, isSecretName } from '../secret-forms';
import { asUserError, UserError } from '../../util/user-error';
import * as shapes from './shapes.json';

/** Words for types by property or parameter; `!` behind what must be given. */
type Fields = { readonly [name: string]: string };

interface ClassShape {
  readonly has: readonly string[];
  readonly makers: readonly string[];
}

interface Shapes {
  readonly objects: { readonly [name: string]: Fields };
  /** What an instance has, and how one is made: looked at instead of its class, which may be that of another copy. */
  readonly classes: { readonly [name: string]: ClassShape };
  readonly calls: { readonly [name: string]: Fields };
}

const { objects, classes, calls }: Shapes = shapes;

const SCALARS: { readonly [type: string]: string } = {
  string: 'text, in quotes', number: 'a number, without quotes', boolean: 'true or false', object: 'an object',
};

/**
 * Refuses what TypeScript would: a synthesis strips types, and JavaScript has none. Properties of that name are those
 * of the declarations in `lib`.
 *
 * @param shape name of the interface, such as `NodePoolProps`
 * @param place what is given them, where nobody puts it in front of the error
 * @throws UserError with the property, its value, and what to write
 */
export function checkProps(shape: string, props: unknown, place?: string): void {
  try {
    checkFields('', objects[shape], props, shape);
  } catch (error) {
    throw place === undefined ? error : asUserError(place, error);
  }
}

/**
 * The same for what a method is given.
 *
 * @param call such as `EnvValue.literal`; `Workload#addEnv` for one of an instance
 * @param given values by the names of the parameters
 */
export function checkCall(call: string, given: { readonly [parameter: string]: unknown }): void {
  checkFields(`${call.replace('#', '.')} `, calls[call], given, call);
}

function checkFields(place: string, fields: Fields | undefined, given: unknown, shape: string): void {
  if (!fields) {
    throw new Error(`${shape} is not in shapes.json; run npm run generate:shapes`);
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw wrong(place.replace(/[ .]$/, '') || 'props', given, shape);
  }
  for (const [name, word] of Object.entries(fields)) {
    const value = (given as { [key: string]: unknown })[name];
    if (value !== undefined) {
      checkValue(`${place}${name}`, word.replace('!', ''), value);
    } else if (word.endsWith('!')) {
      throw new UserError(undefined, `${place}${name} is missing`, `write ${wanted(word.slice(0, -1))}`);
    }
  }
}

function checkValue(place: string, word: string, value: unknown): void {
  const inner = innerOf(word);
  if (inner !== undefined) {
    const isList = word.startsWith('[');
    if (Array.isArray(value) !== isList || typeof value !== 'object' || value === null) {
      throw wrong(place, value, word);
    }
    Object.entries(value).forEach(([key, each]) =>
      checkValue(isList ? `${place}[${key}]` : `${place}.${key}`, inner, each));
  } else if (Object.hasOwn(objects, word)) {
    checkFields(`${place}.`, objects[word], value, word);
  } else if (!isOfType(word, value)) {
    throw wrong(place, value, word);
  }
}

/** `number` of `[number]` and of `{number}`; undefined for a single value. */
function innerOf(word: string): string | undefined {
  return /(?<=[[{]).*(?=[\]}])/.exec(word)?.[0];
}

function isOfType(word: string, value: unknown): boolean {
  if (word === 'any') {
    return true;
  }
  if (word.includes('|')) {
    return typeof value === 'string' && word.split('|').includes(value);
  }
  if (Object.hasOwn(classes, word)) {
    return typeof value === 'object' && value !== null && classes[word].has.every((member) => member in value);
  }
  // A value that is known at synthesis only stands for any other.
  const isLazy = typeof value === 'object' && value !== null && 'produce' in value;
  return isLazy || (word === 'object'
    ? typeof value === 'object' && value !== null && !Array.isArray(value)
    : typeof value === word);
}

function wrong(place: string, value: unknown, word: string): UserError {
  const isSecret = typeof value === 'string' && (isSecretName(place.split('.').at(-1)!) || credentialIn(value));
  return new UserError(
    undefined, `${place} is ${isSecret ? 'a text that is not repeated here' : shown(value)}`, `write ${wanted(word)}`,
  );
}

/** What to write for a type. */
function wanted(word: string): string {
  const inner = innerOf(word);
  if (inner !== undefined) {
    return word.startsWith('[') ? `a list, such as [${brief(inner)}]` : `an object, such as { name: ${brief(inner)} }`;
  }
  if (word.includes('|')) {
    return `one of ${word.split('|').join(', ')}`;
  }
  return SCALARS[word] ?? (Object.hasOwn(classes, word) ? instance(word) : brief(word));
}

function instance(name: string): string {
  const { makers } = classes[name];
  return makers.length > 0 ? makers.join(' or ') : `an instance of ${name}`;
}

function brief(word: string): string {
  const fields = objects[word] ?? calls[word];
  if (fields) {
    const needed = Object.entries(fields).filter(([, type]) => type.endsWith('!')).map(([name]) => name);
    return needed.length > 0 ? `{ ${needed.join(', ')} }` : `an object of ${word}`;
  }
  return Object.hasOwn(classes, word) ? classes[word].makers[0] ?? `an instance of ${word}`
    : { string: "'text'", number: '1', boolean: 'true' }[word] ?? '{}';
}

/** A value in a few words, without calling anything of it. */
function shown(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `'${value.slice(0, 40)}'`;
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? 'a list' : 'an object';
    case 'function':
      return 'a function';
    default:
      return String(value);
  }
}
