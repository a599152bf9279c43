import { textOf } from '../../util/value-text';
import { isObject, JsonObject } from '../../manifests';

/** Fields of a pod's spec by which nodes are chosen, beside those that admission follows. */
const FIELDS: readonly (readonly [string, unknown])[] = [
  ['affinity', undefined], ['topologySpreadConstraints', undefined], ['schedulerName', 'default-scheduler'],
  ['nodeName', undefined], ['hostNetwork', undefined], ['schedulingGates', undefined], ['resourceClaims', undefined],
];

/**
 * Names of the fields that differ between a pod as it was asked for and as the server would store it, and that decide
 * where it runs.
 */
export function changedForScheduler(asked: JsonObject, stored: JsonObject): string[] {
  const fields = FIELDS.filter(([name, otherwise]) =>
    canonical(asked[name] ?? otherwise) !== canonical(stored[name] ?? otherwise)).map(([name]) => name);
  const differ = (read: (spec: JsonObject) => string[]) => read(asked).join() !== read(stored).join();
  return [...fields, ...differ(hostPorts) ? ['hostPort'] : [], ...differ(claims) ? ['volumes'] : []];
}

/**
 * Text by which equal values are told; a selector that the server completes by `matchLabelKeys` is left out, as are
 * defaults.
 */
function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? '' : `[${value.map(canonical).join()}]`;
  }
  if (!isObject(value)) {
    return value === undefined || value === null || value === false ? '' : JSON.stringify(value);
  }
  const isCompleted = value.matchLabelKeys !== undefined || value.mismatchLabelKeys !== undefined;
  const kept = Object.keys(value)
    .sort()
    .filter((key) => canonical(value[key]) !== '' && !(isCompleted && key === 'labelSelector'));
  return kept.length === 0 ? '' : `{${kept.map((key) => `${key}:${canonical(value[key])}`).join()}}`;
}

const objects = (list: unknown): JsonObject[] => (Array.isArray(list) ? list.filter(isObject) : []);

function hostPorts(spec: JsonObject): string[] {
  return objects(spec.containers).flatMap(({ ports }) => objects(ports)).map(({ hostPort }) => textOf(hostPort ?? 0))
    .filter((port) => port !== '0' && spec.hostNetwork !== true).sort();
}

function claims(spec: JsonObject): string[] {
  return objects(spec.volumes)
    .filter((volume) => isObject(volume.persistentVolumeClaim) || isObject(volume.ephemeral))
    .map((volume) =>
      JSON.stringify([
        volume.name, isObject(volume.persistentVolumeClaim) ? volume.persistentVolumeClaim.claimName : '',
      ]),
    )
    .sort();
}
