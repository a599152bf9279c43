import { Manifest } from '../../manifests';
import { Obstacle, obstacleOf } from '../obstacles';
import { conditionOf, fieldOf, isTerminating, View } from '../view';
import { refOf, WorkloadRef } from '../workload-ref';
import { Budget, budgetOf } from './budget';
import { isBefore, isReady, Phase, PHASES, phaseOfPod } from './phase';
import { RolloutState, rolloutState } from './rollout-state';
import { waitsFor } from './waits-for';

/** What one look tells of the rollout of one workload. */
export interface Assessment {
  readonly workload: WorkloadRef;
  readonly isComplete: boolean;
  /** Of the pod that is furthest behind. */
  readonly phase: Phase;
  /** What has to happen for the next phase; absent when it is complete. */
  readonly waitsFor?: string;
  /** Pods that are available, old ones too, of those wanted. */
  readonly available: number;
  readonly wanted: number;
  readonly obstacle?: Obstacle;
  readonly budget: Budget;
  /** When the phase began by the clock of the cluster, in milliseconds since 1970; absent where it does not say. */
  readonly since?: number;
  /** When the first of its new pods was made, by the same clock. */
  readonly madeAt?: number;
  /** Differs whenever there is progress. */
  readonly mark: string;
}

/** Looks at one workload; undefined where it does not exist. `isWaitedFor` tells that something it calls is missing. */
export function assess(ref: WorkloadRef, view: View, isWaitedFor = false): Assessment | undefined {
  const workload = view.find(ref);
  if (workload === undefined) {
    return undefined;
  }
  const state = rolloutState(workload);
  const { fresh, old } = view.podsOf(workload);
  const living = fresh.filter((pod) => !isTerminating(pod));
  const isComplete = state.isComplete && old.length === 0 && living.length === fresh.length;
  const phases = new Map(living.map((pod) => [pod, phaseOfPod(pod, view.eventsOf(refOf(pod)))]));
  const phase = isComplete ? 'old pod gone' : slowest([...phases.values()], state);
  const last = living.find((pod) => phases.get(pod) === phase);
  return {
    workload: ref, isComplete, phase,
    waitsFor: isComplete ? undefined : waitsFor({ phase, pod: last, old, state, workload, view }),
    available: state.available,
    wanted: state.wanted,
    obstacle: obstacleOf(workload, state, view, isWaitedFor),
    budget: budgetOf(workload),
    since: last && beganAt(last, phase),
    madeAt: earliest(living),
    mark: JSON.stringify([
      fieldOf(workload).get('metadata', 'generation').value, state.updated, state.available, old.length,
      living.map((pod) => [pod.name, phases.get(pod)]).sort(),
    ]),
  };
}

/** A Job is not ready: it ends. */
function slowest(reached: readonly Phase[], state: RolloutState): Phase {
  return reached.length < state.wanted || reached.length === 0
    ? 'applied' : reached.reduce((one, two) => (isBefore(one, two) ? one : two), PHASES[PHASES.length - 2]);
}

const CONDITION_OF: { readonly [phase in Phase]?: string } = {
  'scheduled': 'PodScheduled', 'volume attached': 'PodReadyToStartContainers', 'ready': 'Ready',
};

function beganAt(pod: Manifest, phase: Phase): number | undefined {
  const condition = CONDITION_OF[phase];
  const running = fieldOf(pod).get('status', 'containerStatuses').items()
    .map((each) => each.get('state', 'running', 'startedAt').string());
  const text = phase === 'applied' ? fieldOf(pod).get('metadata', 'creationTimestamp').string()
    : condition !== undefined ? conditionOf(pod, condition)?.get('lastTransitionTime').string()
      : phase === 'loading' && !isReady(pod) ? running.sort().at(-1) : undefined;
  return timeOf(text);
}

function earliest(pods: readonly Manifest[]): number | undefined {
  const times = pods.map((pod) => timeOf(fieldOf(pod).get('metadata', 'creationTimestamp').string()));
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

function timeOf(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}
