import { Field, Manifest } from '../../manifests';

/** What is left of a namespace and costs money, in words. */
export function remainsOf(objects: readonly Manifest[], namespace: string): string[] {
  return objects.flatMap((object): string[] => {
    const root = Field.of(object, []);
    if (object.kind === 'PersistentVolumeClaim' && object.namespace === namespace) {
      const size = root.get('spec', 'resources', 'requests', 'storage').string() ?? 'of unknown size';
      return [`${object.id}, ${size}, volume ${root.get('spec', 'volumeName').string() ?? 'not made'}`];
    }
    if (object.kind === 'PersistentVolume' && root.get('spec', 'claimRef', 'namespace').value === namespace) {
      const policy = root.get('spec', 'persistentVolumeReclaimPolicy').string() ?? '';
      return root.get('status', 'phase').value === 'Released'
        ? [`${object.id}, released and kept by its policy ${policy}`]
        : [];
    }
    const isBalanced = object.kind === 'Service' && root.get('spec', 'type').value === 'LoadBalancer';
    return isBalanced && object.namespace === namespace ? [`${object.id}, a load balancer`] : [];
  });
}
