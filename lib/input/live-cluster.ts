import { queryOf, Snapshot } from '../cluster/snapshot';
import { Kubectl, KubectlOptions } from './kubectl';

/** What every cluster from Kubernetes 1.28 on serves, with the kind of the objects. */
const BUILT_IN: readonly Resource[] = [
  ['nodes', 'Node'], ['pods', 'Pod'], ['namespaces', 'Namespace'], ['deployments.apps', 'Deployment'],
  ['statefulsets.apps', 'StatefulSet'], ['daemonsets.apps', 'DaemonSet'], ['replicasets.apps', 'ReplicaSet'],
  ['jobs.batch', 'Job'], ['cronjobs.batch', 'CronJob'], ['persistentvolumeclaims', 'PersistentVolumeClaim'],
  ['persistentvolumes', 'PersistentVolume'], ['storageclasses.storage.k8s.io', 'StorageClass'],
  ['csinodes.storage.k8s.io', 'CSINode'], ['csidrivers.storage.k8s.io', 'CSIDriver'],
  ['poddisruptionbudgets.policy', 'PodDisruptionBudget'],
  ['horizontalpodautoscalers.autoscaling', 'HorizontalPodAutoscaler'], ['resourcequotas', 'ResourceQuota'],
  ['limitranges', 'LimitRange'], ['serviceaccounts', 'ServiceAccount'],
  ['priorityclasses.scheduling.k8s.io', 'PriorityClass'], ['runtimeclasses.node.k8s.io', 'RuntimeClass'],
];

/** What newer clusters, or those with an operator, serve besides. */
const WHERE_SERVED: readonly Resource[] = [
  ['resourceslices.resource.k8s.io', 'ResourceSlice'], ['deviceclasses.resource.k8s.io', 'DeviceClass'],
  ['resourceclaims.resource.k8s.io', 'ResourceClaim'],
  ['resourceclaimtemplates.resource.k8s.io', 'ResourceClaimTemplate'], ['nodepools.karpenter.sh', 'NodePool'],
  ['rollouts.argoproj.io', 'Rollout'], ['leaderworkersets.leaderworkerset.x-k8s.io', 'LeaderWorkerSet'],
  ['scaledobjects.keda.sh', 'ScaledObject'], ['nimservices.apps.nvidia.com', 'NIMService'],
  ['inferenceservices.serving.kserve.io', 'InferenceService'], ['rayservices.ray.io', 'RayService'],
  ['rayclusters.ray.io', 'RayCluster'], ['verticalpodautoscalers.autoscaling.k8s.io', 'VerticalPodAutoscaler'],
];

type Resource = readonly [resource: string, kind: string];

const get = (resources: readonly string[]): string[] => [
  'get', resources.join(','), '--all-namespaces', '--output', 'json',
];

/** The commands that make a snapshot by hand, for people who may not run this program against their cluster. */
export function snapshotCommands(options: KubectlOptions): string {
  const kubectl = new Kubectl(options);
  return [
    `${kubectl.commandLine(get(BUILT_IN.map(([resource]) => resource)))} > cluster.json`,
    '# and for each of these that the cluster serves:',
    ...WHERE_SERVED.map(([resource]) => `${kubectl.commandLine(get([resource]))} >> cluster.json`),
    '',
  ].join('\n');
}

/** The rights that reading a cluster needs, as a ClusterRole. */
export function snapshotRights(): string {
  const groups = new Map<string, string[]>();
  for (const [resource] of [...BUILT_IN, ...WHERE_SERVED]) {
    const [name, ...group] = resource.split('.');
    groups.set(group.join('.'), [...groups.get(group.join('.')) ?? [], name]);
  }
  const rules = [...groups].map(
    ([group, names]) => `- apiGroups: ['${group}']\n  resources: [${names.join(', ')}]\n  verbs: [get, list]\n`,
  );
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: cdk8s-nim-reader\nrules:\n${rules.join('')}`;
}

/** Reads a cluster through kubectl, which only gets and lists; `say` is told the command. */
export function readLiveCluster(options: KubectlOptions, say: (text: string) => void): Snapshot {
  return Snapshot.read('the live cluster', liveChunks(options, say));
}

/** The JSON of a live cluster, piece by piece. */
export function* liveChunks(options: KubectlOptions, say: (text: string) => void): Generator<Buffer> {
  const kubectl = new Kubectl(options);
  const served = new Set(kubectl.read(['api-resources', '--verbs', 'list', '--output', 'name']).split('\n'));
  const asked = [...BUILT_IN, ...WHERE_SERVED].filter(([resource]) => served.has(resource));
  const args = get(asked.map(([resource]) => resource));
  say(`reading the cluster (get and list only): ${kubectl.commandLine(args)}\n`);
  yield Buffer.from(`${JSON.stringify(queryOf(asked.map(([, kind]) => kind)))}\n`);
  yield* kubectl.stream(args);
}
