import { Field, keyOf, Manifest, Model, Workload } from '../../manifests';
import { Change } from './change';
import { takesLess } from './pod-shape';

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
export function heldOf(holding: Holding): Change['held'] {
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
  return old.waitsFor !== undefined && old.waitsFor !== waitsFor && !isUpToDate(old.manifest);
}

/** A snapshot tells that all pods are of the newest template. */
function isUpToDate(manifest: Manifest): boolean {
  const root = Field.of(manifest, []);
  const number = (...path: string[]) => root.get(...path).integer();
  if (number('status', 'observedGeneration') !== number('metadata', 'generation')) {
    return false;
  }
  switch (manifest.kind) {
    case 'Deployment':
      return number('status', 'updatedReplicas') === number('spec', 'replicas');
    case 'DaemonSet':
      return number('status', 'updatedNumberScheduled') === number('status', 'desiredNumberScheduled');
    default:
      return root.get('status', 'updateRevision').isPresent
        && root.get('status', 'updateRevision').value === root.get('status', 'currentRevision').value;
  }
}

/** How workloads stand while the change goes on: with the pods that nobody replaces, and without an update where there is none. */
export function standingWith(
  changes: ReadonlyMap<string, Change>, before: Model,
): (workload: Workload) => Workload {
  const written = new Map(before.asWritten().workloads.map((workload) => [keyOf(workload.manifest), workload]));
  return (workload) => {
    const change = changes.get(keyOf(workload.manifest));
    const old = written.get(keyOf(workload.manifest));
    if (change?.held === 'some') {
      const why = workload.waitsFor ?? old?.waitsFor ?? 'nobody replaces them';
      return { ...workload, unread: [...workload.unread, `has pods of a template that is not known: ${why}`] };
    }
    if (change?.held === 'object' && old) {
      return { ...old, manifest: workload.manifest, podManifest: old.manifest, bounds: () => undefined };
    }
    if (change?.held === 'all' && old) {
      const { pod, companions, claimTemplates } = old;
      return { ...workload, pod, companions, claimTemplates, bounds: () => undefined, podManifest: old.manifest };
    }
    const neverMade = change?.kind === 'new' && workload.holds === 'old' && workload.paused;
    return change && change.kind !== 'updated'
      ? { ...workload, bounds: () => undefined, waitsFor: neverMade ? workload.waitsFor : undefined } : workload;
  };
}
