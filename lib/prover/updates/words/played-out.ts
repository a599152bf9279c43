import { Cluster } from '../../../cluster';
import { Workload } from '../../../manifests';
import { Admission } from '../../admission';
import { Capacity } from '../../placement';
import { Judgement, PlanAtCluster } from './rollout-plan';
import { PRESUMES } from './rests-on';

/** What every order of every step of an update comes to, alone or together with all others; undefined where it is too much. */
export type PlayOut = (workload: Workload, isTogether: boolean) => Judgement | undefined;

/** Asked once for each way in which the API server may admit the pods. */
export type PlayOuts = (admission: Admission, cluster: Cluster, capacity: Capacity) => PlayOut;

/** Verdicts with those that nothing else decided. `mayWait`: a pod may wait when the update begins. */
export function playedOut(
  judged: PlanAtCluster, workload: Workload, mayWait: boolean, playOut: PlayOut | undefined,
): PlanAtCluster {
  const decided = (judgement: Judgement, isTogether: boolean): Judgement => {
    const found = judgement.verdict === 'unknown' ? playOut?.(workload, isTogether) : undefined;
    const presumed = found && found.verdict !== 'possible' && mayWait ? [PRESUMES] : [];
    return found ? { verdict: found.verdict, witness: [...found.witness, ...presumed] } : judgement;
  };
  return { ...judged, alone: decided(judged.alone, false), together: decided(judged.together, true) };
}
