import { plural } from '../../util/plural';
import { durationText } from '../../prover/updates';
import { EventDetails } from '../event';
import { WorkloadRef } from '../workload-ref';
import { Progress } from './progress';

/** `research-ops/Deployment/reasoning-nim`. */
export function fullName({ namespace, kind, name }: WorkloadRef): string {
  return `${namespace}/${kind}/${name}`;
}

/** `loading, 3 min 12 s of 20 min; waits for its startup probe on gpu-1`. */
export function progressText(progress: Progress, now: number): string {
  const { phase, waitsFor, outcome, obstacle, available, wanted } = progress;
  if (outcome === 'done') {
    return `complete, ${available} of ${plural(wanted, 'pod')} available`;
  }
  const budget = progress.budget.ofPhase(phase);
  const time = `${seconds(now, progress.phaseBegan)}${budget === undefined ? '' : ` of ${durationText(budget)}`}`;
  const late = budget !== undefined && now - progress.phaseBegan > budget * 1000 ? ', longer than expected' : '';
  const hindered = obstacle === undefined ? '' : ` (${obstacle.cause})`;
  return `${phase}, ${time}${late}${waitsFor === undefined ? '' : `; waits for ${waitsFor}`}${hindered}`;
}

/** The same for programs. */
export function progressDetails(progress: Progress, now: number): EventDetails {
  const { workload, phase, waitsFor, budget, obstacle } = progress;
  const whole = (from: number) => Math.max(0, Math.round((now - from) / 1000));
  return {
    workload: fullName(workload), phase, waitsFor, code: obstacle?.code,
    elapsedSeconds: whole(progress.began), phaseSeconds: whole(progress.phaseBegan),
    budgetSeconds: budget.totalSeconds, phaseBudgetSeconds: budget.ofPhase(phase),
  };
}

function seconds(now: number, from: number): string {
  return durationText(Math.max(0, Math.round((now - from) / 1000)));
}
