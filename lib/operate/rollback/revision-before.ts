import { DEPLOYMENT_REVISION_LABEL } from '../../kubernetes/well-known-labels';
import { isObject, JsonObject, Manifest } from '../../manifests';
import { revisionOf, View } from '../view';
import { refOf } from '../workload-ref';

/** What a Deployment was before its last change. */
export interface RevisionBefore {
  readonly revision: number;
  /** The Deployment with the pod template of that revision, as `kubectl rollout undo` writes it. */
  readonly manifest: Manifest;
}

/** The newest revision below the present one; undefined where the history has none. */
export function revisionBefore(deployment: Manifest, view: View): RevisionBefore | undefined {
  const present = revisionOf(deployment);
  const before = view.replicaSetsOf(refOf(deployment)).filter((each) => revisionOf(each) < present).at(-1);
  const template = before && at(before.json, 'spec', 'template');
  return before === undefined || !isObject(template) ? undefined : {
    revision: revisionOf(before),
    manifest: new Manifest(
      { ...deployment.json, spec: { ...at(deployment.json, 'spec') as JsonObject, template: withoutHash(template) } },
      { file: `revision ${revisionOf(before)}`, locate: () => deployment.locate() }, 0,
    ),
  };
}

/** The label by which the controller tells its ReplicaSets apart is not of the template. */
function withoutHash(template: JsonObject): JsonObject {
  const metadata = isObject(template.metadata) ? template.metadata : {};
  const labels = Object.entries(isObject(metadata.labels) ? metadata.labels : {})
    .filter(([name]) => name !== DEPLOYMENT_REVISION_LABEL);
  return { ...template, metadata: { ...metadata, labels: Object.fromEntries(labels) } };
}

function at(json: JsonObject, ...keys: string[]): unknown {
  return keys.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), json);
}
