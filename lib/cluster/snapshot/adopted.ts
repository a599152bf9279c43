import { Field, Manifest, matches, readLabelSelector } from '../../manifests';

/** What each controller takes over where it finds it without one (kubernetes pkg/controller/controller_ref_manager.go). */
const ADOPTS: { readonly [kind: string]: string } = {
  Deployment: 'ReplicaSet', ReplicaSet: 'Pod', ReplicationController: 'Pod', StatefulSet: 'Pod', DaemonSet: 'Pod',
  Job: 'Pod',
};

/**
 * Tells of an object without a controller whether one of the manifests will take it over, as it does with what
 * `kubectl delete --cascade=orphan` has left behind.
 */
export function adopters(manifests: readonly Manifest[]): (orphan: Manifest) => boolean {
  const selectors = manifests.flatMap((manifest) => {
    const adopted = ADOPTS[manifest.kind];
    const selector = adopted ? readLabelSelector(Field.of(manifest, []).get('spec', 'selector')) : undefined;
    return selector ? [{ adopted, namespace: manifest.namespace, selector }] : [];
  });
  return (orphan) => {
    const labels = Field.of(orphan, []).get('metadata', 'labels').stringMap();
    return selectors.some(({ adopted, namespace, selector }) =>
      adopted === orphan.kind && namespace === orphan.namespace && matches(selector, labels));
  };
}
