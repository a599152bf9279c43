import { exclusiveClaims, isBoundToOneNode, mayBeShared, Workload } from '../../manifests';
import { isOnOnlyNode } from '../engine/only-node';
import { NOT_APPLICABLE, REPLICATED_KINDS, Rule } from '../engine/rule';
import { claimIs } from '../updates';

/** Whether several pods may have the claim. */
function isShareable(workload: Workload, name: string): boolean {
  return workload.pod.claims.some((claim) => claim.claimName === name && mayBeShared(workload, claim));
}

export const replicasShareReadWriteOnceClaim: Rule = {
  id: 'replicas-share-read-write-once-claim',
  title: 'Several replicas on one ReadWriteOnce claim',
  severity: 'error',
  explanation:
    'All replicas mount the same claim, but a ReadWriteOnce volume attaches to one node only: replicas on other nodes never start. It is no ' +
    'finding where the known nodes have only one that takes them.',
  remediation:
    'Run one replica, or use a StatefulSet with volumeClaimTemplates, which makes one claim for each pod; a ReadWriteMany claim only where several pods may write to it.',
  upstream: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
  kinds: [...REPLICATED_KINDS, 'DaemonSet', 'Job'],
  evaluate({ workload }, context) {
    const claims = workload && exclusiveClaims(workload, context.model);
    if (!workload || !claims) {
      return NOT_APPLICABLE;
    }
    const isAtOnePlace = isBoundToOneNode(workload) || isOnOnlyNode(workload, context);
    const { most } = context.replicas(workload);
    const isOnOneNode = workload.kind === 'DaemonSet' && isAtOnePlace;
    const isMany = most > 1 || (workload.kind === 'DaemonSet' && !isOnOneNode);
    const mounting = workload.kind === 'DaemonSet' ? 'a pod on each node mounts' : `${most} replicas mount`;
    return claims
      .filter(({ mode }) => isMany && (mode === 'ReadWriteOncePod' || !isAtOnePlace))
      .map(({ name, pointer, mode }) => ({
        pointer,
        message: `${mounting} claim ${name}, which is ${mode}`,
        because: claimIs(name),
        remediation: isShareable(workload, name)
          ? 'Use a ReadWriteMany claim: the pods only read it, or keep models on it. Or run one replica.'
          : undefined,
      }));
  },
};
