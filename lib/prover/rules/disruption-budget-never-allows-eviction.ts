import { disruptionsAllowed } from '../../kubernetes/arithmetic';
import { readDisruptionBudget } from '../../manifests';
import { NOT_APPLICABLE, REPLICATED_KINDS, Rule } from '../engine/rule';

export const disruptionBudgetNeverAllowsEviction: Rule = {
  id: 'disruption-budget-never-allows-eviction',
  title: 'PodDisruptionBudget never allows an eviction',
  severity: 'warning',
  explanation:
    'When minAvailable is not below the replicas, or maxUnavailable is 0, or neither is written, no healthy pod may ever be evicted: kubectl drain, node ' +
    'upgrades and the cluster autoscaler wait for ever or kill the pod at their own deadline. Percentages of both kinds round up.',
  remediation: 'Write maxUnavailable: 1, or run more replicas than minAvailable; acknowledge it where a person is meant to decide about every drain.',
  upstream: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#specifying-a-poddisruptionbudget',
  kinds: ['PodDisruptionBudget'],
  evaluate({ root, manifest }, context) {
    const budget = readDisruptionBudget(root);
    const workloads = context.model.selectPods(manifest.namespace, budget.selector).filter(({ kind }) => REPLICATED_KINDS.includes(kind));
    const replicas = workloads.reduce((total, workload) => total + context.replicas(workload).least, 0);
    if (replicas === 0) {
      return NOT_APPLICABLE;
    }
    if (disruptionsAllowed(budget, replicas) > 0) {
      return [];
    }
    const field = budget.maxUnavailable === undefined ? 'minAvailable' : 'maxUnavailable';
    const written = budget[field] === undefined ? 'neither minAvailable nor maxUnavailable is written, which' : `${field} ${budget[field]}`;
    const refused = replicas === 1 ? 'not even the only pod' : `none of the ${replicas} pods`;
    const names = workloads.map((workload) => workload.manifest.id).join(', ');
    return [
      {
        pointer: `/spec/${field}`,
        message: `${written} allows ${refused} of ${names} to be evicted`,
      },
    ];
  },
};
