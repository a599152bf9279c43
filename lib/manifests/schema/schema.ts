import { getOrMake } from '../../util/get-or-make';
import { apiGroup } from '../../kubernetes/api-group';
import { append } from '../append';

/** What `npm run generate:schema` writes. */
interface PublishedSchema {
  readonly kubernetes: string;
  /** Type and scope by `apps/v1 Deployment`. */
  readonly kinds: { readonly [kind: string]: readonly string[] };
  /** The minor that dropped a version, and what to write instead. */
  readonly removed: { readonly [kind: string]: readonly [number, string] };
  /** Fields by name with `!` where required, or the word for any JSON. */
  readonly types: { readonly [type: string]: string | { readonly [field: string]: string } };
}

/** A field of a built-in type. */
export interface SchemaField {
  readonly name: string;
  readonly type: SchemaType;
  /** Whether the published document requires it. The API server lets some of them be absent all the same. */
  readonly isRequired: boolean;
}

/** What a field holds. */
export type SchemaType =
  | { readonly form: 'scalar'; readonly scalar: ScalarType }
  | { readonly form: 'enum'; readonly values: readonly string[] }
  | { readonly form: 'list' | 'map'; readonly of: SchemaType }
  /** An object with the fields of a type, by its name such as `core.v1.Container`. */
  | { readonly form: 'struct'; readonly name: string }
  /** Any JSON, or any object. */
  | { readonly form: 'any' | 'object' };

/** `bytes` is base64, `time` RFC 3339, `intOrString` a port or a percentage. */
export type ScalarType =
  | 'string'
  | 'boolean'
  | 'int32'
  | 'int64'
  | 'double'
  | 'bytes'
  | 'quantity'
  | 'intOrString'
  | 'time';

/** A kind that the API server serves. */
export interface SchemaKind {
  readonly type: string;
  readonly isNamespaced: boolean;
}

/** A version that is served no more. */
export interface RemovedKind {
  /** The minor of Kubernetes 1 that dropped it. */
  readonly minor: number;
  /** What to write, such as `policy/v1 PodDisruptionBudget`; empty when nothing took its place. */
  readonly instead: string;
}

const SCALARS = new Set<string>([
  'string', 'boolean', 'int32', 'int64', 'double', 'bytes', 'quantity', 'intOrString', 'time',
]);

let published: PublishedSchema | undefined;
const structs = new Map<string, ReadonlyMap<string, SchemaField> | undefined>();
const kinds = new Map<string, SchemaKind | undefined>();
const kindGroups = new Map<string, Set<string>>();

/** Read on first use: most programs that load the library never ask. */
function schema(): PublishedSchema {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would read it at once
  published ??= require('./kubernetes.json') as PublishedSchema;
  return published;
}

/** The version of Kubernetes the schema is of, such as `1.37.2`. */
export function schemaVersion(): string {
  return schema().kubernetes;
}

/** Undefined for a kind that is not built in, or not in this version. */
export function schemaKind(apiVersion: string, kind: string): SchemaKind | undefined {
  const key = `${apiVersion} ${kind}`;
  if (!kinds.has(key)) {
    const [type, scope] = own(schema().kinds, key) ?? [];
    kinds.set(key, type === undefined ? undefined : { type, isNamespaced: scope === 'Namespaced' });
  }
  return kinds.get(key);
}

/** Every kind that is served, as `apps/v1 Deployment`. */
export function schemaKinds(): string[] {
  return Object.keys(schema().kinds);
}

const kindsByGroup = new Map<string, string[]>();

/** Every kind of a group that is served, as `apps/v1 Deployment`. The core group is the empty one. */
export function kindsOfGroup(group: string): readonly string[] {
  if (kindsByGroup.size === 0) {
    for (const kind of schemaKinds()) {
      append(kindsByGroup, apiGroup(kind), kind);
    }
  }
  return kindsByGroup.get(group) ?? [];
}

/** Whether any version of a group has a kind: `apps`, `Deployment`. The core group is the empty one. */
export function isKindOfGroup(group: string, kind: string): boolean {
  if (kindGroups.size === 0) {
    for (const [version, name] of schemaKinds().map((one) => one.split(' '))) {
      getOrMake(kindGroups, name, () => new Set<string>()).add(apiGroup(version));
    }
  }
  return kindGroups.get(kind)?.has(group) ?? false;
}

/** A version of a built-in kind that this version of Kubernetes serves no more. */
export function removedKind(apiVersion: string, kind: string): RemovedKind | undefined {
  const [minor, instead] = own(schema().removed, `${apiVersion} ${kind}`) ?? [];
  return minor === undefined ? undefined : { minor, instead: instead ?? '' };
}

/** The fields of a type by name; undefined when it holds any JSON. */
export function schemaFields(type: string): ReadonlyMap<string, SchemaField> | undefined {
  if (!structs.has(type)) {
    const fields = own(schema().types, type);
    structs.set(type, fields === undefined || typeof fields === 'string' ? undefined : readFields(fields));
  }
  return structs.get(type);
}

function readFields(fields: { readonly [key: string]: string }): ReadonlyMap<string, SchemaField> {
  return new Map(Object.entries(fields).map(([key, text]) => {
    const name = key.replace(/!$/, '');
    return [name, { name, type: parseType(text), isRequired: name !== key }];
  }));
}

function parseType(text: string): SchemaType {
  if (text.startsWith('[') || text.startsWith('{')) {
    return { form: text.startsWith('[') ? 'list' : 'map', of: parseType(text.slice(1, -1)) };
  }
  if (SCALARS.has(text)) {
    return { form: 'scalar', scalar: text as ScalarType };
  }
  if (text === 'object' || text === 'any') {
    return { form: text };
  }
  const { types } = schema();
  if (types[text] === 'any' || types[text] === 'object') {
    return { form: types[text] };
  }
  return text in types ? { form: 'struct', name: text } : { form: 'enum', values: text.split('|') };
}

function own<T>(object: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
