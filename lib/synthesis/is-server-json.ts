import { ApiObject } from 'cdk8s';
import { isObject } from '../manifests';
import { readsAs, ScalarType, schemaFields, schemaKind, SchemaType } from '../manifests/schema';

/** What needs no second look; anything else is judged by the decoder. */
const PLAIN_QUANTITY = /^\d{1,15}(?:\.\d{1,3})?(?:m|k|[KMGT]i?)?$/;

/**
 * Whether an object is certainly as the API server reads it: known fields in order, values of their types. Nearly all
 * objects are, and are then neither converted nor decoded, which would take a third of a synthesis.
 */
export function isServerJson(json: object, { apiVersion, kind }: Pick<ApiObject, 'apiVersion' | 'kind'>): boolean {
  const known = schemaKind(apiVersion, kind);
  return known !== undefined && isStruct(json as { [key: string]: unknown }, known.type, false);
}

function isRight(json: unknown, type: SchemaType): boolean {
  switch (type.form) {
    case 'enum':
      return typeof json === 'string';
    case 'scalar':
      return isScalar(json, type.scalar);
    case 'list':
      return Array.isArray(json) && json.every((item) => isRight(item, type.of));
    case 'map':
      return isObject(json) && Object.values(json).every((item) => isRight(item, type.of));
    case 'struct':
      return isObject(json) && isStruct(json, type.name, true);
    default:
      return false;
  }
}

function isStruct(json: { readonly [key: string]: unknown }, type: string, isSorted: boolean): boolean {
  const fields = schemaFields(type);
  let last = '';
  for (const key of Object.keys(json)) {
    const field = fields?.get(key);
    if (!field || (isSorted && key < last) || !isRight(json[key], field.type)) {
      return false;
    }
    last = key;
  }
  return true;
}

/** Numbers and texts that the API server may write in other words are left to the second look. */
function isScalar(json: unknown, scalar: ScalarType): boolean {
  switch (scalar) {
    case 'quantity':
      return typeof json === 'string' && PLAIN_QUANTITY.test(json);
    case 'double':
    case 'time':
    case 'bytes':
      return false;
    default:
      return readsAs(scalar, json);
  }
}
