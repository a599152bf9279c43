import { groupOf, isBuiltIn, isQuiet } from './kinds';
import { isObject, Manifest } from './manifest';
import { isKindOfGroup, removedKind } from './schema';

/** An object whose pods are, or may be, not counted, so that nothing that depends on their room is proven. */
export interface Uncounted {
  readonly manifest: Manifest;
  /** In words, without the object's name: `makes pods that are not counted`. */
  readonly reason: string;
}

/** Nesting beyond which no pod template is looked for. */
const DEEPEST = 12;

/** Why the pods of an object without adapter are not counted; undefined for kinds that are known to make none. */
export function whyUncounted(manifest: Manifest, ignoredKinds: ReadonlySet<string>): string | undefined {
  if (isMeantToMakePods(manifest)) {
    const { apiVersion } = manifest;
    const what = apiVersion === '' ? 'has no apiVersion' : `is of no kind of ${apiVersion}`;
    return `${what}, and may be meant to make pods`;
  }
  if (isQuiet(manifest) || isIgnored(manifest, ignoredKinds)) {
    return undefined;
  }
  return holdsPodSpec(manifest.json, DEEPEST)
    ? 'makes pods that are not counted'
    : 'is of a kind that is not known and may make pods that are not counted';
}

/** Built-in kinds that make pods. */
const POD_MAKERS: ReadonlySet<string> = new Set([
  'Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job', 'CronJob',
]);

/** `kind: Deploymnt`, or a Deployment of `v1`: what the API server refuses is no object without pods. */
function isMeantToMakePods(manifest: Manifest): boolean {
  const { apiVersion, kind, json } = manifest;
  const isServed = apiVersion !== '' && isKindOfGroup(groupOf(manifest), kind);
  return isBuiltIn(manifest) && !isServed && removedKind(apiVersion, kind) === undefined
    && (POD_MAKERS.has(kind) || holdsPodSpec(json, DEEPEST));
}

/** An ignored kind is written as `Kafka` or, with its group, as `Kafka.kafka.strimzi.io`. */
function isIgnored({ kind, apiVersion }: Manifest, ignoredKinds: ReadonlySet<string>): boolean {
  return ignoredKinds.has(kind) || ignoredKinds.has(`${kind}.${apiVersion.split('/')[0]}`);
}

/** Whether a list of containers, each with an image, stands anywhere inside. */
export function holdsPodSpec(value: unknown, depth: number): boolean {
  if (depth === 0) {
    return false;
  }
  if (Array.isArray(value)) {
    return value.some((item) => holdsPodSpec(item, depth - 1));
  }
  if (!isObject(value)) {
    return false;
  }
  const { containers } = value;
  return Array.isArray(containers) && containers.some((each) => isObject(each) && typeof each.image === 'string')
    || Object.values(value).some((item) => holdsPodSpec(item, depth - 1));
}
