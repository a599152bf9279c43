import { OwnPod } from '../../../cluster';
import { oncePer } from '../../../util/once-per';
import { revisionOf } from '../../../kubernetes/well-known-labels';
import { Field, Manifest, Workload } from '../../../manifests';
import { TemplateChange, templateChange } from '../fields/template-equality';
import { replicaSetsOf } from './replica-sets-of';
import { revisionsOf } from './revisions-of';

/** Whether all pods of an object are of one revision, as they and its controller tell. */
export function areOfOneRevision(manifest: Manifest, own: readonly OwnPod[]): boolean {
  return new Set(own.map(revisionOfPod)).size < 2 && revisionsOf(manifest, own.length) !== 'several';
}

export function revisionOfPod({ manifest }: OwnPod): string {
  return revisionIn(manifest);
}

const revisionIn = oncePer((pod: Manifest) => {
  const labels = Field.of(pod, []).get('metadata', 'labels').stringMap();
  return revisionOf((label) => labels.get(label));
});

/** By revision: what becomes of pods of each ReplicaSet of a Deployment when another template is asked for. */
export function changesByRevision(
  asked: Workload, { manifest }: Workload, objects: readonly Manifest[],
): ReadonlyMap<string, TemplateChange> {
  return new Map(replicaSetsOf(manifest, objects).map(({ revision, workload }) =>
    [revision, templateChange(workload, asked)]));
}

/** Whether pods of a revision may be of the template that is asked for; `isKept`: it may be the newest that runs. */
export function mayBeAsked(
  { kind, manifest }: Workload, revision: string, isKept: boolean, changeOf: ReadonlyMap<string, TemplateChange>,
): boolean {
  return kind === 'Deployment' ? changeOf.get(revision) !== 'changed'
    : [undefined, isKept].includes(isNewest(manifest, revision));
}

/** Undefined where the controller names no newest revision. */
export function isNewest(manifest: Manifest, revision: string): boolean | undefined {
  const newest = Field.of(manifest, []).get('status', 'updateRevision').string();
  return newest === undefined ? undefined : revision.split(',').includes(newest);
}
