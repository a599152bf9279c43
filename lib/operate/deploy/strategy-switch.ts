import { Snapshot } from '../../cluster/snapshot';
import { Manifest } from '../../manifests';
import { fieldOf } from '../view';
import { refOf, WorkloadRef } from '../workload-ref';

/** Deployments that run with a rolling update and are to be recreated from now on. */
export function switchedToRecreate(manifests: readonly Manifest[], snapshot: Snapshot): WorkloadRef[] {
  const strategyOf = (object: Manifest) => fieldOf(object).get('spec', 'strategy');
  const wanted = manifests.filter(
    (each) => each.kind === 'Deployment' && strategyOf(each).get('type').value === 'Recreate',
  );
  return snapshot
    .described(wanted)
    .filter((live) => strategyOf(live).get('rollingUpdate').isPresent)
    .map(refOf);
}
