import { isObject } from '../../../manifests';
import { ANEW, as, CORE, ImmutableField, Json } from './immutable-field';

const UPSTREAM = `${CORE} ValidateConfigMapUpdate, ValidateSecretUpdate`;
const AS_ASKED = 'give it another name and use that, as immutable: true asks for';

const isChangeable = (old: Json): boolean => old.immutable !== true;

/** Keys of a map with their bytes, whatever their encoding writes besides (encoding/base64 of Go passes over ends of lines). */
function bytesOf(value: unknown, encoding: 'base64' | 'utf8'): Json {
  return !isObject(value) ? {} : Object.fromEntries(Object.entries(value)
    .map(([key, text]) => [key, Buffer.from(typeof text === 'string' ? text : '', encoding).toString('hex')]));
}

/** As text: here an empty value is one, and no key says that its value is a quantity. */
const textOf = (bytes: Json): string =>
  JSON.stringify(Object.fromEntries(Object.entries(bytes).sort(([one], [two]) => (one < two ? -1 : 1))));

/** What is stored of a Secret: `stringData` goes over `data` (pkg/apis/core/v1/conversion.go). */
function storedOf({ data, stringData }: Json): Json {
  return { ...bytesOf(data, 'base64'), ...bytesOf(stringData, 'utf8') };
}

/** `stringData` is never stored, so that no apply takes back a key that is written there no more. */
function losesTextOnly(old: Json, asked: Json): boolean {
  const [before, after] = [storedOf(old), storedOf(asked)];
  const text = isObject(old.stringData) ? old.stringData : {};
  return Object.keys(after).every((key) => after[key] === before[key])
    && Object.keys(before).every((key) => key in after || key in text);
}

/** Of ConfigMaps and Secrets: what they hold, once they are immutable. */
export const IMMUTABLE_DATA_FIELDS: readonly ImmutableField[] = [
  ...(['data', 'binaryData'] as const).map((field): ImmutableField => ({
    kinds: ['ConfigMap'], path: [field], unless: isChangeable, upstream: UPSTREAM, instead: AS_ASKED,
    read: (value) => textOf(bytesOf(value, field === 'data' ? 'utf8' : 'base64')),
  })),
  ...['data', 'stringData'].map((field): ImmutableField => ({
    kinds: ['Secret'], path: [field], read: (_, object) => textOf(storedOf(object)), isSecret: true,
    // Told of the field that asks for it, once.
    unless: (old, asked) => isChangeable(old) || losesTextOnly(old, asked)
      || (field === 'stringData') !== (asked.stringData !== undefined),
    upstream: UPSTREAM, instead: AS_ASKED,
  })),
  {
    kinds: ['ConfigMap', 'Secret'], path: ['immutable'], read: as(false), unless: isChangeable, upstream: UPSTREAM,
    instead: ANEW,
  },
];
