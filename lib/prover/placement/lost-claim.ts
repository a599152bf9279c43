import { Field, isBeingDeleted, liveTwin, Model } from '../../manifests';

/**
 * Why no new pod of a claim is scheduled, whatever room there is (kubernetes
 * pkg/scheduler/framework/plugins/volumebinding/volume_binding.go `podHasPVCs`): what the cluster has of it decides, as
 * an apply brings nothing back that is being deleted. Manifests that were read from a cluster say it themselves.
 */
export function lostClaim(model: Model, namespace: string, name: string): string | undefined {
  const { options } = model;
  const claim = liveTwin(options, 'PersistentVolumeClaim', namespace, name)
    ?? model.find('PersistentVolumeClaim', namespace, name);
  if (claim === undefined) {
    return undefined;
  }
  if (isBeingDeleted(claim)) {
    return `claim ${name} is being deleted, and stays so until no pod mounts it: it takes no new pod`;
  }
  return Field.of(claim, []).get('status', 'phase').value === 'Lost'
    ? `claim ${name} is bound to a volume that is gone (phase Lost)` : undefined;
}
