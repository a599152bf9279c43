import { childPointer, isObject, JsonObject, parsePointer } from '../../manifests';

/** One operation of RFC 6902 (https://www.rfc-editor.org/rfc/rfc6902); `add` also replaces what is there. */
export interface PatchOperation {
  readonly op: 'add' | 'remove';
  readonly path: string;
  readonly value?: unknown;
}

/** Writes a value at a path of object keys, and the objects on the way to it that are missing or something else. */
export function setAt(json: JsonObject, path: readonly string[], value: unknown): PatchOperation {
  let present: unknown = json;
  for (let depth = 0; depth < path.length - 1; depth++) {
    const next: unknown = memberOf(present, path[depth]);
    if (!Array.isArray(next) && !isObject(next)) {
      const missing = path.slice(depth + 1).reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
      return { op: 'add', path: pointerOf(path.slice(0, depth + 1)), value: missing };
    }
    present = next;
  }
  return { op: 'add', path: pointerOf(path), value };
}

/** Removes what stands at a path; nothing where nothing does. */
export function removeAt(json: JsonObject, path: readonly string[]): PatchOperation[] {
  const present = path.reduce<unknown>((inner, key) => memberOf(inner, key), json);
  return present === undefined ? [] : [{ op: 'remove', path: pointerOf(path) }];
}

/**
 * The object with the operations applied in their order.
 *
 * @throws when the parent of a path is not there
 */
export function applyOperations(json: JsonObject, operations: readonly PatchOperation[]): JsonObject {
  return operations.reduce<unknown>(
    (object, operation) => changed(object, parsePointer(operation.path), operation),
    json,
  ) as JsonObject;
}

function changed(node: unknown, [key, ...rest]: string[], { op, path, value }: PatchOperation): unknown {
  if (Array.isArray(node)) {
    const index = key === '-' ? node.length : Number(key);
    const tail = rest.length > 0 ? [changed(node[index], rest, { op, path, value })] : op === 'add' ? [value] : [];
    const replaced = rest.length > 0 || op === 'remove' ? 1 : 0;
    return [...node.slice(0, index), ...tail, ...node.slice(index + replaced)];
  }
  if (!isObject(node)) {
    throw new Error(`no parent at ${path}`);
  }
  if (rest.length > 0) {
    return { ...node, [key]: changed(node[key], rest, { op, path, value }) };
  }
  const { [key]: _, ...others } = node;
  return op === 'add' ? { ...node, [key]: value } : others;
}

function memberOf(node: unknown, key: string): unknown {
  return Array.isArray(node) ? node[Number(key)] : isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined;
}

function pointerOf(path: readonly string[]): string {
  return path.reduce<string>(childPointer, '');
}
