import { Quantity } from '../../kubernetes/quantity';
import { ScalarType } from './schema';

const INT32 = 2 ** 31;
const INT64 = 2 ** 63;
const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})(?:[.,]\d+)?(?:Z|[+-](\d{2}):(\d{2}))$/;
const BASE_64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Whether the API server reads a value as of such a type. */
export function readsAs(scalar: ScalarType, json: unknown): boolean {
  switch (scalar) {
    case 'string':
      return typeof json === 'string';
    case 'boolean':
      return typeof json === 'boolean';
    case 'int32':
      return isInteger(json, -INT32, INT32);
    case 'int64':
      return isInteger(json, -INT64, INT64);
    case 'double':
      return typeof json === 'number';
    case 'intOrString':
      return typeof json === 'string' || isInteger(json, -INT32, INT32);
    case 'quantity':
      return (typeof json === 'string' || typeof json === 'number') && isQuantity(json);
    case 'time':
      return typeof json === 'string' && isTime(json);
    case 'bytes':
      return Array.isArray(json)
        ? json.every((byte) => isInteger(byte, 0, 256))
        : typeof json === 'string' && BASE_64.test(json.replace(/[\r\n]/g, ''));
  }
}

/** Whether it is an integer from `least` to below `end`. */
function isInteger(json: unknown, least: number, end: number): boolean {
  return typeof json === 'number' && Number.isInteger(json) && json >= least && json < end;
}

/** As Go parses RFC 3339 (time.Parse): on a day that exists, without leap seconds, with a comma where one writes it. */
function isTime(text: string): boolean {
  const match = RFC_3339.exec(text);
  if (!match) {
    return false;
  }
  const [year, month, day, hour, minute, second, zoneHours, zoneMinutes] =
    match.slice(1).map((number: string | undefined) => Number(number ?? 0));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    && hour < 24 && minute < 60 && second < 60 && zoneHours <= 24 && zoneMinutes <= 60;
}

function isQuantity(json: string | number): boolean {
  try {
    Quantity.parse(json);
    return true;
  } catch {
    return false;
  }
}
