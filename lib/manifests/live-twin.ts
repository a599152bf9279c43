import { oncePer } from '../kubernetes/once-per';
import { typeOf } from './kinds';
import { Manifest } from './manifest';
import { ModelOptions } from './model-options';
import { objectKey } from './object-key';

const indexOf = oncePer((live: readonly Manifest[]) =>
  new Map(live.map((object) => [objectKey(typeOf(object), object.namespace, object.name), object])));

/** What a cluster holds in the place of an object of the manifests; undefined where there is none, or no cluster. */
export function liveTwin(
  { live = NONE }: ModelOptions, type: string, namespace: string, name: string,
): Manifest | undefined {
  return indexOf(live).get(objectKey(type, namespace, name));
}

const NONE: readonly Manifest[] = [];

/** Whether somebody has asked the API server to delete an object, which stays until nothing holds it any more. */
export function isBeingDeleted({ json }: Manifest): boolean {
  return (json.metadata as { deletionTimestamp?: unknown } | undefined)?.deletionTimestamp !== undefined;
}
