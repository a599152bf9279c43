import { isObject } from '../../manifests';
import { readsAs, ScalarType, schemaFields, SchemaType } from '../../manifests/schema';
import { didYouMean } from '../../util/nearest';
import { Report } from './refusal';
import { Value } from './value';

/**
 * Reports fields that the API server does not know and values of the wrong type, as its strict decoder does
 * (k8s.io/apimachinery pkg/runtime/serializer/json, field validation `Strict`, the default of kubectl since 1.27).
 */
export function decode(type: SchemaType, value: Value, report: Report): void {
  if (!value.isPresent) {
    return;
  }
  switch (type.form) {
    case 'any':
      return;
    case 'enum':
      return decodeScalar('string', value, report);
    case 'scalar':
      return decodeScalar(type.scalar, value, report);
    case 'list':
      return Array.isArray(value.json) ? value.items.forEach((item) => decode(type.of, item, report)) : wrong('a list');
    case 'map':
      return isObject(value.json)
        ? value.entries.forEach(([, item]) => decode(type.of, item, report))
        : wrong('an object');
    case 'object':
    case 'struct':
      return isObject(value.json)
        ? decodeStruct(type.form === 'struct' ? type.name : undefined, value, report)
        : wrong('an object');
  }

  function wrong(what: string): void {
    report(
      value,
      `must be ${what}${isObject(value.json) ? ', is an object' : Array.isArray(value.json) ? ', is a list' : ''}`,
      'unreadable-field',
    );
  }
}

function decodeStruct(name: string | undefined, value: Value, report: Report): void {
  const fields = name === undefined ? undefined : schemaFields(name);
  if (!fields) {
    return;
  }
  for (const [key, item] of value.entries) {
    const field = fields.get(key);
    if (field) {
      decode(field.type, item, report);
    } else {
      report(item, `is no field of ${name!.split('.').at(-1)}${didYouMean(key, [...fields.keys()])}`, 'unknown-field');
    }
  }
}

function decodeScalar(scalar: ScalarType, value: Value, report: Report): void {
  const what = readsAs(scalar, value.json) ? undefined : EXPECTED[scalar];
  if (what !== undefined) {
    const form = Array.isArray(value.json) ? ', is a list' : isObject(value.json) ? ', is an object' : '';
    report(value, `must be ${what}${form}`, 'unreadable-field');
  }
}

const EXPECTED: { readonly [scalar in ScalarType]: string } = {
  string: 'a string; write it in quotes',
  boolean: 'true or false',
  int32: 'a whole number without quotes',
  int64: 'a whole number without quotes',
  double: 'a number without quotes',
  intOrString: 'a whole number or a string',
  quantity: 'a quantity such as 500m, 2 or 20Gi',
  time: 'a time such as 2027-01-31T12:00:00Z',
  bytes: 'base64; write plain text into stringData of a Secret or data of a ConfigMap',
};
