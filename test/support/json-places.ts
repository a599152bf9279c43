type Json = { readonly [key: string]: unknown };

/** Keys and indices that lead to a value. */
export type Path = readonly (string | number)[];

/** Ways to each value inside another one. */
export function places(value: unknown, path: Path = []): Path[] {
  const keys = Array.isArray(value) ? [...value.keys()]
    : typeof value === 'object' && value !== null ? Object.keys(value) : [];
  return keys.flatMap((key) => [[...path, key], ...places((value as Json)[key], [...path, key])]);
}

/** A copy with something else at a place. */
export function replaced(value: unknown, [key, ...rest]: Path, odd: unknown): unknown {
  return key === undefined ? odd
    : Array.isArray(value)
      ? value.map((item, index): unknown => (index === key ? replaced(item, rest, odd) : item))
      : { ...value as Json, [key]: replaced((value as Json)[key], rest, odd) };
}
