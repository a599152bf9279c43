import { ClusterNode, OwnPod } from '../../../cluster';
import { daemonSetBounds } from '../../../kubernetes/arithmetic';
import { Workload } from '../../../manifests';
import { admits } from '../../placement';

/**
 * Whether pods of a DaemonSet that do not stop, as their kubelet does not answer, hold up its update for ever: where
 * they tolerate the taint of such a node, one of the new template has to run there. Else the node is wanted no more,
 * but without surge its pod counts as missing as long as it is there, and others are stopped only while fewer are
 * missing than may be (kubernetes pkg/controller/daemon/update.go `rollingUpdate`, daemon_controller.go
 * `updateDaemonSetStatus`).
 */
export function heldByLostDaemons(
  { pod, strategy }: Workload, pods: readonly OwnPod[], nodes: ReadonlyMap<string, ClusterNode>,
): boolean {
  const isLost = ({ node }: OwnPod) => nodes.get(node)?.isLost === true;
  const lost = new Set(pods.filter(isLost).map(({ node }) => node));
  const wanted = [...nodes.values()].filter((node) => admits(node, pod, true));
  const { maxSurge, maxUnavailable } = daemonSetBounds(strategy, wanted.length);
  return wanted.some(({ name }) => lost.has(name))
    || (maxSurge === 0 && maxUnavailable <= lost.size && pods.some((each) => !isLost(each) && !each.isLeaving));
}
