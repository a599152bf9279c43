import { asList, asMap, JsonMap } from '../json';

/** What becomes of a number of pods that the next apply does not write. */
export type WhenNotWritten = 'stays' | 'default' | 'open';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * What becomes of `spec.replicas` of an object when the next apply does not write it. kubectl takes a field away that
 * the manifest of its last apply had (apimachinery pkg/util/strategicpatch `CreateThreeWayMergePatch`), a server-side
 * apply one that nobody else owns (structured-merge-diff merge/update.go `prune`); the API server then writes 1. `open`
 * where the two differ, undefined where nothing tells.
 */
export function whenNotWritten({ metadata, spec }: JsonMap): WhenNotWritten | undefined {
  const { annotations, managedFields } = asMap(metadata);
  const { replicas } = asMap(spec);
  const last = lastApplied(asMap(annotations)[LAST_APPLIED]);
  const owners = managedFields === undefined ? undefined : asList(managedFields).map(asMap)
    .filter(({ fieldsV1 }) => 'f:replicas' in asMap(asMap(fieldsV1)['f:spec']));
  const isApplied = owners?.some(({ operation }) => operation === 'Apply') === true;
  if (last === undefined) {
    return owners && (isApplied && owners.length === 1 ? 'default' : 'stays');
  }
  const { replicas: written } = asMap(last.spec);
  return written === undefined ? (isApplied ? 'open' : 'stays')
    : written === replicas && (owners === undefined || owners.length === 1) ? 'default' : 'open';
}

/** The manifest that kubectl keeps of its last apply. */
function lastApplied(text: unknown): JsonMap | undefined {
  try {
    return typeof text === 'string' ? asMap(JSON.parse(text)) : undefined;
  } catch {
    return undefined; // Somebody has cut it.
  }
}
