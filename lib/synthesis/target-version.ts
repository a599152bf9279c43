import { IConstruct } from 'constructs';
import { KubernetesVersion } from '../kubernetes/kubernetes-version';
import { attachedCluster } from './attached-cluster';
import { constructError } from './construct-error';
import { KubernetesTarget } from './kubernetes-target';

/** The oldest version that is rendered for when nobody says one. */
const DEFAULT = KubernetesVersion.of('1.30');

/**
 * The version that an object is rendered for. Known when it is rendered, because a cluster may be attached after the
 * constructs are made.
 *
 * @throws when the construct and the cluster of the app name two
 */
export function targetVersion(scope: IConstruct): KubernetesVersion {
  const said = KubernetesTarget._said(scope);
  const proven = attachedCluster(scope)?._kubernetes;
  if (said && proven && said.minor !== proven.minor) {
    throw constructError(
      scope, `KubernetesTarget ${said} differs from ${proven} of the Cluster of the app; write it in the Cluster alone`,
    );
  }
  return said ?? proven ?? DEFAULT;
}
