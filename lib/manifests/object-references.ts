import { textOf } from '../util/value-text';
import { Field } from './field';
import { isObject, Manifest } from './manifest';
import { allContainers } from './pod-spec';

/** A place where a pod names a ConfigMap or Secret it cannot start without. */
export interface ObjectReference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** Key in its data; undefined where all keys are used. */
  readonly key?: string;
  /** JSON pointer of the name. */
  readonly pointer: string;
  /** JSON pointer of the key. */
  readonly keyPointer?: string;
}

const REF_FIELDS = [
  ['ConfigMap', 'configMapKeyRef', 'configMapRef', 'configMap', 'name'],
  ['Secret', 'secretKeyRef', 'secretRef', 'secret', 'secretName'],
] as const;

/**
 * References of one kind in env, envFrom and volumes of a pod, `replaced` volumes excepted; optional ones are left out.
 */
export function objectReferences(
  podSpec: Field,
  wanted: ObjectReference['kind'],
  replaced: readonly string[] = [],
): ObjectReference[] {
  const [kind, keyRef, ref, volumeField, volumeName] = REF_FIELDS.find(([name]) => name === wanted)!;
  const containers = allContainers(podSpec);
  const volumes = podSpec
    .get('volumes')
    .items()
    .filter((volume) => !replaced.includes(textOf(volume.get('name').value)));
  const projected = volumes.flatMap((volume) => volume.get('projected', 'sources').items());
  return [
    ...containers
      .flatMap((container) => container.get('env').items())
      .flatMap((env) => keyed(kind, env.get('valueFrom', keyRef))),
    ...containers
      .flatMap((container) => container.get('envFrom').items())
      .flatMap((source) => whole(kind, source.get(ref), 'name')),
    ...volumes.flatMap((volume) => whole(kind, volume.get(volumeField), volumeName)),
    ...projected.flatMap((source) => whole(kind, source.get(volumeField), 'name')),
  ];
}

function keyed(kind: ObjectReference['kind'], ref: Field): ObjectReference[] {
  const name = ref.get('name').string();
  const key = ref.get('key');
  return name && ref.get('optional').value !== true
    ? [{ kind, name, key: key.string(), pointer: ref.get('name').pointer, keyPointer: key.pointer }]
    : [];
}

/** The items that a volume picks are keys that must exist. */
function whole(kind: ObjectReference['kind'], ref: Field, nameField: string): ObjectReference[] {
  const name = ref.get(nameField).string();
  if (!name || ref.get('optional').value === true) {
    return [];
  }
  const { pointer } = ref.get(nameField);
  const items = ref
    .get('items')
    .items()
    .map((item) => item.get('key'));
  return items.length === 0
    ? [{ kind, name, pointer }]
    : items.map((key) => ({ kind, name, key: key.string(), pointer, keyPointer: key.pointer }));
}

/** Whether a ConfigMap or Secret of the manifests holds a key; undefined when its data are not to be seen. */
export function holdsKey({ json }: Manifest, key: string): boolean | undefined {
  const parts = [json.data, json.stringData, json.binaryData].filter(isObject);
  return parts.length === 0 ? undefined : parts.some((part) => Object.hasOwn(part, key));
}
