import { listed } from '../../util/listed';
import { isObject, Manifest, parsePointer } from '../../manifests';
import { ScalarType, schemaFields, schemaKind, SchemaType } from '../../manifests/schema';

/** Words of an enumeration that are named. */
const MOST_WORDS = 8;

/**
 * What to write at a place of a built-in object: `Write an integer, as the API documents replicas of DeploymentSpec.`
 * Undefined where no type is published for it.
 */
export function documentedType({ apiVersion, kind, json }: Manifest, pointer: string): string | undefined {
  let type: SchemaType | undefined = structOf(schemaKind(apiVersion, kind)?.type);
  let field: { readonly owner: string; readonly name: string; readonly type: SchemaType } | undefined;
  let at: unknown = json;
  for (const key of parsePointer(pointer)) {
    if (type?.form === 'struct') {
      const [owner, inner]: [string, SchemaType | undefined] = [type.name, schemaFields(type.name)?.get(key)?.type];
      field = inner && { owner, name: key, type: inner };
      type = inner;
    } else {
      // A key of a list that something else was written for is of none of its items.
      type = type?.form === 'map' || (type?.form === 'list' && Array.isArray(at)) ? type.of : undefined;
    }
    at = isObject(at) ? at[key] : Array.isArray(at) ? at[Number(key)] : undefined;
  }
  if (!type || !field || type.form === 'any') {
    return undefined;
  }
  const whole = field.type === type ? '' : ` as ${one(field.type)}`;
  return `Write ${one(type)}, as the API documents ${field.name} of ${shortName(field.owner)}${whole}.`;
}

function structOf(name: string | undefined): SchemaType | undefined {
  return name === undefined ? undefined : { form: 'struct', name };
}

function one(type: SchemaType): string {
  switch (type.form) {
    case 'scalar':
      return SCALARS[type.scalar][0];
    case 'enum':
      return `one of ${listed(type.values, MOST_WORDS)}`;
    case 'list':
      return `a list of ${many(type.of)}`;
    case 'map':
      return `a map of ${many(type.of)}`;
    case 'struct':
      return `an object (${shortName(type.name)})`;
    case 'any':
    case 'object':
      return 'an object';
  }
}

function many(type: SchemaType): string {
  switch (type.form) {
    case 'scalar':
      return SCALARS[type.scalar][1];
    case 'enum':
      return listed(type.values, MOST_WORDS);
    case 'list':
      return `lists of ${many(type.of)}`;
    case 'map':
      return `maps of ${many(type.of)}`;
    case 'struct':
      return `objects (${shortName(type.name)})`;
    case 'any':
      return 'any values';
    case 'object':
      return 'objects';
  }
}

function shortName(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

/** One, and many. */
const SCALARS: { readonly [scalar in ScalarType]: readonly [string, string] } = {
  string: ['a string', 'strings'],
  boolean: ['true or false', 'true or false'],
  int32: ['an integer', 'integers'],
  int64: ['an integer', 'integers'],
  double: ['a number', 'numbers'],
  bytes: ['a base64 string', 'base64 strings'],
  quantity: ['a quantity such as 500m, 2 or 20Gi', 'quantities'],
  intOrString: ['an integer or a string', 'integers or strings'],
  time: ['a time such as 2027-01-31T12:00:00Z', 'times'],
};
