import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { SecretKeySelector } from '../../../imports/kubernetes';
import { checkObjectName } from '../../kubernetes/names';
import { checkCall } from '../../kubernetes/shapes/check-shape';

/**
 * A Secret, by reference: no value of a secret ever passes through this library.
 */
export class SecretSource {
  /**
   * A Secret that somebody else makes in the namespace of the workload that uses it.
   *
   * @param name of the Secret
   * @throws when the name is not a Kubernetes object name
   */
  public static existing(name: string): SecretSource {
    checkCall('SecretSource.existing', { name });
    return new SecretSource(checkObjectName('secret name', name));
  }

  /**
   * A Secret in one namespace, such as one that an operator makes from an object of this app. Only workloads of that
   * namespace can use it.
   *
   * @param name of the Secret
   * @param namespace of the Secret
   * @throws when the name is not a Kubernetes object name
   */
  public static inNamespace(name: string, namespace: string): SecretSource {
    checkCall('SecretSource.inNamespace', { name, namespace });
    return new SecretSource(checkObjectName('secret name', name), namespace);
  }

  /**
   * A Secret of cdk8s-plus: one of the app, or `kplus.Secret.fromSecretName(scope, id, name)`.
   */
  public static of(secret: kplus.ISecret): SecretSource {
    checkCall('SecretSource.of', { secret });
    const object = secret.node.defaultChild;
    const namespace = object !== undefined && ApiObject.isApiObject(object) ? object.metadata.namespace : undefined;
    return new SecretSource(secret.name, namespace);
  }

  private constructor(
    /** Name of the Secret. */
    public readonly name: string,
    /** Namespace of the Secret; undefined when it is that of whoever uses it. */
    public readonly namespace?: string,
  ) {}

  /**
   * Checks that pods of a namespace can use the Secret.
   *
   * @throws when it lies in another namespace
   * @internal
   */
  public _checkUsableFrom(namespace: string | undefined): void {
    if (this.namespace !== undefined && this.namespace !== namespace) {
      throw new Error(
        `secret '${this.name}' lies in namespace '${this.namespace}', and pods of namespace '${namespace ?? ''}' cannot use it; make the Secret in the namespace of the workload`,
      );
    }
  }

  /** One key of the Secret. */
  public key(key: string): SecretKey {
    checkCall('SecretSource#key', { key });
    return new SecretKey(this, key);
  }
}

/**
 * One key of a Secret.
 */
export class SecretKey {
  constructor(
    /** The Secret. */
    public readonly secret: SecretSource,
    /** The key in its data. */
    public readonly key: string,
  ) {
    if (!/^[-._a-zA-Z0-9]{1,253}$/.test(key)) {
      throw new Error(`secret key '${key}' is not valid; write letters, digits, '-', '_' and '.'`);
    }
  }

  /** @internal */
  public _toKube(): SecretKeySelector {
    return { name: this.secret.name, key: this.key };
  }
}
