import { isObject, JsonObject, keptTemplate, Manifest } from '../../manifests';
import { fieldOf, ownerOf, revisionOf, View } from '../view';
import { isSame, refOf } from '../workload-ref';

/** What a Deployment was before its last change. */
export interface RevisionBefore {
  readonly revision: number;
  /** Whose pods are of that revision; absent for kinds that keep their history otherwise. */
  readonly replicaSet?: Manifest;
  /** The workload with the pod template of that revision, as `kubectl rollout undo` writes it. */
  readonly manifest: Manifest;
}

/** The newest revision below the present one; undefined where the history has none. */
export function revisionBefore(deployment: Manifest, view: View): RevisionBefore | undefined {
  const present = revisionOf(deployment);
  const before = view.replicaSetsOf(refOf(deployment)).filter((each) => revisionOf(each) < present).at(-1);
  return before && atRevision(deployment, before);
}

/**
 * The same of a StatefulSet or DaemonSet, whose history is in ControllerRevisions. The present one has the highest
 * number: a way back gives the old one a new number (kubernetes pkg/controller/history `UpdateControllerRevision`).
 *
 * @param revisions all of the namespace
 */
export function controllerRevisionBefore(
  workload: Manifest, revisions: readonly Manifest[],
): RevisionBefore | undefined {
  const numberOf = (each: Manifest): number => fieldOf(each).get('revision').integer() ?? 0;
  const own = revisions.filter((each) => {
    const owner = ownerOf(each);
    return owner !== undefined && isSame(owner, refOf(workload));
  }).sort((one, two) => numberOf(one) - numberOf(two));
  const before = own.at(-2);
  const template = before && keptTemplate(before);
  if (before === undefined || !template) {
    return undefined;
  }
  const revision = numberOf(before);
  return { revision, manifest: withSpec(workload, { template }, `revision ${revision}`) };
}

/** A Deployment with the pod template of one of its ReplicaSets; undefined where that has none. */
export function atRevision(deployment: Manifest, replicaSet: Manifest): RevisionBefore | undefined {
  const template = keptTemplate(replicaSet);
  return template
    ? {
        revision: revisionOf(replicaSet), replicaSet,
        manifest: withSpec(deployment, { template }, `revision ${revisionOf(replicaSet)}`),
      }
    : undefined;
}

/** An object with other fields in its spec. */
export function withSpec(object: Manifest, fields: JsonObject, file: string): Manifest {
  return new Manifest(
    { ...object.json, spec: { ...at(object.json, 'spec') as JsonObject, ...fields } },
    { file, locate: () => object.locate() }, 0,
  );
}

function at(json: JsonObject, ...keys: string[]): unknown {
  return keys.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), json);
}
