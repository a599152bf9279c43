import { Snapshot } from '../../cluster/snapshot';
import { Manifest } from '../../manifests';
import { Obstacle } from '../obstacles';
import { atRevision, RevisionBefore } from '../rollback/revision-before';
import { fieldOf, isTerminating, revisionOf, View } from '../view';
import { assess } from '../watch/assessment';
import { isReady } from '../watch/phase';
import { WorkloadRef } from '../workload-ref';

/** A rollout that does not go on, with the cluster as it is. */
export interface Stuck {
  readonly workload: Manifest;
  readonly obstacle: Obstacle;
  readonly snapshot: Snapshot;
  /** The same with what was said of it. */
  readonly view: View;
  /** The old revision that has every pod which stands on a node; absent where pods of several do, or of the new one. */
  readonly running?: RevisionBefore;
  /** The newest old revision whose pods serve, as many as are wanted. */
  readonly serving?: RevisionBefore;
}

/** What keeps a rollout from going on by itself; undefined where nothing does. */
export function stuckAt(ref: WorkloadRef, snapshot: Snapshot, view: View): Stuck | undefined {
  const workload = view.find(ref);
  const look = assess(ref, view);
  if (workload === undefined || look?.obstacle === undefined || look.obstacle.healing === 'by itself') {
    return undefined;
  }
  const sets = view.replicaSetsOf(ref).filter((each) => standingPods(each, view).length > 0);
  const old = sets.filter((each) => revisionOf(each) < revisionOf(workload));
  const serving = old.filter((each) => isServing(each, look.wanted, view)).at(-1);
  return {
    workload, obstacle: look.obstacle, snapshot, view,
    running: sets.length === 1 && old.length === 1 ? atRevision(workload, old[0]) : undefined,
    serving: serving && atRevision(workload, serving),
  };
}

function standingPods(replicaSet: Manifest, view: View): Manifest[] {
  return view.podsOf(replicaSet).fresh.filter((pod) => fieldOf(pod).get('spec', 'nodeName').isPresent);
}

/** Whether so many pods of a ReplicaSet are ready. */
export function isServing(replicaSet: Manifest, wanted: number, view: View): boolean {
  return standingPods(replicaSet, view).filter((pod) => isReady(pod) && !isTerminating(pod)).length >= wanted;
}
