import { Field, Workload } from '../../../manifests';
import { Judgement, nameOf, restsOnPlaces, WorkloadPlan } from '../../updates';
import { Change } from './change';
import { Running, stayingPods } from './running';

/**
 * Why what is impossible beside the pods that are counted may not be so, those of one change left out: some of them may
 * ask for less, or those of a DaemonSet, one of which is counted on each node, do not stand there.
 */
export function unsureBeside(
  changes: Iterable<Change>, own: Running['own'],
): (leftOut: Change | undefined) => string | undefined {
  const all = [...changes];
  const unsure = all.filter(({ held }) => held === 'some');
  const missing = all.filter(({ before: old }) => old !== undefined && lacksPods(old, own));
  return (leftOut) => {
    const [first, gap] = [unsure, missing].map((some) => some.find((change) => change !== leftOut));
    return first ? `pods of ${nameOf((first.after ?? first.before)!)} may ask for less than is counted`
      : gap && lacking(gap.before!);
  };
}

function lacking(daemon: Workload): string {
  return `pods of ${nameOf(daemon)} do not run on each of their nodes, as is counted`;
}

/** Whether a DaemonSet has no pod on some node where its controller wants one. */
function lacksPods(workload: Workload, own: Running['own']): boolean {
  const pods = workload.kind === 'DaemonSet' ? stayingPods(workload, own) : undefined;
  const wanted = Field.of(workload.manifest, []).get('status', 'desiredNumberScheduled').integer();
  const nodes = new Set(pods?.flatMap(({ node }) => node || []));
  return pods !== undefined && (wanted === undefined ? pods.some(({ node }) => node === '') : nodes.size < wanted);
}

/** Pods of a change whose verdict counts them as a snapshot shows them, or all pods there are, told or not. */
export type Sureness = 'of its own pods' | 'whatever stands';

/** What a verdict does not rest on, why others may hold more room than is counted, and why no pod may have to be made. */
interface Doubts {
  readonly sureness?: Sureness;
  readonly crowded?: string;
  readonly mayBeThere?: string;
}

/**
 * Verdicts are given from the beginning of an update. Where a snapshot shows one in its middle, others may hold from
 * there; and nothing is impossible beside pods of which nobody knows what they ask for. Where pods of a DaemonSet wait,
 * one on each of its nodes is counted that is not there.
 */
export function doubted(
  plan: WorkloadPlan, change: Change, unsure: string | undefined, own: Running['own'],
  { sureness, crowded, mayBeThere }: Doubts = {},
): WorkloadPlan {
  const { before, held, openNumber } = change;
  const underWay = sureness ? undefined : change.underWay;
  // Its pod that waits for room comes no sooner when it is of another template.
  const waits = before && !sureness && lacksPods(before, own) ? lacking(before) : undefined;
  const mayHang = underWay?.mayHang ?? change.mayHang ?? waits;
  const mayFinish = mayBeThere ?? underWay?.mayFinish ?? (sureness ? undefined : change.mayFinish) ?? unsure;
  const isTold = (openNumber ?? mayHang ?? mayFinish ?? crowded) === undefined;
  if (held === 'object' || sureness === 'whatever stands' || isTold) {
    return plan;
  }
  // That pods of a template fit nowhere matters only where some are made of it.
  const isNeverMade = held === 'some' && change.after?.waitsFor !== undefined;
  const fitsNowhere = plan.fits.verdict === 'impossible' && !isNeverMade
    && underWay?.mayBeThere !== true && mayBeThere === undefined;
  const open = ({ verdict, witness }: Judgement): Judgement => {
    const mayWait = mayHang ?? (verdict === 'proven' && !restsOnPlaces(witness) ? crowded : undefined);
    const why = openNumber ?? (verdict !== 'impossible' ? mayWait : fitsNowhere ? undefined : mayFinish);
    return why === undefined ? { verdict, witness } : { verdict: 'unknown', witness: [why] };
  };
  const fits = isNeverMade && plan.fits.verdict === 'impossible' ? open(plan.fits) : plan.fits;
  return { ...plan, ...open(plan), alone: open(plan.alone), together: open(plan.together), fits };
}

/** The same for a drain, which is counted from nothing that a snapshot shows of the pods. */
export function drainDoubts(
  { before, underWay, mayHang, mayFinish }: Change, unsure: string | undefined, own: Running['own'],
): { readonly mayHang?: string; readonly mayFinish?: string } {
  const waits = before && lacksPods(before, own) ? lacking(before) : undefined;
  return {
    mayHang: underWay?.mayHang ?? mayHang ?? waits, mayFinish: underWay?.mayFinish ?? mayFinish ?? unsure,
  };
}
