import { Field, isObject, JsonObject } from '../../manifests';

/**
 * `containers[*]` and `initContainers[*]` of a pod spec, each put through `change`; whatever is no object stays as it
 * is.
 */
export function mapContainers(spec: JsonObject, change: (container: JsonObject) => JsonObject): JsonObject {
  const each = (list: unknown) => Array.isArray(list) ? list.map((item) => isObject(item) ? change(item) : item) : list;
  return {
    ...spec,
    ...spec.containers === undefined ? {} : { containers: each(spec.containers) },
    ...spec.initContainers === undefined ? {} : { initContainers: each(spec.initContainers) },
  };
}

/** A container with amounts added where it has none of that name. */
export function withAmounts(
  container: JsonObject,
  list: 'requests' | 'limits',
  amounts: ReadonlyMap<string, unknown>,
): JsonObject {
  const resources = objectAt(container, 'resources');
  const present = objectAt(resources, list);
  const added = [...amounts].filter(([name]) => !Object.hasOwn(present, name));
  return added.length === 0 ? container
    : { ...container, resources: { ...resources, [list]: { ...present, ...Object.fromEntries(added) } } };
}

/** The object under a key; empty when there is none. */
export function objectAt(json: JsonObject, key: string): JsonObject {
  const value = json[key];
  return isObject(value) ? value : {};
}

/** The value of a field as an object; empty when it is none. */
export function objectOf({ value }: Field): JsonObject {
  return isObject(value) ? value : {};
}

/** `container main`, `init container fetch`. */
export function containerName(container: Field): string {
  const isInit = /\/initContainers\/\d+$/.test(container.pointer);
  return `${isInit ? 'init ' : ''}container ${container.get('name').string() ?? ''}`.trimEnd();
}
