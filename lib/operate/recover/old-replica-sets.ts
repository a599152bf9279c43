import { Manifest } from '../../manifests';
import { fieldOf, isObserved, isTerminating, revisionOf, View } from '../view';
import { refOf } from '../workload-ref';

/** What the API server fills in. */
const DEFAULT_HISTORY = 10;

/**
 * ReplicaSets without pods that a Deployment keeps beyond its limit, the oldest first. Its controller removes them only
 * once a rollout is complete (kubernetes pkg/controller/deployment/sync.go `cleanupDeployment`), so that they pile up
 * while one is stuck.
 *
 * @param kept revision that stays in any case
 */
export function beyondHistory(deployment: Manifest, view: View, kept?: number): Manifest[] {
  const limit = fieldOf(deployment).get('spec', 'revisionHistoryLimit').integer() ?? DEFAULT_HISTORY;
  const wanted = view.newReplicaSet(deployment);
  const idle = view.replicaSetsOf(refOf(deployment)).filter((each) => each !== wanted && isIdle(each));
  return wanted === undefined ? []
    : idle.slice(0, Math.max(0, idle.length - limit)).filter((each) => revisionOf(each) !== kept);
}

function isIdle(replicaSet: Manifest): boolean {
  const field = fieldOf(replicaSet);
  return (field.get('spec', 'replicas').integer() ?? 1) === 0 && (field.get('status', 'replicas').integer() ?? 0) === 0
    && isObserved(replicaSet) && !isTerminating(replicaSet);
}
