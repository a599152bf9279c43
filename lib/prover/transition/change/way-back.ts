import { isPlaced, OwnPod } from '../../../cluster';
import { isObject, JsonObject, keyOf, makesPodsInOrder, Manifest, Workload } from '../../../manifests';
import { templateChange } from '../fields/template-equality';
import { KeptRevision, keptRevisions, labelOfPod, newestLabel, workloadAt } from './kept-revisions';
import { Running } from './running';
import { isReady, isStarting } from './unready-pods';

/** To what an update that is half way can be taken back, as `kubectl rollout undo --to-revision` does it. */
export interface WayBack {
  readonly revision: number;
  /** Of the object as it runs, with the template of that revision: without what was not kept of environments. */
  readonly spec: JsonObject;
  /**
   * Pods of another template that are to be deleted: a StatefulSet that makes its pods in order waits for them, on the
   * way back too (kubernetes pkg/controller/statefulset/stateful_set_control.go `processReplica`).
   */
  readonly stuck: readonly string[];
}

/**
 * The way back to the newest former template that has a pod which is ready, else to the one before the newest.
 * Undefined where what runs does not tell it, it is what is asked for, or nothing that was kept tells its pods from
 * those of another template.
 */
export function wayBack(
  live: Manifest, asked: Workload, { own, objects }: Omit<Running, 'isLive'>,
): WayBack | undefined {
  const pods = own?.get(keyOf(live)) ?? [];
  const newest = newestLabel(live, objects);
  const spec = live.json.spec;
  const revisions = keptRevisions(live, objects);
  const present = revisions.find(({ label }) => label === newest);
  // kubectl refuses to take a paused one back (kubectl pkg/polymorphichelpers/rollback.go `Rollback`).
  if (!present || !isObject(spec) || spec.paused === true) {
    return undefined;
  }
  const podsOf = ({ label }: KeptRevision) => pods.filter((pod) => labelOfPod(pod) === label);
  const serves = (pod: OwnPod) => isPlaced(pod) && isReady(pod.manifest);
  const former = revisions.filter(({ number }) => number < present.number).reverse();
  const to = former.find((each) => podsOf(each).some(serves)) ?? former.at(0);
  const back = to && workloadAt(to);
  const others = revisions.filter((each) => each !== to && (each === present || podsOf(each).length > 0));
  const isToldApart = back && others.every((each) => {
    const other = workloadAt(each);
    return other && templateChange(other, back) === 'changed';
  });
  return !isToldApart || templateChange(back, asked) !== 'changed' ? undefined : {
    revision: to.number,
    spec: to.manifest.json.spec as JsonObject,
    stuck: makesPodsInOrder(back) ? pods.filter((pod) => !pod.isLeaving && !isReady(pod.manifest) && !isStarting(pod)
      && labelOfPod(pod) !== to.label).map(({ manifest }) => manifest.name) : [],
  };
}
