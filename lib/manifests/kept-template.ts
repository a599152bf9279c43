import { DEPLOYMENT_REVISION_LABEL } from '../kubernetes/well-known-labels';
import { Field } from './field';
import { isObject, JsonObject, Manifest } from './manifest';

/**
 * The pod template that a ReplicaSet of a Deployment or a ControllerRevision keeps, without what its controller added;
 * undefined where it has none.
 */
export function keptTemplate(kept: Manifest): JsonObject | undefined {
  const path = kept.kind === 'ControllerRevision' ? ['data', 'spec', 'template'] : ['spec', 'template'];
  const { value } = Field.of(kept, []).get(...path);
  if (!isObject(value)) {
    return undefined;
  }
  const { $patch: _, ...template } = value;
  return kept.kind === 'ControllerRevision' ? template : withoutHash(template);
}

/** The label by which the controller tells its ReplicaSets apart is not of the template. */
function withoutHash(template: JsonObject): JsonObject {
  const metadata = isObject(template.metadata) ? template.metadata : {};
  const { [DEPLOYMENT_REVISION_LABEL]: _, ...labels } = isObject(metadata.labels) ? metadata.labels : {};
  return { ...template, metadata: { ...metadata, labels } };
}
