import { exclusiveClaims, isBoundToOneNode } from '../../manifests';
import { NOT_APPLICABLE, POD_KINDS, Rule } from '../engine/rule';
import { RuleContext } from '../engine/rule-context';
import { claimIs } from '../updates';

export const workloadsShareReadWriteOnceClaim: Rule = {
  id: 'workloads-share-read-write-once-claim',
  title: 'Several workloads on one ReadWriteOnce claim',
  severity: 'warning',
  explanation:
    'Pods of several workloads mount the same claim, but a ReadWriteOnce volume attaches to one node only: ' +
    'the scheduler does not look at that, and a pod that it puts on another node never starts.',
  remediation:
    'Use one claim for each workload, or required pod affinity that keeps them on one node; a ReadWriteMany claim only where several pods may write to it.',
  upstream: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
  kinds: POD_KINDS,
  evaluate({ workload }, context) {
    const claims = workload && exclusiveClaims(workload, context.model);
    if (!workload || !claims) {
      return NOT_APPLICABLE;
    }
    const isOnOneNode = isBoundToOneNode(workload) || context.cluster?._nodes.length === 1;
    return claims.flatMap(({ name, pointer, mode }) => {
      const others = (sharers(context).get(`${workload.namespace}\0${name}`) ?? []).filter(
        (other) => other !== workload.manifest.id,
      );
      return others.length > 0 && !isOnOneNode
        ? [{
            pointer,
            message: `${others.slice(0, 3).join(', ')} mount${others.length > 1 ? '' : 's'} claim ${name} as well, which is ${mode}`,
            because: claimIs(name),
          }]
        : [];
    });
  },
};

/** Who mounts which claim. */
function sharers(context: RuleContext): ReadonlyMap<string, string[]> {
  return context.once(findSharers);
}

function findSharers({ model }: RuleContext): ReadonlyMap<string, string[]> {
  const users = new Map<string, string[]>();
  for (const { namespace, pod, manifest, replicas, kind } of model.podSets) {
    for (const name of new Set(
      replicas > 0 || kind === 'DaemonSet' ? pod.claims.map(({ claimName }) => claimName) : [],
    )) {
      const key = `${namespace}\0${name}`;
      users.set(key, [...users.get(key) ?? [], manifest.id]);
    }
  }
  return users;
}
