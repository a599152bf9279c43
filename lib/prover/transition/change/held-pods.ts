import { Workload } from '../../../manifests';
import { takesLess } from './pod-shape';
import { revisionsOf } from './revisions-of';

/**
 * The template changes and nobody replaces pods for it: `all` stay, and come, in the template that runs; of which
 * template each is, is not known of `some`. The whole `object` stays as it runs where the API server refuses it.
 */
export type Held = 'object' | 'all' | 'some';

/** What is compared of a workload whose pods nobody may replace. */
interface Holding {
  readonly old: Workload;
  readonly workload: Workload;
  readonly isReplaced: boolean;
  readonly isAlike: boolean;
  /** Old and new pods differ in what they request at most. */
  readonly isResized: boolean;
  readonly isGrowing: boolean;
  readonly isSameNumber: boolean;
}

/**
 * Which pods stay in the template that runs, whatever is asked for: an update that is paused, OnDelete, or kept by a
 * partition; kinds whose pods nobody replaces. Undefined where all are replaced, or where no template changes.
 */
export function heldOf(holding: Holding): Held | undefined {
  const { old, workload, isReplaced, isAlike, isResized, isGrowing, isSameNumber } = holding;
  if (!isReplaced) {
    return isReleased(old, workload) ? 'some' : undefined;
  }
  if (workload.bounds(1) === undefined && workload.least < workload.replicas) {
    // Runs of the old template end, and others begin in the new one.
    return isAlike || (isResized && takesLess(workload, old)) ? 'all'
      : isResized && takesLess(old, workload) ? undefined : 'some';
  }
  const holds = workload.holds ?? (workload.bounds(1) === undefined && workload.least > 0 ? 'new' : undefined);
  if (holds !== undefined) {
    const furtherAreOld = isAlike || holds === 'old' || (workload.kind === 'DaemonSet' ? isResized : !isGrowing);
    return furtherAreOld ? 'all' : 'some';
  }
  return workload.waitsFor === undefined || (isAlike && isSameNumber) ? undefined : 'some';
}

/** What held pods back before does no more, so that those that run may be of a template that is nowhere in the input. */
function isReleased(old: Workload, { waitsFor }: Workload): boolean {
  return old.waitsFor !== undefined && old.waitsFor !== waitsFor && revisionsOf(old.manifest) !== 'one';
}
