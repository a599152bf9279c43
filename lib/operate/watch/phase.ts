import { Manifest } from '../../manifests';
import { ClusterEvent } from '../cluster-event';
import { conditionOf, fieldOf } from '../view';

/** How far a rollout has come, in order: each is what has been reached, and `loading` goes on. */
export const PHASES = [
  'applied', 'scheduled', 'volume attached', 'image pulled', 'started', 'loading', 'ready', 'old pod gone',
] as const;

export type Phase = (typeof PHASES)[number];

export function isBefore(one: Phase, two: Phase): boolean {
  return PHASES.indexOf(one) < PHASES.indexOf(two);
}

/** How far one pod has come; `events` are those about it. */
export function phaseOfPod(pod: Manifest, events: readonly ClusterEvent[]): Phase {
  if (!fieldOf(pod).get('spec', 'nodeName').isPresent) {
    return 'applied';
  }
  if (isTrue(pod, 'Ready')) {
    return 'ready';
  }
  const containers = appContainers(pod);
  if (containers.length > 0 && containers.every((each) => each.get('state', 'running').isPresent)) {
    return 'loading';
  }
  if (containersOf(pod).some((each) => hasRun(each))) {
    return 'started';
  }
  const wanted = fieldOf(pod).get('spec', 'containers').items().length;
  const pulled = events.filter(({ reason }) => reason === 'Pulled').length;
  if (pulled >= wanted && wanted > 0) {
    return 'image pulled';
  }
  return isTrue(pod, 'PodReadyToStartContainers') || events.some(({ reason }) => reason === 'Pulling')
    ? 'volume attached' : 'scheduled';
}

/** Statuses of init containers and of the others. */
export function containersOf(pod: Manifest): ReturnType<typeof appContainers> {
  return [...fieldOf(pod).get('status', 'initContainerStatuses').items(), ...appContainers(pod)];
}

function appContainers(pod: Manifest): ReturnType<ReturnType<typeof fieldOf>['items']> {
  return fieldOf(pod).get('status', 'containerStatuses').items();
}

function hasRun(container: ReturnType<typeof fieldOf>): boolean {
  return container.get('state', 'running').isPresent || container.get('state', 'terminated').isPresent
    || container.get('lastState', 'terminated').isPresent;
}

export function isReady(pod: Manifest): boolean {
  return isTrue(pod, 'Ready');
}

function isTrue(pod: Manifest, type: string): boolean {
  return conditionOf(pod, type)?.get('status').value === 'True';
}
