import { plural } from '../../util/plural';
import { Connection } from '../connections';
import { amountText, downtimePhrase, downtimeText, SpareNeeded, WorkloadPlan } from '../updates';
import { printable } from './escape';

export { downtimePhrase, downtimeText, durationText } from '../updates';

/** How long nothing serves while an update runs; of one that hangs what serves meanwhile, or that it may have no end. */
export function downtimeOf(
  { verdict, downtimeSeconds, availabilityFloor, replicas, change }: WorkloadPlan,
): string {
  const text = downtimeText(downtimeSeconds);
  const isMade = change === undefined || change.kind !== 'unchanged';
  if (!isMade || replicas === 0 || (verdict !== 'impossible' && verdict !== 'possible')) {
    return text;
  }
  const hangs = verdict === 'impossible' ? 'while it hangs' : 'where it waits for ever';
  if (downtimeSeconds.most !== 0) {
    return verdict === 'impossible' ? 'may have no end, as it never finishes' : `${text}; may have no end ${hangs}`;
  }
  const serves = availabilityFloor === 0 ? '' : `: at least ${plural(availabilityFloor, 'pod')} ` +
    `${availabilityFloor === 1 ? 'serves' : 'serve'} ${hangs}`;
  return `${text}${serves}`;
}

/** What an update without downtime would need, one thing each; undefined when it is not known. */
function spareNeeds({ spareNeeded }: WorkloadPlan): string[] | undefined {
  return spareNeeded && [roomText(spareNeeded), claimText(spareNeeded)].filter((text) => text !== '');
}

/** The same as a sentence. */
export function spareText(plan: WorkloadPlan): string | undefined {
  const needs = spareNeeds(plan);
  if (!needs || !mayMakePodsAhead(plan)) {
    return undefined;
  }
  const update = `${isLater(plan) ? 'a later' : 'an'} update ${servesAnyway(plan) ? 'in which no pod is missing' : 'without downtime'}`;
  return needs.length === 0 ? `${update} has the room it needs` : `${update} needs ${needs.join(' and ')}`;
}

/** A StatefulSet removes a pod before it makes the next of that name: no room helps. */
function mayMakePodsAhead({ kind }: WorkloadPlan): boolean {
  return kind !== 'StatefulSet';
}

/** Pods are missing while it is updated, and others serve: it has no downtime as it is written. */
function servesAnyway({ downtimeSeconds: { most }, availabilityFloor, replicas }: WorkloadPlan): boolean {
  return most === 0 && availabilityFloor < replicas;
}

/** Beside a change from what runs, this is about the next one: what the change itself needs its remedies tell. */
function isLater({ change }: WorkloadPlan): boolean {
  return change !== undefined;
}

/** The same for a cell of a table. */
export function spareCell(plan: WorkloadPlan): string {
  const needs = spareNeeds(plan);
  if (!mayMakePodsAhead(plan)) {
    return 'none would help: its pods are replaced in place';
  }
  const text = !needs ? 'not known' : needs.length === 0 ? 'none: the room is there' : needs.join(' and ');
  return needs && isLater(plan) ? `of a later update: ${text}` : text;
}

function roomText({ resource, units, pool, nodes }: SpareNeeded): string {
  return units === 0
    ? ''
    : `${amountText(resource, units)} more (${plural(nodes, 'more node')} in pool ${printable(pool)})`;
}

function claimText({ claimToShare }: SpareNeeded): string {
  return claimToShare === undefined ? '' : `a ReadWriteMany claim in place of ${printable(claimToShare)}`;
}

/** How the pods are replaced. */
export function strategyText({ strategy, maxSurge, maxUnavailable }: WorkloadPlan): string {
  switch (strategy) {
    case 'RollingUpdate':
      return `RollingUpdate, maxSurge ${maxSurge}, maxUnavailable ${maxUnavailable}`;
    case 'none':
      return 'pods are not replaced';
    default:
      return strategy;
  }
}

/**
 * `2 replicas, at least 1 available during an update`; of a change from what runs, it is that change. Nothing is said
 * of pods that nobody replaces.
 */
export function availableText(plan: WorkloadPlan): string {
  const { availabilityFloor, replicas, leastReplicas, change, strategy } = plan;
  const pods = leastReplicas === undefined ? plural(replicas, 'replica') : `${replicasText(plan)} replicas`;
  if (strategy === 'none' && availabilityFloor === 0) {
    return pods;
  }
  const stay = availabilityFloor === 0 ? 'none sure to be available' : `at least ${availabilityFloor} available`;
  return `${pods}, ${stay} during ${change === undefined ? 'an update' : 'the change'}`;
}

/** What a drain of one node means, in a few words. */
export function drainText({ drain }: WorkloadPlan): string {
  const blocked = drain.evictionBlockedBy.length > 0 ? 'refused by a disruption budget; ' : '';
  return `${blocked}room elsewhere ${drain.verdict}`;
}

/** The least progress deadline; undefined where nothing bounds the start, or nothing is waited for. */
export function deadlineText({ neededProgressDeadlineSeconds: seconds }: WorkloadPlan): string | undefined {
  return !seconds ? undefined : `at least ${seconds} s, plus image pull`;
}

/** What becomes of an update in one of several ways to do it. */
export function outcomeText({ verdict, downtimeSeconds, strategy }: WorkloadPlan): string {
  switch (verdict) {
    case 'proven':
      return strategy === 'none' ? 'fits' : `finishes, ${downtimePhrase(downtimeSeconds)}`;
    case 'impossible':
      return 'never finishes';
    case 'possible':
      return 'may wait for ever';
    case 'unknown':
      return 'not decided';
  }
}

/** `web calls api on port 8080, blocked by the NetworkPolicy of web (web, egress)`. */
export function connectionText(connection: Connection): string {
  const { blockedBy } = connection;
  return `${callText(connection)}${blockedBy === undefined ? '' : `, blocked by ${blockedBy}`}`;
}

/** The same without what blocks it. */
export function callText({ from, to, ports }: Connection): string {
  return `${from.name} calls ${to.name}${ports.length === 0 ? '' : ` on port ${ports.join(', ')}`}`;
}

/** `3`, or `2–10` where an autoscaler decides. */
export function replicasText({ replicas, leastReplicas }: WorkloadPlan): string {
  return leastReplicas === undefined ? String(replicas) : `${leastReplicas}–${replicas}`;
}
