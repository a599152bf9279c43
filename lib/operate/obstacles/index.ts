import { Manifest } from '../../manifests';
import { isTerminating, View } from '../view';
import { phaseOfPod } from '../watch/phase';
import { RolloutState } from '../watch/rollout-state';
import { refOf } from '../workload-ref';
import { containerObstacles } from './container-obstacles';
import { creationObstacles } from './creation-obstacles';
import { describe, Obstacle, worstOf } from './obstacle';
import { roomObstacles } from './room-obstacles';
import { volumeObstacles } from './volume-obstacles';

export { holdersOf } from './holders';
export { type Obstacle, OBSTACLE_CODES } from './obstacle';

/**
 * What hinders the rollout of a workload most; undefined where nothing does.
 *
 * @param isWaitedFor something that its pods call is not ready yet
 */
export function obstacleOf(
  workload: Manifest,
  state: RolloutState,
  view: View,
  isWaitedFor: boolean,
): Obstacle | undefined {
  if (state.isComplete) {
    return undefined;
  }
  const { fresh, old } = view.podsOf(workload);
  const living = fresh.filter((pod) => !isTerminating(pod));
  const isMissing = living.length < state.wanted;
  return worstOf([
    ...isMissing ? creationObstacles(workload, view) : [],
    ...living.flatMap((pod) => [
      ...containerObstacles(pod, view, isWaitedFor),
      ...roomObstacles(pod, old, view),
      ...phaseOfPod(pod, view.eventsOf(refOf(pod))) === 'scheduled' ? volumeObstacles(pod, old, view) : [],
    ]),
    ...givenUp(workload, state),
  ]);
}

function givenUp(workload: Manifest, { givenUp: message }: RolloutState): Obstacle[] {
  return message === undefined ? [] : [{
    code: 'given-up', cause: `its controller has given up: ${message}`, evidence: [message],
    // A Deployment goes on beyond its deadline, a Job does not.
    healing: workload.kind === 'Job' ? 'never' : 'by itself',
    next: describe(refOf(workload)),
  }];
}
