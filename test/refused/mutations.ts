import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** An object of a manifest. */
type Json = { [key: string]: any };

/** The objects of objects.yaml, each as it is and with every single change, by `Deployment/web`. */
export function casesById(): Map<string, Mutation[]> {
  const objects = parseAllDocuments(readFileSync(join(__dirname, 'objects.yaml'), 'utf8')).map(
    (document) => document.toJS() as Json,
  );
  return new Map(
    objects.map((object) => [
      `${object.apiVersion} ${object.kind}/${object.metadata.name}`,
      [{ title: 'unchanged', object }, ...mutationsOf(object)],
    ]),
  );
}

/** One object with one field changed. */
export interface Mutation {
  /** `/spec/replicas = -1` */
  readonly title: string;
  readonly object: Json;
}

const LONG = 'x'.repeat(64);
const TEXTS = [
  '', 'Upper', 'a b', LONG, 'a.b', '-a', 'a/b', '1', '../x', '/x', 'always', '1Gi', '-1', '0', '150%', 'a_b', '$(A)',
];
const NUMBERS = [0, -1, 1, 65536, 2 ** 31, 1.5, 101];

/** Every single change of an object that is tried: what people leave out, misspell, double or give the wrong type. */
export function mutationsOf(object: Json): Mutation[] {
  return places(object).flatMap(({ path, value }) => changes(value).map(([what, changed]) => ({
    title: `/${path.join('/')} ${what}`, object: replaced(object, path, changed) as Json,
  })));
}

interface Place {
  readonly path: (string | number)[];
  readonly value: unknown;
}

function places(value: unknown, path: (string | number)[] = []): Place[] {
  const children = Array.isArray(value)
    ? value.map((item, index) => places(item, [...path, index]))
    : isObject(value)
      ? Object.entries(value).map(([key, item]) => places(item, [...path, key]))
      : [];
  const isIdentity =
    path.length === 0
    || path[0] === 'apiVersion'
    || path[0] === 'kind'
    || path.join('/') === 'metadata/namespace'
    || path.join('/') === 'metadata';
  return [...(isIdentity ? [] : [{ path, value }]), ...children.flat()];
}

const ABSENT = Symbol('absent');

function changes(value: unknown): [string, unknown][] {
  const removed: [string, unknown][] = [
    ['removed', ABSENT], ['= null', null],
  ];
  const wrong: [string, unknown][] =
    typeof value === 'object'
      ? [['= "text"', 'text']]
      : [
          ['= {}', {}], ['= []', []], ['= true', true],
        ];
  return [...removed, ...wrong, ...changesOfType(value)];
}

function changesOfType(value: unknown): [string, unknown][] {
  if (Array.isArray(value)) {
    return [['= []', []], ['doubled', [...value, ...value]], ['= [null]', [null]]];
  }
  if (isObject(value)) {
    return [
      ['= {}', {}],
      ['with an unknown field', { ...value, unknownField: 1 }],
      ...Object.entries(value).map(([name, item]): [string, unknown] => [
        `with ${name} named ${wrongCase(name)}`, { ...omit(value, name), [wrongCase(name)]: item },
      ]),
    ];
  }
  const numbers = NUMBERS.map((number): [string, unknown] => [`= ${number}`, number]);
  const texts = [...TEXTS, `${String(value)}X`, String(value).toLowerCase(), String(value).toUpperCase()].map(
    (text): [string, unknown] => [`= ${JSON.stringify(text)}`, text],
  );
  return typeof value === 'number'
    ? [...numbers, ...texts.slice(0, 2)]
    : typeof value === 'string'
      ? [...texts, ...numbers.slice(0, 1)]
      : [
          ['= "yes"', 'yes'], ['= 1', 1], [`= ${!value}`, !value],
        ];
}

function wrongCase(name: string): string {
  return name[0] === name[0].toUpperCase() ? name.toLowerCase() : name[0].toUpperCase() + name.slice(1);
}

function omit(object: Json, key: string): Json {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

function replaced(value: unknown, [key, ...rest]: (string | number)[], changed: unknown): unknown {
  const next = rest.length === 0 ? changed : replaced((value as Json)[key], rest, changed);
  if (Array.isArray(value)) {
    return next === ABSENT
      ? value.filter((_, index) => index !== key)
      : value.map((item, index) => (index === key ? next : item));
  }
  return next === ABSENT ? omit(value as Json, String(key)) : { ...(value as Json), [key]: next };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
