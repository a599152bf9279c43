import { Quantity } from '../../../kubernetes/quantity';
import { REVISION_LABELS } from '../../../kubernetes/well-known-labels';
import { isObject } from '../../../manifests';

/** Fields whose values are quantities, or maps of them: `1000m` is `1`. */
const QUANTITIES: ReadonlySet<string> = new Set(['limits', 'requests', 'overhead', 'sizeLimit', 'divisor']);
/** Maps, of which an empty one is none, and whose values may be empty. */
const MAPS: ReadonlySet<string> = new Set([
  'labels',
  'annotations',
  'nodeSelector',
  'matchLabels',
  'limits',
  'requests',
  'overhead',
  'volumeAttributes',
]);
/** Structures without pointer: an empty one is none. */
const STRUCTURES: ReadonlySet<string> = new Set(['resources', 'metadata']);
/** Numbers and switches without pointer: zero and false are not written. */
const ZEROES: ReadonlySet<string> = new Set([
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'readOnly',
  'stdin',
  'stdinOnce',
  'tty',
  'initialDelaySeconds',
  'hostPort',
]);
/** Labels that controllers put on. */
const LEFT_ALONE: ReadonlySet<string> = new Set(REVISION_LABELS);

/**
 * The same value for what is the same to Kubernetes: sorted keys, no empty fields, quantities as numbers. Undefined
 * stands for nothing.
 */
export function canonical(value: unknown, key: string, inQuantities = false): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item, ''));
    return items.length === 0 ? undefined : items;
  }
  if (isObject(value)) {
    const isMap = MAPS.has(key);
    const entries = Object.keys(value)
      .sort()
      .flatMap((name): [string, unknown][] => {
        const child = value[name];
        const kept =
          isMap && child === ''
            ? ''
            : LEFT_ALONE.has(name)
              ? undefined
              : canonical(child, isMap ? '' : name, QUANTITIES.has(key));
        return kept === undefined ? [] : [[name, kept]];
      });
    return entries.length === 0 && (isMap || STRUCTURES.has(key)) ? undefined : Object.fromEntries(entries);
  }
  if (value === null || value === '' || ((value === false || value === 0) && ZEROES.has(key))) {
    return undefined;
  }
  return inQuantities || QUANTITIES.has(key) ? amount(value) : value;
}

/** In thousandths, rounded up, as the API server stores it; what is no quantity stays as it is. */
function amount(value: unknown): unknown {
  try {
    return Quantity.parse(value as string).milliValue;
  } catch {
    return value;
  }
}
