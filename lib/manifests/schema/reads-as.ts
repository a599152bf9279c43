import { Quantity } from '../../kubernetes/quantity';
import { ScalarType } from './schema';

const INT32 = 2 ** 31;
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}([.,]\d+)?(Z|[+-]\d{2}:\d{2})$/;
const BASE_64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Whether the API server reads a value as of such a type. */
export function readsAs(scalar: ScalarType, json: unknown): boolean {
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
