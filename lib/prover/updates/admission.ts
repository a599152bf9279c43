import { Cluster } from '../../cluster';
import { PodCount, Workload } from '../../manifests';
import { Admission, QuotaLedger } from '../admission';
import { judgeQuota, QuotaJudgement, quotaLedger } from './quota';
import { Judgement, PlanAtCluster } from './words/rollout-plan';
import { nameOf } from './words/wording';
import { worst } from './words/worst';

const ADMITTED: Judgement = { verdict: 'proven', witness: [] };

/** What the API server lets in, as judgements. */
export class AdmissionJudge {
  private readonly ledger: QuotaLedger;
  private readonly crowded: QuotaLedger;

  /** `crowdOf`: fewest and most pods of a workload at any time at which all are updated. */
  constructor(
    private readonly admission: Admission, private readonly countOf: (workload: Workload) => PodCount,
    crowdOf: (workload: Workload) => PodCount, cluster?: Cluster,
  ) {
    this.ledger = quotaLedger(admission, countOf, cluster);
    this.crowded = quotaLedger(admission, crowdOf, cluster);
  }

  /**
   * What the nodes allow, less what the API server refuses. `quotasAreCounted`: what quotas mean for the update is in
   * the verdicts already.
   */
  public apply(workload: Workload, judged: PlanAtCluster, quotasAreCounted = false): PlanAtCluster {
    if (!hasPods(workload)) {
      return judged;
    }
    const { update: byAll, fits, maySurge } = this.judge(workload, this.ledger);
    const refusal = judgeObjections(workload, this.admission) ?? ADMITTED;
    const update = quotasAreCounted ? refusal : byAll;
    const crowded = quotasAreCounted ? refusal : this.judge(workload, this.crowded).update;
    // While some may be missing, it looks as if the rest were there: not all of them are, where all exceed the quota.
    const together = crowded.verdict === 'impossible' && update.verdict !== 'impossible' ? update : crowded;
    const alone = worst([judged.alone, update]);
    const decided = alone === judged.alone ? {} : { alone, timeline: undefined };
    return {
      ...judged, ...decided,
      together: worst([judged.together, together]),
      fits: worst([judged.fits, fits]),
      drain: { ...judged.drain, ...worst([judged.drain, fits]) },
      spareNeeded: maySurge ? judged.spareNeeded : undefined,
    };
  }

  /** The same for the steady state of all. */
  public applyToAll(steady: Judgement): Judgement {
    return this.admission.model.podSets.filter(hasPods)
      .reduce((known, workload) => worst([known, this.judge(workload, this.ledger).fits]), steady);
  }

  /** Whether a quota may refuse pods of a workload while all are updated. */
  public mayRefuse(workload: Workload): boolean {
    return judgeQuota(workload, this.countOf(workload), this.crowded).update.verdict !== 'proven';
  }

  private judge(workload: Workload, ledger: QuotaLedger): QuotaJudgement {
    const refusal = judgeObjections(workload, this.admission);
    const quota = judgeQuota(workload, this.countOf(workload), ledger);
    return refusal
      ? { update: worst([refusal, quota.update]), fits: worst([refusal, quota.fits]), maySurge: false }
      : quota;
  }
}

/**
 * Fewest and most pods of a workload while all are updated. One that is sure of its room has no pod waiting when
 * nothing moves any more, so that it holds no more than its replicas; another may hold a pod that waits for room for
 * ever.
 */
export function crowdOf(workload: Workload, { least, most }: PodCount, isSure: boolean): PodCount {
  const [smallest, largest] = [workload.bounds(least), workload.bounds(most)];
  return {
    least: smallest === undefined ? least : Math.max(0, least - smallest.maxUnavailable),
    most: largest === undefined || isSure ? most : most + largest.maxSurge,
  };
}

function hasPods({ kind, replicas }: Workload): boolean {
  return kind === 'DaemonSet' || replicas > 0;
}

const REFUSED = 'the API server refuses every new pod of';

/** Whether it is impossible as no pod is admitted, wherever there is room. */
export function isRefused({ verdict, witness }: Judgement): boolean {
  return verdict === 'impossible' && witness.some((line) => line.startsWith(REFUSED));
}

/** Undefined when every pod is admitted. */
function judgeObjections(workload: Workload, admission: Admission): Judgement | undefined {
  const objections = admission.objectionsTo(workload);
  const refusals = objections.filter(({ certain }) => certain);
  const isRefused = refusals.some(({ stage }) => stage !== 'objects');
  if (refusals.length > 0) {
    return {
      verdict: 'impossible',
      witness: [
        ...isRefused
          ? [`${REFUSED} ${nameOf(workload)}`]
          : [`the API server refuses what pods of ${nameOf(workload)} cannot do without`],
        ...refusals.map(({ stage, reason }) => stage === 'objects' ? reason : `${stage}: ${reason}`),
        ...isRefused
          ? ['the controller tries for ever (FailedCreate), and an update gives up no old pod for it that it may not'] : [],
      ],
    };
  }
  return objections.length === 0
    ? undefined
    : {
        verdict: 'unknown',
        witness: objections.map(
          ({ reason }) => `whether the API server takes the pods of ${nameOf(workload)} is not known: ${reason}`,
        ),
      };
}
