import { Judgement, nameOf, WorkloadPlan } from '../updates';
import { Change } from './change';

/** Why what is impossible beside the pods that are counted may not be so: some of them may ask for less. */
export function whyUnsure(changes: Iterable<Change>): string | undefined {
  const unsure = [...changes].find(({ held }) => held === 'some');
  return unsure && `pods of ${nameOf((unsure.after ?? unsure.before)!)} may ask for less than is counted`;
}

/**
 * Verdicts are given from the beginning of an update. Where a snapshot shows one in its middle, others may hold from
 * there; and nothing is impossible beside pods of which nobody knows what they ask for.
 */
export function doubted(plan: WorkloadPlan, change: Change, unsure: string | undefined): WorkloadPlan {
  const { underWay, held, openNumber, mayHang: stays, mayFinish: goes = unsure } = change;
  const { mayHang = stays, mayFinish = goes } = underWay ?? {};
  if (held === 'object' || (openNumber ?? mayHang ?? mayFinish) === undefined) {
    return plan;
  }
  const open = ({ verdict, witness }: Judgement): Judgement => {
    const why = openNumber
      ?? (verdict !== 'impossible' ? mayHang : plan.fits.verdict !== 'impossible' ? mayFinish : undefined);
    return why === undefined ? { verdict, witness } : { verdict: 'unknown', witness: [why] };
  };
  return { ...plan, ...open(plan), alone: open(plan.alone), together: open(plan.together) };
}
