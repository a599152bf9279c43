import { Change } from './change';
import { areOfOneRevision, changesByRevision, mayBeAsked, revisionOfPod } from './pod-revisions';
import { isAsRead, Running, stayingPods } from './running';

/** Why what no further pod is made of may finish. */
export const MAY_BE_THERE = 'as many pods as are wanted may be of this template already, and no further one is made';

/** Whether as many pods as are wanted may be of the template that is asked for, those that wait for a node among them. */
export function mayBeThere({ before, after, template }: Change, running: Running, wanted: number): boolean {
  if (!before || !after || !isAsRead(before, running)) {
    return false;
  }
  const own = stayingPods(before, running.own) ?? [];
  const isKept = template === 'none';
  const changeOf = changesByRevision(after, before, running.objects);
  const some = areOfOneRevision(before.manifest, own) && !isKept ? [] : own.map(revisionOfPod)
    .filter((revision) => mayBeAsked(before, revision, isKept, changeOf));
  return some.length > 0 && some.length >= wanted;
}
