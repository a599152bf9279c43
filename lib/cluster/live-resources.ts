/** A resource that is read of a live cluster, as kubectl names it, and the kind of its objects. */
type LiveResource = readonly [resource: string, kind: string];

/** What every cluster from Kubernetes 1.28 on serves, with the kind of the objects. */
export const BUILT_IN_RESOURCES: readonly LiveResource[] = [
  ['nodes', 'Node'], ['pods', 'Pod'], ['namespaces', 'Namespace'], ['deployments.apps', 'Deployment'],
  ['statefulsets.apps', 'StatefulSet'], ['daemonsets.apps', 'DaemonSet'], ['replicasets.apps', 'ReplicaSet'],
  ['controllerrevisions.apps', 'ControllerRevision'], ['jobs.batch', 'Job'], ['cronjobs.batch', 'CronJob'],
  ['persistentvolumeclaims', 'PersistentVolumeClaim'],
  ['persistentvolumes', 'PersistentVolume'], ['storageclasses.storage.k8s.io', 'StorageClass'],
  ['csinodes.storage.k8s.io', 'CSINode'], ['csidrivers.storage.k8s.io', 'CSIDriver'],
  ['csistoragecapacities.storage.k8s.io', 'CSIStorageCapacity'],
  ['poddisruptionbudgets.policy', 'PodDisruptionBudget'],
  ['horizontalpodautoscalers.autoscaling', 'HorizontalPodAutoscaler'], ['resourcequotas', 'ResourceQuota'],
  ['limitranges', 'LimitRange'], ['serviceaccounts', 'ServiceAccount'],
  ['priorityclasses.scheduling.k8s.io', 'PriorityClass'], ['runtimeclasses.node.k8s.io', 'RuntimeClass'],
];

/** What newer clusters, or those with an operator, serve besides. */
export const RESOURCES_WHERE_SERVED: readonly LiveResource[] = [
  ['resourceslices.resource.k8s.io', 'ResourceSlice'], ['deviceclasses.resource.k8s.io', 'DeviceClass'],
  ['resourceclaims.resource.k8s.io', 'ResourceClaim'],
  ['resourceclaimtemplates.resource.k8s.io', 'ResourceClaimTemplate'], ['nodepools.karpenter.sh', 'NodePool'],
  ['rollouts.argoproj.io', 'Rollout'], ['leaderworkersets.leaderworkerset.x-k8s.io', 'LeaderWorkerSet'],
  ['scaledobjects.keda.sh', 'ScaledObject'], ['nimservices.apps.nvidia.com', 'NIMService'],
  ['inferenceservices.serving.kserve.io', 'InferenceService'], ['rayservices.ray.io', 'RayService'],
  ['rayclusters.ray.io', 'RayCluster'], ['verticalpodautoscalers.autoscaling.k8s.io', 'VerticalPodAutoscaler'],
];

/** A right of a ClusterRole. */
export interface ReadingRule {
  readonly apiGroups: string[];
  readonly resources: string[];
  readonly verbs: string[];
}

/** The rights that reading a live cluster needs: to get and list, nothing else. */
export function readingRules(): ReadingRule[] {
  const groups = new Map<string, string[]>();
  for (const [resource] of [...BUILT_IN_RESOURCES, ...RESOURCES_WHERE_SERVED]) {
    const [name, ...group] = resource.split('.');
    groups.set(group.join('.'), [...groups.get(group.join('.')) ?? [], name]);
  }
  return [...groups].map(([group, resources]) => ({ apiGroups: [group], resources, verbs: ['get', 'list'] }));
}

const ROOM = new Set(['nodes', 'pods']);
const PROGRESS = new Set([
  'deployments.apps', 'statefulsets.apps', 'daemonsets.apps', 'replicasets.apps', 'jobs.batch',
  'persistentvolumeclaims', 'resourcequotas', 'poddisruptionbudgets.policy',
]);

/** Of all namespaces: who has the room. */
export const ROOM_RESOURCES = BUILT_IN_RESOURCES.filter(([resource]) => ROOM.has(resource));

/** Of one namespace: how its updates are getting on, and what was said of them. */
export const PROGRESS_RESOURCES: readonly LiveResource[] = [
  ...BUILT_IN_RESOURCES.filter(([resource]) => PROGRESS.has(resource)), ['events', 'Event'],
];

/** Arguments of kubectl that get all objects of some resources; of all namespaces unless one is named. */
export function getAll(resources: readonly LiveResource[], namespace?: string): string[] {
  const where = namespace === undefined ? ['--all-namespaces'] : ['--namespace', namespace];
  return ['get', resources.map(([resource]) => resource).join(','), ...where, '--output', 'json'];
}
