import { CLUSTER_SCOPED_KINDS } from './cluster-scoped-kinds';
import { typeOf } from './kinds';
import { Manifest } from './manifest';

/** What tells an object from all others: the name of its type, its namespace where it is in one, its name. */
export function objectKey(type: string, namespace: string, name: string): string {
  return `${type}\0${CLUSTER_SCOPED_KINDS.has(type) ? '' : namespace}\0${name}`;
}

/** The key of an object, equal for what is the same object to `kubectl apply`. */
export function keyOf(manifest: Manifest): string {
  return objectKey(typeOf(manifest), manifest.namespace, manifest.name);
}
