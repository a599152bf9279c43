import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Kinds } from '../../imports/kubernetes';
import { fieldRefusals } from '../prover/validation';
import { Acknowledgements } from './acknowledgements';
import { constructError } from './construct-error';
import { serverJson } from './server-json';

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
 * @throws with every field that the kind does not have and every value of the wrong type
 */
export function checkedJson(object: ApiObject, rendered: object): object {
  const json = serverJson(rendered, object);
  const wrong = fieldRefusals(json).filter(({ rule }) => Acknowledgements._reasonFor(object, rule) === undefined);
  if (wrong.length > 0) {
    throw constructError(
      object,
      `${object.kind} ${object.name}: ${wrong.map(({ message }) => message).join('; ')}; correct it in the property or ` +
        `the patch that gives it, or acknowledge '${wrong[0].rule}' where a newer Kubernetes takes it`,
    );
  }
  return json;
}
