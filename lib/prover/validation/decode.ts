import { isObject } from '../../manifests';
import { ScalarType, schemaFields, SchemaType } from '../../manifests/schema/schema';
import { didYouMean } from '../../kubernetes/nearest';
import { Quantity } from '../../kubernetes/quantity';
import { Report } from './refusal';
import { Value } from './value';

const INT32 = 2 ** 31;
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}([.,]\d+)?(Z|[+-]\d{2}:\d{2})$/;
const BASE_64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

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

function readsAs(scalar: ScalarType, json: unknown): boolean {
  switch (scalar) {
    case 'string':
      return typeof json === 'string';
    case 'boolean':
      return typeof json === 'boolean';
    case 'int32':
      return isInteger(json) && json >= -INT32 && json < INT32;
    case 'int64':
      return isInteger(json);
    case 'double':
      return typeof json === 'number';
    case 'intOrString':
      return typeof json === 'string' || (isInteger(json) && json >= -INT32 && json < INT32);
    case 'quantity':
      return (typeof json === 'string' || typeof json === 'number') && isQuantity(json);
    case 'time':
      return typeof json === 'string' && RFC_3339.test(json) && !Number.isNaN(Date.parse(json));
    case 'bytes':
      return Array.isArray(json)
        ? json.every(isInteger)
        : typeof json === 'string' && BASE_64.test(json.replace(/[\r\n]/g, ''));
  }
}

function isInteger(json: unknown): json is number {
  return typeof json === 'number' && Number.isInteger(json);
}

function isQuantity(json: string | number): boolean {
  try {
    Quantity.parse(json);
    return true;
  } catch {
    return false;
  }
}
