import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Kinds } from '../../imports/kubernetes';
import { fieldRefusals, Refusal, valueRefusals } from '../prover/validation';
import { JsonObject, newerFieldsOf } from '../manifests';
import { Acknowledgements } from './acknowledgements';
import { appManifest } from './app-manifests';
import { constructError } from './construct-error';
import { isServerJson } from './is-server-json';
import { attachedCluster } from './attached-cluster';
import { serverJson } from './server-json';
import { targetVersion } from './target-version';

/** Rule that answers for fields which the API server drops. */
const UNKNOWN_FIELD = 'unknown-field';

/**
 * Adds an object of a kind that Kubernetes itself has. Every field that it is given is rendered, those of JSON patches
 * too: the generated classes of cdk8s-plus drop what Kubernetes 1.28 did not have.
 *
 * @param kind such as `apps/v1 Deployment`
 * @param body metadata, spec and whatever else the kind has; any part may be a `Lazy`
 */
export function addObject<K extends keyof Kinds>(scope: Construct, id: string, kind: K, body: Kinds[K]): ApiObject {
  return new PlainObject(scope, id, kind, body);
}

/** An object whose fields are all rendered, or refused by name. */
class PlainObject extends ApiObject {
  constructor(scope: Construct, id: string, key: string, body: object) {
    const [apiVersion, kind] = key.split(' ');
    super(scope, id, { ...body, apiVersion, kind });
  }

  public override toJson(): object {
    return checkedJson(this, super.toJson() as object);
  }
}

/**
 * An object as the API server reads it.
 *
 * @throws with every field that the kind does not have or that the target version drops, every value of the wrong type,
 * and whatever else the API server's validation of the object alone refuses
 */
export function checkedJson(object: ApiObject, rendered: object): object {
  const json = isServerJson(rendered, object) ? rendered : converted(object, rendered);
  // A proof runs the same validation, and tells all errors of the app at once.
  if (attachedCluster(object) === undefined) {
    refuse(object, valueRefusals(json));
  }
  refuseNewer(object, json);
  return json;
}

function converted(object: ApiObject, rendered: object): object {
  const json = serverJson(rendered, object);
  refuse(object, fieldRefusals(json));
  return json;
}

/** @throws with what is refused, but for rules that somebody has acknowledged */
function refuse(object: ApiObject, refusals: readonly Refusal[]): void {
  const wrong = refusals.filter(({ rule }) => Acknowledgements._reasonFor(object, rule) === undefined);
  if (wrong.length > 0) {
    throw constructError(
      object,
      `${object.kind} ${object.name}: ${wrong.map(({ message }) => message).join('; ')}; correct it in the property or ` +
        `the patch that gives it, or acknowledge '${wrong[0].rule}' where a newer Kubernetes takes it`,
    );
  }
}

/** @throws with the fields that the version which is rendered for drops, until somebody acknowledges them */
function refuseNewer(object: ApiObject, json: object): void {
  const newer = newerFieldsOf(appManifest(object, json as JsonObject), targetVersion(object));
  if (newer.length > 0 && Acknowledgements._reasonFor(object, UNKNOWN_FIELD) === undefined) {
    throw constructError(
      object,
      `${object.kind} ${object.name}: ${newer.join('; ')}; say the version of the cluster by kubernetesVersion of its ` +
        `Cluster or KubernetesTarget.set(app, '1.35'), or acknowledge '${UNKNOWN_FIELD}' where a gate is switched on`,
    );
  }
}
