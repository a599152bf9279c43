import { ClusterNode } from '../../cluster';
import { Snapshot } from '../../cluster/snapshot';
import { NVIDIA_GPU_RESOURCE } from '../../kubernetes/well-known-labels';
import { keyOf, Manifest, Model, Workload } from '../../manifests';
import { withSpec } from '../rollback/revision-before';
import { fieldOf } from '../view';

const ROLLING = { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };

/** Deployments on GPUs that are recreated, and that a surge updates pod by pod instead. */
export function surgingOf({ workloads }: Model): Workload[] {
  return workloads.filter(({ kind, pod, manifest }) => kind === 'Deployment'
    && (pod.requests.get(NVIDIA_GPU_RESOURCE) ?? 0) > 0
    && fieldOf(manifest).get('spec', 'strategy', 'type').value === 'Recreate');
}

/** Objects with a rolling update for those among them. */
export function withRollingUpdates(objects: readonly Manifest[], surging: readonly Workload[]): Manifest[] {
  const keys = new Set(surging.map(({ manifest }) => keyOf(manifest)));
  return objects.map((each) => (keys.has(keyOf(each)) ? withSpec(each, ROLLING, each.file) : each));
}

/** The nodes that offer GPUs to workloads by their node selectors. */
export function gpuNodesFor(surging: readonly Workload[], { nodes }: Snapshot): ClusterNode[] {
  return nodes.filter(({ free, labels }) => (free.get(NVIDIA_GPU_RESOURCE) ?? 0) > 0
    && surging.every(({ pod }) =>
      pod.nodeSelector.every(({ key, values }) => values.includes(labels.get(key) ?? ''))));
}

/** Whether pods may start on a node. */
export function isUsable({ taints, unschedulable }: ClusterNode): boolean {
  return !unschedulable && !taints.some(({ key }) => key.endsWith('/not-ready') || key.endsWith('/unreachable'));
}
