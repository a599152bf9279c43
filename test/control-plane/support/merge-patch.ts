import { Json } from '../cluster/api';

const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What has to be merged into one value to make it another (RFC 7386): what is gone becomes null. */
export function mergePatch(from: Json, to: Json): Json {
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return Object.fromEntries(keys.map((key) => [
    key, to[key] === undefined ? null : isMap(from[key]) && isMap(to[key]) ? mergePatch(from[key], to[key]) : to[key],
  ]));
}

/** What becomes of a value that such a patch is merged into. */
export function merged(value: Json, patch: Json): Json {
  const kept = Object.entries(patch).map(([key, each]): [string, unknown] =>
    [key, isMap(each) ? merged(isMap(value[key]) ? value[key] : {}, each) : each]);
  const entries = Object.entries({ ...value, ...Object.fromEntries(kept) });
  return Object.fromEntries(entries.filter(([, each]) => each !== null));
}
