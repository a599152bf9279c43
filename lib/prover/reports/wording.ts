import { SecondsRange } from '../../kubernetes/arithmetic';
import { plural } from '../../kubernetes/plural';
import { Connection } from '../connections';
import { amountText, SpareNeeded, WorkloadPlan } from '../updates';
import { printable } from './escape';

/** What an update without downtime would need, one thing each; undefined when it is not known. */
function spareNeeds({ spareNeeded }: WorkloadPlan): string[] | undefined {
  return spareNeeded && [roomText(spareNeeded), claimText(spareNeeded)].filter((text) => text !== '');
}

/** The same as a sentence. */
export function spareText(plan: WorkloadPlan): string | undefined {
  const needs = spareNeeds(plan);
  if (!needs) {
    return undefined;
  }
  return needs.length === 0
    ? 'an update without downtime has the room it needs'
    : `an update without downtime needs ${needs.join(' and ')}`;
}

/** The same for a cell of a table. */
export function spareCell(plan: WorkloadPlan): string {
  const needs = spareNeeds(plan);
  return !needs ? 'not known' : needs.length === 0 ? 'none: the room is there' : needs.join(' and ');
}

function roomText({ resource, units, pool, nodes }: SpareNeeded): string {
  return units === 0
    ? ''
    : `${amountText(resource, units)} more (${plural(nodes, 'more node')} in pool ${printable(pool)})`;
}

function claimText({ claimToShare }: SpareNeeded): string {
  return claimToShare === undefined ? '' : `a ReadWriteMany claim in place of ${printable(claimToShare)}`;
}

/** `45 s`, `21 min 25 s`, `2 h 5 min`. */
export function durationText(seconds: number): string {
  const units: [number, string][] = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [Math.round(seconds % 60), 's'],
  ];
  const shown = units.filter(([count]) => count > 0).slice(0, 2);
  return shown.length === 0 ? '0 s' : shown.map(([count, unit]) => `${count} ${unit}`).join(' ');
}

/** How long nothing serves while an update runs: `none`, `up to 5 min`, `1 min to 7 min 40 s`. */
export function downtimeText({ least, most }: SecondsRange): string {
  if (most === 0) {
    return 'none';
  }
  if (most === undefined) {
    return `${least === 0 ? 'unbounded' : `at least ${durationText(least)}`}, as nothing bounds the start`;
  }
  return least === 0 ? `up to ${durationText(most)}` : `${durationText(least)} to ${durationText(most)}`;
}

/** The same where nothing says that it is about downtime. */
export function downtimePhrase(range: SecondsRange): string {
  return range.most === 0 ? 'no downtime' : `downtime ${downtimeText(range)}`;
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
