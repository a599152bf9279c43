import * as k8s from '../../imports/k8s';
import { checkObjectName } from './names';

/**
 * Where a Secret comes from. Only ever a reference: no value of a secret passes through this library.
 */
export class SecretSource {
  /**
   * A Secret that exists in the namespace of the workload that uses it.
   *
   * @param name of the Secret
   * @throws when the name is not a Kubernetes object name
   */
  public static existing(name: string): SecretSource {
    return new SecretSource(checkObjectName('secret name', name));
  }

  private constructor(
    /** Name of the Secret. */
    public readonly name: string,
  ) {}

  /** One key of the Secret. */
  public key(key: string): SecretKey {
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
  public _toKube(): k8s.SecretKeySelector {
    return { name: this.secret.name, key: this.key };
  }
}
