import { Cluster } from '../../../cluster';
import { oncePer } from '../../../util/once-per';
import { sum } from '../../../util/sum';
import { DisruptionBudget, keyOf, Model, objectKey, Workload } from '../../../manifests';
import { Budgets, DrainJudgement, nameOf, WorkloadPlan } from '../../updates';
import { Change } from './change';
import { Running, stayingPods } from './running';
import { isReady } from './unready-pods';

/** Kinds of which a drain is impossible whatever room there is. */
const ENDING: ReadonlySet<string> = new Set(['Job', 'Pod']);

/** Why what is proven, and what is impossible, may not be so. */
interface Doubts {
  readonly mayHang?: string;
  readonly mayFinish?: string;
}

/** A drain begins where a snapshot shows that all pods stand, or perhaps not. */
export function doubtedDrain(
  { drain, fits, kind }: WorkloadPlan, { openNumber, underWay }: Change, { mayHang, mayFinish }: Doubts,
): DrainJudgement {
  const fitsNowhere = fits.verdict === 'impossible' && underWay?.mayBeThere !== true;
  const isSure = drain.verdict === 'impossible' && (fitsNowhere || ENDING.has(kind));
  const why = drain.verdict === 'proven' ? openNumber ?? mayHang
    : drain.verdict === 'impossible' && !isSure ? openNumber ?? mayFinish : undefined;
  return why === undefined ? drain : { ...drain, verdict: 'unknown', witness: [why] };
}

/** What a snapshot shows, and what is asked for. */
interface Shown {
  readonly after: Model;
  readonly cluster: Cluster;
  readonly changes: ReadonlyMap<string, Change>;
  readonly own: NonNullable<Running['own']>;
}

/**
 * Budgets allow what they do while all pods are healthy that they select. Where a snapshot shows that some are not, and
 * nothing proves that they will be, a drain may wait for them for ever (kubernetes
 * pkg/registry/core/pod/storage/eviction.go `checkAndDecrement`).
 */
export function besideUnhealthyPods(plans: readonly WorkloadPlan[], shown: Shown): WorkloadPlan[] {
  const { after, cluster } = shown;
  const budgets = new Budgets(after, cluster);
  const byName = new Map(plans.map((plan) => [keyIn(plan), plan]));
  const found = new Map(after.workloads.map((workload) => [keyIn(workload), workload]));
  const whyRefused = oncePer((budget: DisruptionBudget) => ({ why: refusalBy(budget, budgets, byName, shown) }));
  return plans.map((plan) => {
    const { drain } = plan;
    const workload = drain.verdict === 'proven' && drain.evictionBlockedBy.length === 0
      ? found.get(keyIn(plan)) : undefined;
    const all = workload ? [...after.budgetsOf(workload), ...after.budgetsOfSome(workload)] : [];
    const lines = all.flatMap((budget) => whyRefused(budget).why ?? []);
    return lines.length === 0 ? plan
      : { ...plan, drain: { ...drain, verdict: 'possible', witness: [...drain.witness, ...lines] } };
  });
}

function refusalBy(
  budget: DisruptionBudget, budgets: Budgets, plans: ReadonlyMap<string, WorkloadPlan>, shown: Shown,
): string | undefined {
  const { manifest: { namespace, id }, selector } = budget;
  const ill = shown.after.selectPods(namespace, selector)
    .map((workload) => ({ name: nameOf(workload), pods: missingOf(workload, plans.get(keyIn(workload)), shown) }));
  const outside = budgets.outsideUnder(budget)
    .filter(({ workload: { manifest }, passing }) => passing === undefined && !isReady(manifest))
    .map(({ owner }) => ({ name: owner, pods: 1 }));
  const all = [...ill, ...outside].filter(({ pods }) => pods > 0);
  const allowed = budgets.allowedUnder(budget);
  return all.length === 0 || allowed === undefined || allowed > sum(all.map(({ pods }) => pods)) ? undefined
    : `${id}: pods of ${all[0].name} are not ready, and it lets no other leave before they are`;
}

/** Pods of a workload that are not healthy, and of which nothing proves that they will be. */
function missingOf(workload: Workload, plan: WorkloadPlan | undefined, { changes, own }: Shown): number {
  const change = changes.get(keyOf(workload.manifest));
  const pods = change?.before && stayingPods(change.before, own);
  if (!pods || !plan || plan.verdict === 'proven') {
    return 0;
  }
  const ready = pods.filter(({ node, manifest }) => node !== '' && isReady(manifest)).length;
  return change.kind === 'unchanged' ? Math.max(0, change.to.most - ready) : plan.change ? change.to.most : 0;
}

function keyIn({ kind, namespace, name }: Pick<WorkloadPlan, 'kind' | 'namespace' | 'name'>): string {
  return objectKey(kind, namespace, name);
}
