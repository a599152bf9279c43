import { Construct } from 'constructs';
import { addObject, withPath } from '../../synthesis';
import { checkServiceName } from '../../kubernetes/names';
import { POD_SECURITY_LEVEL } from './pod-security';
import { checkProps } from '../../kubernetes/shapes/check-shape';

/**
 * Properties of `RestrictedNamespace`.
 */
export interface RestrictedNamespaceProps {
  /**
   * Name of the namespace.
   *
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Labels besides those of Pod Security.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };
}

/**
 * A namespace that admits only pods of the strictest Pod Security level, which all pods of this library pass.
 *
 * Put it into a chart without a namespace, whose file comes first: cdk8s writes the namespace of a chart on every
 * object in it.
 */
export class RestrictedNamespace extends Construct {
  /** Name of the namespace. */
  public readonly name: string;

  /** @throws when the name is not a DNS label */
  constructor(scope: Construct, id: string, props: RestrictedNamespaceProps = {}) {
    super(scope, id);
    withPath(this, () => checkProps('RestrictedNamespaceProps', props));
    this.name = withPath(this, () => checkServiceName('namespace', props.name ?? id));
    this.node.defaultChild = addObject(this, 'Namespace', 'v1 Namespace', {
      metadata: {
        name: this.name,
        labels: {
          ...props.labels,
          'pod-security.kubernetes.io/enforce': POD_SECURITY_LEVEL,
          'pod-security.kubernetes.io/audit': POD_SECURITY_LEVEL,
          'pod-security.kubernetes.io/warn': POD_SECURITY_LEVEL,
        },
      },
    });
  }
}
