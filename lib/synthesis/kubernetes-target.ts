import { IConstruct } from 'constructs';
import { KubernetesVersion } from '../kubernetes/kubernetes-version';
import { checkCall } from '../kubernetes/shapes/check-shape';
import { constructError, withPath } from './construct-error';

const said = new WeakMap<IConstruct, KubernetesVersion>();

/**
 * The Kubernetes version that objects are rendered for, on which it depends what constructs write. It is that of the
 * `Cluster` of the app, when it has one; 1.30 when nobody says.
 */
export class KubernetesTarget {
  /**
   * Says the version for a construct, usually the app, and all below it.
   *
   * @param version such as `1.35`
   * @throws when it is no version from 1.20 on, or the construct has one already
   */
  public static set(scope: IConstruct, version: string): void {
    checkCall('KubernetesTarget.set', { scope, version });
    const known = said.get(scope);
    if (known) {
      throw constructError(scope, `the version ${known} is said already; write one`);
    }
    said.set(scope, withPath(scope, () => KubernetesVersion.of(version)));
  }

  /** What the nearest construct says; undefined when none does. @internal */
  public static _said(scope: IConstruct): KubernetesVersion | undefined {
    return [...scope.node.scopes].reverse().flatMap((each) => said.get(each) ?? [])[0];
  }
}
