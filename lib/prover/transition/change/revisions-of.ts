import { Field, Manifest } from '../../../manifests';

/**
 * Whether the controller says that all pods of an object are of its newest template, or some of a former one, as
 * `kubectl rollout status` reads it; undefined where nothing says so, or what was said is of an older object.
 */
export function revisionsOf(manifest: Manifest, pods = 0): 'one' | 'several' | undefined {
  const root = Field.of(manifest, []);
  const status = root.get('status');
  const seen = status.get('observedGeneration').integer();
  if (seen === undefined || seen !== root.get('metadata', 'generation').integer()) {
    return undefined;
  }
  const count = (name: string) => status.get(name).integer() ?? 0;
  switch (manifest.kind) {
    case 'Deployment': {
      // Recreate makes no new pod before the old ones are gone (kubernetes pkg/controller/deployment/recreate.go).
      const isBetween = pods + count('replicas') === 0 && (root.get('spec', 'replicas').integer() ?? 1) > 0;
      return count('updatedReplicas') === count('replicas') && !isBetween ? 'one' : 'several';
    }
    case 'DaemonSet':
      return count('updatedNumberScheduled') === count('currentNumberScheduled') ? 'one' : 'several';
    default:
      return !status.get('updateRevision').isPresent ? undefined
        : status.get('updateRevision').value === status.get('currentRevision').value ? 'one' : 'several';
  }
}
