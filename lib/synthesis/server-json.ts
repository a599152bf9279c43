import { ApiObject } from 'cdk8s';
import { isObject } from '../manifests';
import { SchemaField, schemaFields, schemaKind, SchemaType } from '../manifests/schema';

/** Fields of a type by their name in lower case. */
const lowerCase = new Map<string, ReadonlyMap<string, SchemaField>>();

/**
 * An object as the API server reads it. Users write parts of it in types of cdk8s-plus, in which quantities and ports
 * are classes, which cdk8s leaves as `{ value }`, and names are in camel case: `hostIp`, `volumeId`.
 */
export function serverJson(json: object, { apiVersion, kind }: Pick<ApiObject, 'apiVersion' | 'kind'>): object {
  const known = schemaKind(apiVersion, kind);
  return known ? converted(json, { form: 'struct', name: known.type }) as object : json;
}

function converted(json: unknown, type: SchemaType): unknown {
  switch (type.form) {
    case 'scalar':
    case 'enum':
      return heldBy(json);
    case 'list':
      return Array.isArray(json) ? json.map((item) => converted(item, type.of)) : json;
    case 'map':
      return isObject(json)
        ? Object.fromEntries(Object.entries(json).map(([key, item]) => [key, converted(item, type.of)]))
        : json;
    case 'struct': {
      const fields = schemaFields(type.name);
      return fields && isObject(json) ? struct(json, type.name, fields) : json;
    }
    default:
      return json;
  }
}

/**
 * A part of an object that a user has written in types of cdk8s-plus, as a part of what is rendered: `serverJson`
 * makes of it what the server reads.
 */
export function writtenByUser<T>(part: unknown): T {
  return part as T;
}

/** By name, as the generated classes write it, also what a patch has added; but for an object itself. */
function struct(json: object, type: string, fields: ReadonlyMap<string, SchemaField>): object {
  const given = Object.entries(json);
  return Object.fromEntries((fields.has('apiVersion') ? given : given.sort(byName)).map(([key, item]) => {
    const field = fields.get(key) ?? namedLike(type, key);
    return field ? [field.name, converted(item, field.type)] : [key, item];
  }));
}

function byName([one]: [string, unknown], [two]: [string, unknown]): number {
  return one < two ? -1 : 1;
}

/** What is in a `Quantity` or an `IntOrString` of cdk8s-plus. */
export function heldBy(json: unknown): unknown {
  return isObject(json) && ['string', 'number'].includes(typeof json.value) && Object.keys(json).length === 1
    ? json.value
    : json;
}

function namedLike(type: string, key: string): SchemaField | undefined {
  const fields = lowerCase.get(type)
    ?? new Map([...schemaFields(type)!].map(([name, field]) => [name.toLowerCase(), field]));
  lowerCase.set(type, fields);
  return fields.get(key.toLowerCase());
}
