import { Workload } from '../../manifests';
import { Admission } from '../admission';
import { WorkloadJudgement } from './plan-rollout';
import { Judgement } from './rollout-plan';
import { nameOf } from './wording';

/** What the nodes allow, less what the API server refuses. */
export function withAdmission(workload: Workload, judged: WorkloadJudgement, admission: Admission): WorkloadJudgement {
  const refusal = hasPods(workload) ? judgeAdmission(workload, admission) : undefined;
  if (!refusal) {
    return judged;
  }
  const { judgement, fits, drain, replicas } = judged;
  return {
    replicas,
    judgement: worse(judgement, refusal),
    fits: worse(fits, refusal),
    drain: { ...worse(drain, refusal), evictionBlockedBy: drain.evictionBlockedBy },
  };
}

/** The same for all workloads at once. */
export function steadyWithAdmission(steady: Judgement, admission: Admission): Judgement {
  return admission.model.workloads.filter(hasPods)
    .reduce((known, workload) => worse(known, judgeAdmission(workload, admission) ?? known), steady);
}

function hasPods({ kind, replicas }: Workload): boolean {
  return kind === 'DaemonSet' || replicas > 0;
}

/** Undefined when every pod is admitted. */
function judgeAdmission(workload: Workload, admission: Admission): Judgement | undefined {
  const objections = admission.objectionsTo(workload);
  const refusals = objections.filter(({ certain }) => certain);
  if (refusals.length > 0) {
    return {
      verdict: 'impossible',
      witness: [
        `the API server refuses every new pod of ${nameOf(workload)}`,
        ...refusals.map(({ stage, reason }) => `${stage}: ${reason}`),
        'the controller tries for ever (FailedCreate), and an update gives up no old pod for it that it may not',
      ],
    };
  }
  return objections.length === 0 ? undefined : {
    verdict: 'unknown',
    witness: objections.map(({ reason }) => `whether the API server takes the pods of ${nameOf(workload)} is not known: ${reason}`),
  };
}

const WORST_FIRST = ['impossible', 'unknown', 'possible', 'proven'];

/** Both must hold. */
function worse(one: Judgement, two: Judgement): Judgement {
  return WORST_FIRST.indexOf(two.verdict) < WORST_FIRST.indexOf(one.verdict) ? two : one;
}
