import { Snapshot } from '../cluster/snapshot';
import { Kubectl, KubectlOptions } from './kubectl';

/** What every cluster from Kubernetes 1.28 on serves. */
const BUILT_IN = [
  'nodes', 'pods', 'namespaces', 'deployments.apps', 'statefulsets.apps', 'daemonsets.apps', 'replicasets.apps',
  'jobs.batch', 'cronjobs.batch', 'persistentvolumeclaims', 'persistentvolumes', 'storageclasses.storage.k8s.io',
  'csinodes.storage.k8s.io', 'csidrivers.storage.k8s.io', 'poddisruptionbudgets.policy',
  'horizontalpodautoscalers.autoscaling', 'resourcequotas', 'limitranges', 'serviceaccounts',
  'priorityclasses.scheduling.k8s.io', 'runtimeclasses.node.k8s.io',
];

/** What newer clusters, or those with an operator, serve besides. */
const WHERE_SERVED = [
  'resourceslices.resource.k8s.io', 'deviceclasses.resource.k8s.io', 'resourceclaims.resource.k8s.io',
  'resourceclaimtemplates.resource.k8s.io', 'nodepools.karpenter.sh', 'rollouts.argoproj.io',
  'leaderworkersets.leaderworkerset.x-k8s.io', 'scaledobjects.keda.sh', 'nimservices.apps.nvidia.com',
  'inferenceservices.serving.kserve.io', 'rayservices.ray.io', 'rayclusters.ray.io',
  'verticalpodautoscalers.autoscaling.k8s.io',
];

const get = (resources: string[]): string[] => ['get', resources.join(','), '--all-namespaces', '--output', 'json'];

/** The commands that make a snapshot by hand, for people who may not run this program against their cluster. */
export function snapshotCommands(options: KubectlOptions): string {
  const kubectl = new Kubectl(options);
  return [
    `${kubectl.commandLine(get(BUILT_IN))} > cluster.json`,
    '# and for each of these that the cluster serves:',
    ...WHERE_SERVED.map((resource) => `${kubectl.commandLine(get([resource]))} >> cluster.json`),
    '',
  ].join('\n');
}

/** The rights that reading a cluster needs, as a ClusterRole. */
export function snapshotRights(): string {
  const groups = new Map<string, string[]>();
  for (const resource of [...BUILT_IN, ...WHERE_SERVED]) {
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
  const args = get([...BUILT_IN, ...WHERE_SERVED].filter((resource) => served.has(resource)));
  say(`reading the cluster (get and list only): ${kubectl.commandLine(args)}\n`);
  yield* kubectl.stream(args);
}
