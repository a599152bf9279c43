/** A value that is computed when it is first asked for. */
export interface Once<T> {
  readonly value: () => T;
  readonly isKnown: () => boolean;
}

export function once<T>(compute: () => T): Once<T> {
  let known: { readonly value: T } | undefined;
  return { value: () => (known ??= { value: compute() }).value, isKnown: () => known !== undefined };
}
