import { listed } from '../../util/listed';
import { countBudget, DisruptionBudget, mayBeMore, readDisruptionBudget, Workload } from '../../manifests';
import { RuleContext } from '../engine/rule-context';
import { NOT_APPLICABLE, Rule } from '../engine/rule';

/**
 * More replicas help where the budget keeps a number of pods of one Deployment that nothing else scales and whose
 * second pod does no harm; not where it keeps all in percent, or allows none to be missing.
 */
function adviceFor(
  { minAvailable, maxUnavailable }: DisruptionBudget, workloads: Workload[], context: RuleContext,
): string {
  const [workload, ...others] = workloads;
  const helps = others.length === 0 && maxUnavailable === undefined && typeof minAvailable === 'number'
    && workload?.kind === 'Deployment' && context.model.autoscalerOf(workload) === undefined
    && mayBeMore(context.model, workload);
  const more = helps ? `, or run ${minAvailable + 1} replicas` : '';
  return `Write maxUnavailable: 1 in place of it${more}; acknowledge it where a person is meant to decide about every drain.`;
}

export const disruptionBudgetNeverAllowsEviction: Rule = {
  id: 'disruption-budget-never-allows-eviction',
  title: 'PodDisruptionBudget never allows an eviction',
  severity: 'warning',
  explanation:
    'When minAvailable is not below the replicas, or maxUnavailable is 0, or neither is written, no healthy pod may ever be evicted: kubectl drain, node ' +
    'upgrades and the cluster autoscaler wait for ever or kill the pod at their own deadline. Percentages of both kinds round up. ' +
    'The same happens where it selects pods of a DaemonSet or a Job and has maxUnavailable or a percentage: these have no scale to count.',
  remediation:
    'Write maxUnavailable: 1; leave DaemonSets and Jobs out of the selector; acknowledge it where a person is meant to decide about every drain.',
  upstream: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#specifying-a-poddisruptionbudget',
  kinds: ['PodDisruptionBudget'],
  evaluate({ root, manifest }, context) {
    const budget = readDisruptionBudget(root);
    const selected = context.model.selectPods(manifest.namespace, budget.selector);
    const asksScale = budget.maxUnavailable !== undefined || typeof budget.minAvailable === 'string';
    const [workloads, bare] = [
      selected.filter(({ scale }) => !asksScale || scale === 'known'),
      selected.filter(({ scale }) => asksScale && scale === 'unmanaged'),
    ];
    const { allowed, pods: replicas, uncountable } = countBudget(context.model, budget);
    if (uncountable.length > 0) {
      const ids = listed(uncountable.map((each) => each.manifest.id));
      const limit = budget.maxUnavailable === undefined ? 'minAvailable' : 'maxUnavailable';
      return [{
        pointer: `/spec/${limit}`,
        message: `it selects pods of ${ids}, which have no scale: the controller cannot count ${limit} ${budget[limit]} and refuses every eviction`,
      }];
    }
    if (replicas === 0 && bare.length > 0 && workloads.length === 0) {
      const limit = budget.maxUnavailable === undefined ? 'minAvailable' : 'maxUnavailable';
      return [{
        pointer: `/spec/${limit}`,
        message: `it selects only ${listed(bare.map((each) => each.manifest.id))}, which no controller makes: of these ` +
          `${limit} ${budget[limit]} expects none, and allows no eviction`,
        remediation: 'Write minAvailable: 0 or no budget, or have a controller make the pods.',
      }];
    }
    if (replicas === 0) {
      return NOT_APPLICABLE;
    }
    if (allowed !== 0) {
      return [];
    }
    const field = budget.maxUnavailable === undefined ? 'minAvailable' : 'maxUnavailable';
    const written =
      budget[field] === undefined
        ? 'neither minAvailable nor maxUnavailable is written, which'
        : `${field} ${budget[field]}`;
    const refused = replicas === 1 ? 'not even the only pod' : `none of the ${replicas} pods`;
    const names = listed(workloads.map((workload) => workload.manifest.id));
    return [{
      pointer: `/spec/${field}`,
      message: `${written} allows ${refused} of ${names} to be evicted`,
      remediation: adviceFor(budget, workloads, context),
    }];
  },
};
