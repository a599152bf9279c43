import { disruptionsAllowed } from '../arithmetic';
import { Capacity, SlotBounds, Task } from '../fit';
import { Model } from '../model';
import { DrainJudgement } from './rollout-plan';
import { SteadyState } from './steady-state';
import { amountText, decisiveResource, nameOf } from './wording';

/** Whether all pods of a workload find room after any one node that exists is drained, and whether a budget lets them leave. */
export function judgeDrain(model: Model, capacity: Capacity, bounds: SlotBounds, steady: SteadyState, task: Task): DrainJudgement {
  const evictionBlockedBy = blockingBudgets(model, task);
  const judged = (verdict: DrainJudgement['verdict'], witness: string[] = []): DrainJudgement => ({ verdict, witness, evictionBlockedBy });
  if (task.most === 0) {
    return judged('proven');
  }
  if (task.unmodelled.length > 0 || task.workload.pod.spread.length > 0 || task.workload.pod.claims.length > 0) {
    return judged('unknown', ['volumes, topology spread or a constraint that is not modelled decide where the evicted pod may go']);
  }
  const empty = bounds.emptySlots(task);
  const slack = bounds.guaranteed(task) - task.most;
  const tight = capacity.groups.filter(({ index, nodes }) => empty[index] > slack && nodes.length > 0);
  const worst = tight.find(({ index }) =>
    bounds.guaranteed(task, capacity.groups.map(({ nodes }) => nodes.length).map((size, group) => group === index ? size - 1 : size)) < task.most);
  if (!worst) {
    return judged('proven');
  }
  const { pool } = worst.nodes[0];
  const resource = decisiveResource(capacity, task);
  const usable = (eligible: boolean[]) => eligible.every((yes, group) => !yes || task.eligible[group]);
  const asked = capacity.tasks.reduce((sum, other) => sum + (usable(other.eligible) ? other.least * other.requests[resource] : 0), 0);
  const left = capacity.groups.reduce((sum, { index, nodes }) =>
    sum + (task.eligible[index] ? (nodes.length - (index === worst.index ? 1 : 0)) * capacity.roomOfGroup(index)[resource] : 0), 0);
  if (bounds.cannotHold(task, task.most, { without: capacity.groupOf.indexOf(worst.index) })) {
    return judged('impossible', [
      `without one node of pool ${pool}, the workloads that need the nodes of ${nameOf(task.workload)} do not all fit: ` +
      `${amountText(capacity.resources[resource], asked)} asked, ${amountText(capacity.resources[resource], left)} left`]);
  }
  const room = steady.placements.some((placement) => placement.room.some((_, node) => placement.slots(task, node) > 0));
  return judged('possible', [room
    ? `after a drain of a node of pool ${pool}, room for ${nameOf(task.workload)} depends on where the other pods stand`
    : `no room was found for ${nameOf(task.workload)} outside its present nodes; after a drain of a node of pool ${pool} it may stay Pending`]);
}

/** Budgets under which no pod of the workload may ever be evicted while all are healthy. */
export function blockingBudgets(model: Model, task: Task): string[] {
  const budgets = model.budgetsOf(task.workload);
  return budgets.filter((budget) => budgets.length > 1 || disruptionsAllowed(budget, task.least) === 0)
    .map(({ manifest, maxUnavailable, minAvailable = 1 }) => budgets.length > 1
      ? `${manifest.id}: ${budgets.length} budgets select the pod, and the eviction API refuses a pod with more than one`
      : `${manifest.id}: ${maxUnavailable !== undefined ? 'maxUnavailable' : 'minAvailable'} ${maxUnavailable ?? minAvailable} ` +
        `of ${task.least} allows no eviction`);
}
