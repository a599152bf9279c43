import { didYouMean } from '../util/nearest';
import { Field, isObject } from '../manifests';
import { Schema } from './nodes-schema';

const WORDS: { readonly [type: string]: string } = {
  string: 'text in quotes', number: 'a number', integer: 'a whole number', boolean: 'true or false', array: 'a list',
  object: 'an object',
};

/** Reports what is no field, what is missing and what is of another type or out of range, each at its place. */
export function checkClosed(field: Field, schema: Schema): void {
  const { value } = field;
  const types = [schema.type].flat();
  if (!types.some((type) => isOf(type, value))) {
    field.report(`must be ${types.map((type) => WORDS[type]).join(' or ')}, is ${shown(value)}`);
    return;
  }
  const wrong = outOfRange(value, schema);
  if (wrong !== undefined) {
    field.report(`must be ${wrong}, is ${shown(value)}`);
  }
  if (Array.isArray(value)) {
    field.items().forEach((item) => checkClosed(item, schema.items!));
  } else if (isObject(value)) {
    checkFields(field, schema);
  }
}

function checkFields(field: Field, { title, properties = {}, additionalProperties, required = [] }: Schema): void {
  const entries = field.entries();
  entries.forEach(([key, item]) => {
    const known = Object.hasOwn(properties, key) ? properties[key] : additionalProperties || undefined;
    if (known) {
      checkClosed(item, known);
    } else {
      const names = Object.keys(properties);
      const instead = didYouMean(key, names) || `; write one of ${names.join(', ')}`;
      item.report(`is no field of a ${title}${instead}`);
    }
  });
  required
    .filter((name) => !entries.some(([key]) => key === name))
    .forEach((name) => {
      const { enum: values } = properties[name];
      const instead = values ? `write ${name}: ${values.join(' or ')}` : 'add it';
      field.report(`has no ${name}, which every ${title} needs; ${instead}`);
    });
}

function outOfRange(value: unknown, schema: Schema): string | undefined {
  const { minimum = -Infinity, maximum = Infinity, minItems = 0, pattern, enum: values } = schema;
  if (typeof value === 'number' && (value < minimum || value > maximum)) {
    return maximum === Infinity ? `at least ${minimum}` : `from ${minimum} to ${maximum}`;
  }
  if (Array.isArray(value) && value.length < minItems) {
    return 'a list that is not empty';
  }
  if (typeof value !== 'string') {
    return undefined;
  }
  return values && !values.includes(value) ? values.join(' or ')
    : pattern !== undefined && !new RegExp(pattern).test(value) ? 'a minor version in quotes such as \'1.35\''
      : undefined;
}

function isOf(type: string, value: unknown): boolean {
  return type === 'integer' ? Number.isInteger(value)
    : type === 'number' ? Number.isFinite(value)
      : type === 'array' ? Array.isArray(value)
        : type === 'object' ? isObject(value)
          : typeof value === type;
}

function shown(value: unknown): string {
  return value === null ? 'empty' : Array.isArray(value) ? 'a list' : isObject(value) ? 'an object'
    : String(JSON.stringify(value)).slice(0, 60);
}
