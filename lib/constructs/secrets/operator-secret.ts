import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { constructError, withPath } from '../../synthesis';
import { SecretKey, SecretSource } from '../workload/secret-source';

/**
 * A Secret that an operator makes in the namespace of the chart, from an object that holds no readable value.
 */
export abstract class OperatorSecret extends Construct {
  /** The Secret. */
  public readonly secret: SecretSource;

  /**
   * @param name of the Secret
   * @param keys that the Secret will have
   * @throws when there are no keys, one is not valid, or the chart has no namespace
   */
  constructor(scope: Construct, id: string, name: string, private readonly keys: string[]) {
    super(scope, id);
    const { namespace } = Chart.of(this);
    if (namespace === undefined) {
      throw constructError(
        this,
        `the chart has no namespace, so that nobody knows who can use secret '${name}'; ` +
          `write new Chart(app, 'id', { namespace: 'my-namespace' })`,
      );
    }
    this.secret = withPath(this, () => SecretSource.inNamespace(name, namespace));
    if (keys.length === 0) {
      throw constructError(this, `secret '${name}' has no keys; write at least one`);
    }
    withPath(this, () => keys.forEach((key) => this.secret.key(key)));
  }

  /**
   * One key of the Secret.
   *
   * @throws when the Secret will not have it
   */
  public key(key: string): SecretKey {
    if (!this.keys.includes(key)) {
      throw constructError(
        this,
        `secret '${this.secret.name}' has no key '${key}'; ` +
          `write one of ${this.keys.map((known) => `'${known}'`).join(', ')}`,
      );
    }
    return this.secret.key(key);
  }
}
