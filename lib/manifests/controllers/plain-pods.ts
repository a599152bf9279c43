import { isFinished } from '../../kubernetes/pod-phase';
import { isBeingDeleted } from '../live-twin';
import { Controller, replicatedDetails, requireContainers, workloadOf } from './controller';

/** ReplicaSets and ReplicationControllers keep a number of pods and never replace one for a changed template. */
function replicator(kind: string, groups: string[]): Controller {
  return {
    kind, groups,
    read(root) {
      const spec = root.get('spec');
      requireContainers(spec.get('template'));
      return workloadOf(root, spec.get('template'), replicatedDetails(spec));
    },
  };
}

export const REPLICA_SET = replicator('ReplicaSet', ['apps', 'extensions']);
export const REPLICATION_CONTROLLER = replicator('ReplicationController', ['']);

/**
 * A Pod by itself. A finished one takes no room (kubernetes pkg/scheduler/eventhandlers.go `assignedPod`, podutil
 * `IsPodTerminal`), and one that is being deleted is taken to be gone.
 */
export const POD: Controller = {
  kind: 'Pod',
  groups: [''],
  read(root) {
    requireContainers(root);
    const isGone = isFinished(root.get('status', 'phase').value) || isBeingDeleted(root.manifest);
    const replicas = isGone ? 0 : 1;
    return workloadOf(root, root, {
      replicas, scale: 'unmanaged', priority: root.get('spec', 'priority').integer(),
    });
  },
};
