import { isObject } from '../../../manifests';

/** Where two values differ first, and what stands there. */
export interface Difference {
  /** Keys and indexes, from the two values. */
  readonly path: readonly string[];
  readonly one: unknown;
  readonly two: unknown;
}

/**
 * The first place at which two values of JSON differ, as deep as both have the same shape; the values themselves where
 * they do not, undefined where they are the same.
 */
export function firstDifference(one: unknown, two: unknown): Difference | undefined {
  const [left, right] = [one, two].map(childrenOf);
  if (!left || !right || Array.isArray(one) !== Array.isArray(two)) {
    return one === two ? undefined : { path: [], one, two };
  }
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const within = firstDifference(left.get(key), right.get(key));
    if (within) {
      return { ...within, path: [key, ...within.path] };
    }
  }
  return undefined;
}

function childrenOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  return isObject(value) || Array.isArray(value) ? new Map(Object.entries(value)) : undefined;
}
