import { listed } from '../../util/listed';
import { plural } from '../../util/plural';
import { downtimePhrase, WorkloadPlan } from '../updates';
import { RemedyReport } from './find-remedies';
import { Cure, Remedy } from './remedy';

/** Updates that are named which a remedy of another mends. */
const MOST_NAMES = 3;

/** `strategy Recreate: finishes, downtime up to 21 min 25 s`. */
export function remedyText(remedy: Remedy): string {
  const { title, toFill, mends = [] } = remedy;
  const others = mends.length === 0 ? '' : `; mends ${listed(mends.map(({ workload }) => workload), MOST_NAMES)} too`;
  const open = toFill.length === 0 ? '' : `; to be filled in: ${toFill.join('; ')}`;
  return `${title}: ${effectText(remedy)}${others}${open}`;
}

/** What a remedy brings and costs. */
export function effectText(remedy: Remedy): string {
  const { cures, downtimeSeconds } = remedy;
  const effect = cures === 'drain' ? 'a drain finishes' : 'finishes';
  const cost = costText(remedy);
  return `${effect}, ${downtimePhrase(downtimeSeconds)}${cost === undefined ? '' : `, ${cost}`}`;
}

/** `1.21 per hour, while it lasts`; undefined where no node is needed. */
export function costText({ cures, nodes, costPerHour }: Remedy): string | undefined {
  if (!nodes) {
    return undefined;
  }
  const price =
    costPerHour === undefined
      ? `the cost of ${plural(nodes.count, 'node')}`
      : `${Math.round(costPerHour * 1000) / 1000} per hour`;
  return `${price} ${nodes.isTemporary ? `while the ${cures === 'drain' ? 'drain' : 'update'} lasts` : 'from now on'}`;
}

/** Remedies of a workload of some kind, best first. */
export function remediesFor({ byWorkload }: RemedyReport, plan: WorkloadPlan, ...cures: readonly Cure[]): Remedy[] {
  return (byWorkload.get(plan)?.remedies ?? []).filter((remedy) => cures.includes(remedy.cures));
}
