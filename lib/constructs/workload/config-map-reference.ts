import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';

/** A ConfigMap as users give it: an object of the app, or the name of one that is there. */
export interface ConfigMapReference {
  readonly name: string;
  /** Undefined when somebody else makes it. */
  readonly object?: ApiObject;
}

/**
 * Reads what users give as a ConfigMap: a generated class, `kplus.ConfigMap`, or
 * `kplus.ConfigMap.fromConfigMapName(scope, id, name)`.
 *
 * @throws when it is something else
 */
export function configMapOf(given: IConstruct): ConfigMapReference {
  const object = ApiObject.isApiObject(given) ? given : given.node.defaultChild;
  if (object !== undefined && ApiObject.isApiObject(object)) {
    refuseOtherKind(given, object);
    return { name: object.name, object };
  }
  const { kind, name } = given as { readonly kind?: string; readonly name?: string };
  refuseOtherKind(given, { kind: kind ?? given.constructor.name, name: name ?? given.node.id });
  return { name: name! };
}

/**
 * Checks that pods of a namespace can read a ConfigMap.
 *
 * @throws when it lies in another namespace
 */
export function checkConfigMap(given: IConstruct, namespace: string | undefined): void {
  const { object } = configMapOf(given);
  if (object && object.metadata.namespace !== namespace) {
    const own = object.metadata.namespace ?? '';
    throw new Error(
      `ConfigMap ${object.node.path} lies in namespace '${own}', and pods of namespace '${namespace ?? ''}' cannot read it; put it into their chart`,
    );
  }
}

function refuseOtherKind({ node: { path } }: IConstruct, { kind, name }: { kind: string; name: string }): void {
  if (kind !== 'ConfigMap') {
    throw new Error(
      `${path} is a ${kind} and no ConfigMap; give a ConfigMap of the app, or a Secret by SecretSource.existing('${name}')`,
    );
  }
}
