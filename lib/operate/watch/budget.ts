import { ROLLOUT_TIMEOUT_ANNOTATION, STARTUP_BUDGET_ANNOTATION } from '../../kubernetes/annotations';
import { killTime } from '../../kubernetes/arithmetic';
import { Manifest, Model } from '../../manifests';
import { fieldOf } from '../view';
import { Phase } from './phase';

/** How long a rollout may take, in seconds. What nothing bounds is absent. */
export interface Budget {
  /** From the change until all is done, or until the next progress. */
  readonly totalSeconds?: number;
  /** Each progress begins the time anew, as the Deployment controller counts its deadline. */
  readonly isRenewed: boolean;
  /** The phase before which no time counts, where only what follows is bounded. */
  readonly countsFrom?: Phase;
  /** Where the number comes from, for people. */
  readonly source: string;
  /** What of it is meant for leaving a phase. */
  ofPhase(phase: Phase): number | undefined;
}

/**
 * The budget that the construct wrote on the workload; where there is none, its progress deadline. Other kinds have
 * none; where a startup probe bounds the start of their containers, each may take so long, and what comes before and
 * what no probe bounds takes as long as it takes.
 */
export function budgetOf(workload: Manifest): Budget {
  const annotations = fieldOf(workload).get('metadata', 'annotations');
  const written = secondsIn(annotations.get(ROLLOUT_TIMEOUT_ANNOTATION).string());
  const deadline = workload.kind === 'Deployment'
    ? fieldOf(workload).get('spec', 'progressDeadlineSeconds').integer() : undefined;
  const pod = new Model([workload]).workloads[0]?.pod;
  const probes = (pod?.containers ?? []).flatMap(({ startupProbe }) =>
    startupProbe ? [killTime(startupProbe).most] : [],
  );
  const loading =
    secondsIn(annotations.get(STARTUP_BUDGET_ANNOTATION).string())
    ?? (probes.length > 0 ? Math.max(...probes) : undefined);
  const stopping = pod?.terminationGracePeriodSeconds;
  const isOpen = written === undefined && deadline === undefined && workload.kind !== 'Job';
  const started = isOpen && loading !== undefined
    ? loading + (stopping ?? 0) + (fieldOf(workload).get('spec', 'minReadySeconds').integer() ?? 0) : undefined;
  const totalSeconds = written ?? deadline ?? started;
  return {
    totalSeconds,
    isRenewed: written === undefined,
    source: written !== undefined ? `annotation ${ROLLOUT_TIMEOUT_ANNOTATION}`
      : deadline !== undefined ? 'progressDeadlineSeconds'
        : started !== undefined ? 'startup probes' : 'nothing bounds it',
    ...(started !== undefined && { countsFrom: 'loading' as const }),
    ofPhase: (phase) => phase === 'loading' ? loading : phase === 'ready' ? stopping
      : totalSeconds === undefined ? undefined : Math.max(0, totalSeconds - (loading ?? 0)),
  };
}

function secondsIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
