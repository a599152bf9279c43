import { Workload } from '../../manifests';
import { judgeQuota, podCount, QuotaJudgement, quotaLedger } from '../updates';
import { capacityOf } from './plan-index';
import { RuleContext } from './rule-context';

/**
 * What quotas allow a workload; undefined where no quota stands in its namespace, where it has no pods, or where the
 * number of its pods is that of nodes nobody named.
 */
export function quotaOf(workload: Workload, context: RuleContext): QuotaJudgement | undefined {
  const { ledger, countOf } = context.once(computeLedger);
  const count = countOf(workload);
  const isCounted = context.admission.surroundings.quotasOf(workload.namespace).length > 0;
  return isCounted && count.most > 0 && Number.isFinite(count.most) ? judgeQuota(workload, count, ledger) : undefined;
}

function computeLedger(context: RuleContext) {
  const capacity = capacityOf(context);
  const countOf = (workload: Workload) => capacity ? podCount(workload, capacity)
    : workload.kind === 'DaemonSet' ? { least: 0, most: Infinity } : withoutNodes(workload, context);
  return { countOf, ledger: quotaLedger(context.admission, countOf, context.cluster) };
}

function withoutNodes(workload: Workload, context: RuleContext): { least: number; most: number } {
  const { least, most } = context.replicas(workload);
  return { least: workload.kind === 'Job' || workload.kind === 'CronJob' ? 0 : least, most };
}
