import { ZONE_LABEL } from '../../kubernetes/well-known-labels';
import { Capacity, SlotBounds, Task } from '../placement';
import { countBudget, DisruptionBudget, Model } from '../../manifests';
import { ClaimUse } from './claims';
import { DrainJudgement } from './rollout-plan';
import { SteadyState } from './steady-state';
import { homeless, nameOf, shortageText } from './wording';

/** Whether all pods of a workload find room after any one node that exists is drained, and whether a budget lets them leave. */
export function judgeDrain(model: Model, capacity: Capacity, bounds: SlotBounds, steady: SteadyState, task: Task, claims: ClaimUse): DrainJudgement {
  const evictionBlockedBy = blockingBudgets(model, task);
  const judged = (verdict: DrainJudgement['verdict'], witness: string[] = []): DrainJudgement => ({ verdict, witness, evictionBlockedBy });
  if (task.most === 0) {
    return judged('proven');
  }
  const undecided = whatElseDecides(capacity, task, claims);
  if (undecided !== undefined) {
    return judged('unknown', [undecided]);
  }
  const refused = homeless(capacity, task);
  if (refused.length > 0) {
    return judged('impossible', refused);
  }
  const empty = bounds.emptySlots(task);
  const slack = bounds.guaranteed(task) - task.most;
  const tight = capacity.groups.filter(({ index, nodes }) => task.eligible[index] && empty[index] > slack && nodes.length > 0);
  const worst = tight.find(({ index }) =>
    bounds.guaranteed(task, capacity.groups.map(({ nodes }) => nodes.length).map((size, group) => group === index ? size - 1 : size)) < task.most);
  if (!worst) {
    return judged('proven');
  }
  const { pool } = worst.nodes[0];
  const shortage = bounds.shortage(task, task.most, { without: capacity.groupOf.indexOf(worst.index) });
  if (shortage) {
    return judged('impossible', [`without one node of pool ${pool}, ${shortageText(capacity, task, shortage)}`]);
  }
  const room = steady.placements.some((placement) => placement.room.some((_, node) => placement.slots(task, node) > 0));
  return judged('possible', [room
    ? `after a drain of a node of pool ${pool}, room for ${nameOf(task.workload)} depends on where the other pods stand`
    : `no room was found for ${nameOf(task.workload)} outside its present nodes; after a drain of a node of pool ${pool} it may stay Pending`]);
}

/**
 * What besides room decides where an evicted pod may go. A volume of its own follows it to any node of its zone, so that
 * it is no obstacle where all nodes the pod may use are in one zone, or the pools name no zones.
 */
function whatElseDecides(capacity: Capacity, task: Task, claims: ClaimUse): string | undefined {
  if (task.unmodelled.length > 0 || task.workload.pod.spread.length > 0) {
    return 'topology spread or a constraint that is not modelled decides where the evicted pod may go';
  }
  if (claims.shared.length > 0 || (claims.attachment !== 'free' && task.most > 1)) {
    return `several pods hold claim ${claims.shared[0] ?? claims.claimName}, which has to leave the node with all of them`;
  }
  const tied = claims.attachment !== 'free' || claims.unknown.length > 0 || task.workload.claimTemplates.length > 0;
  const zones = new Set(capacity.groups.filter(({ index }) => task.eligible[index]).map(({ nodes }) => nodes[0]?.labels.get(ZONE_LABEL)));
  return tied && zones.size > 1 ? `its volume may be bound to one of ${zones.size} zones, and the evicted pod with it` : undefined;
}

/** Budgets under which no pod of the workload may ever be evicted while all are healthy. */
export function blockingBudgets(model: Model, task: Task): string[] {
  const budgets = model.budgetsOf(task.workload);
  if (budgets.length > 1) {
    return budgets.map(({ manifest }) =>
      `${manifest.id}: ${budgets.length} budgets select the pod, and the eviction API refuses a pod with more than one`);
  }
  return budgets.flatMap((budget) => refusal(model, budget) ?? []);
}

function refusal(model: Model, budget: DisruptionBudget): string | undefined {
  const { manifest, maxUnavailable, minAvailable } = budget;
  const { allowed, pods, uncountable } = countBudget(model, budget);
  if (uncountable.length > 0) {
    const names = uncountable.map(nameOf).join(', ');
    return `${manifest.id}: it cannot count the pods of ${names}, which have no scale, and then refuses every eviction`;
  }
  if (allowed !== 0) {
    return undefined;
  }
  return maxUnavailable === undefined && minAvailable === undefined
    ? `${manifest.id}: neither minAvailable nor maxUnavailable is written, which allows no eviction`
    : `${manifest.id}: ${maxUnavailable !== undefined ? 'maxUnavailable' : 'minAvailable'} ${maxUnavailable ?? minAvailable} of ${pods} `
      + 'allows no eviction';
}
