import { Quantity } from '../kubernetes/quantity';
import { Field } from './field';

/** Quantities by resource name. */
export type Quantities = ReadonlyMap<string, Quantity>;

/** One entry of a LimitRange. */
export interface LimitRangeItem {
  /** `Container`, `Pod` or `PersistentVolumeClaim`. */
  readonly type: string;
  /** Limits of containers that write none. */
  readonly defaults: Quantities;
  /** Requests of containers that write neither request nor limit. */
  readonly defaultRequests: Quantities;
  readonly min: Quantities;
  readonly max: Quantities;
  /** Largest limit by request. */
  readonly maxLimitRequestRatio: Quantities;
}

/**
 * The entries of a LimitRange with the API server's defaults: for containers a maximum is the default limit where none
 * is written, a default limit the default request, and so is a minimum. Source: kubernetes pkg/apis/core/v1/defaults.go
 * `SetDefaults_LimitRangeItem`.
 */
export function readLimitRange(root: Field): LimitRangeItem[] {
  return root
    .get('spec', 'limits')
    .items()
    .map((item) => {
      const type = item.get('type').string() ?? '';
      const [min, max] = [readQuantities(item.get('min')), readQuantities(item.get('max'))];
      const written = {
        limits: readQuantities(item.get('default')), requests: readQuantities(item.get('defaultRequest')),
      };
      const defaults = type === 'Container' ? new Map([...max, ...written.limits]) : written.limits;
      const defaultRequests =
        type === 'Container' ? new Map([...min, ...defaults, ...written.requests]) : written.requests;
      return {
        type, defaults, defaultRequests, min, max,
        maxLimitRequestRatio: readQuantities(item.get('maxLimitRequestRatio')),
      };
    });
}

/** A map of quantities; unreadable and negative ones are reported and left out. */
export function readQuantities(field: Field): Map<string, Quantity> {
  return new Map(field.entries().flatMap(([name, item]) => {
    const quantity = item.exactQuantity();
    return quantity ? [[name, quantity]] : [];
  }));
}
