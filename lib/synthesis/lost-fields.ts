import { childPointer, isObject } from '../manifests';
import { heldBy } from './server-json';

/**
 * Pointers of what is in an object that cdk8s has resolved and not in what a generated class makes of it.
 */
export function lostFields(given: unknown, rendered: unknown, pointer = ''): string[] {
  if (Array.isArray(given)) {
    const items = Array.isArray(rendered) ? rendered : [];
    return given.flatMap((item, index) => lostFields(item, items[index], childPointer(pointer, index)));
  }
  if (!isStruct(given) || !isObject(rendered)) {
    return rendered === undefined ? [pointer] : [];
  }
  const nameOf = naming(rendered);
  return Object.entries(given).flatMap(([key, value]) =>
    lostFields(value, rendered[nameOf(key)], childPointer(pointer, key)));
}

/** What a generated class has rendered, with what it has dropped. */
export function withLostFields(given: unknown, rendered: unknown): unknown {
  if (Array.isArray(given) && Array.isArray(rendered)) {
    return given.map((item, index) => withLostFields(item, rendered[index]));
  }
  if (rendered === undefined || !isStruct(given) || !isObject(rendered)) {
    return rendered === undefined ? given : rendered;
  }
  const nameOf = naming(rendered);
  return Object.fromEntries(Object.entries(given).map(([key, value]) =>
    [nameOf(key), withLostFields(value, rendered[nameOf(key)])]));
}

/** Whether it is an object with fields, and no class that holds a quantity or a port. */
function isStruct(json: unknown): json is { readonly [key: string]: unknown } {
  return isObject(json) && heldBy(json) === json;
}

/**
 * How a field is called that a generated class has rendered: it writes `hostIp` as `hostIP`, `ref` as `$ref`,
 * `xKubernetesIntOrString` with dashes.
 */
function naming(rendered: object): (key: string) => string {
  const letters = (key: string): string => key.replace(/[$-]/g, '').toLowerCase();
  const names = new Map(Object.keys(rendered).map((name) => [letters(name), name]));
  return (key) => Object.hasOwn(rendered, key) ? key : names.get(letters(key)) ?? key;
}
