import { oncePer } from '../util/once-per';
import { Field } from './field';
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

/** What an object says, else what the control plane has written there in the cluster: no apply of it takes that away. */
export function liveField(manifest: Manifest, options: ModelOptions, ...path: string[]): Field {
  const written = Field.of(manifest, []).get(...path);
  const twin = written.isPresent ? undefined : liveTwin(options, typeOf(manifest), manifest.namespace, manifest.name);
  return twin === undefined ? written : Field.of(twin, []).get(...path);
}

const NONE: readonly Manifest[] = [];

/** Whether somebody has asked the API server to delete an object, which stays until nothing holds it any more. */
export function isBeingDeleted({ json }: Manifest): boolean {
  return (json.metadata as { deletionTimestamp?: unknown } | undefined)?.deletionTimestamp !== undefined;
}
