import { NOT_APPLICABLE, POD_KINDS, Rule } from '../engine/rule';
import { RuleContext } from '../engine/rule-context';

export const claimMissing: Rule = {
  id: 'claim-missing',
  title: 'PersistentVolumeClaim does not exist',
  severity: 'error',
  explanation: 'A pod that mounts a claim which does not exist in its namespace stays Pending.',
  remediation: 'Add the PersistentVolumeClaim to the same namespace, or correct claimName.',
  upstream: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#claims-as-volumes',
  kinds: POD_KINDS,
  evaluate({ workload }, context) {
    if (!workload || workload.pod.claims.length === 0) {
      return NOT_APPLICABLE;
    }
    const { namespace } = workload;
    const missing = workload.pod.claims.filter(
      ({ claimName }) =>
        !context.model.find('PersistentVolumeClaim', namespace, claimName)
        && !isMadeByStatefulSet(context, namespace, claimName),
    );
    return missing.map(({ claimName, pointer }) => ({
      pointer,
      message: `PersistentVolumeClaim ${claimName} is not among the manifests of namespace ${namespace}`,
    }));
  },
};

/** A StatefulSet names its claims `<template>-<set>-<ordinal>`. */
function isMadeByStatefulSet(context: RuleContext, namespace: string, claimName: string): boolean {
  const prefixes = context.once(statefulSetClaims);
  const prefix = /^(.*)-\d+$/.exec(claimName)?.[1];
  return prefix !== undefined && prefixes.has(`${namespace}/${prefix}`);
}

function statefulSetClaims({ model }: RuleContext): ReadonlySet<string> {
  return new Set(
    model.workloads.flatMap(({ namespace, name, claimTemplates }) =>
      claimTemplates.map((claim) => `${namespace}/${claim.name}-${name}`),
    ),
  );
}
