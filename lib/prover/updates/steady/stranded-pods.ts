import { ClusterNode, isPlaced, OwnPod } from '../../../cluster';
import { getOrMake } from '../../../util/get-or-make';
import { oncePer } from '../../../util/once-per';
import { Field, Manifest, PodTemplate, requestsOfPod, templateOfPod, Workload } from '../../../manifests';
import { admits, Capacity, slotsIn } from '../../placement';

/** Pods of each workload that stand on nodes which take none like them any more; only workloads that have such pods. */
export function strandedPods(
  capacity: Capacity, workloads: readonly Workload[], podsOf: (workload: Workload) => readonly OwnPod[],
  overfull: ReadonlySet<string>,
): ReadonlyMap<Workload, readonly OwnPod[]> {
  const templates = new Map<string, PodTemplate>();
  const takesLike = (node: ClusterNode, pod: Manifest) =>
    admits(node, getOrMake(templates, choiceOf(pod), () => templateOfPod(pod)));
  const isStranded = (workload: Workload, { manifest, node: name, isLeaving }: OwnPod) => {
    const index = capacity.nodeNamed(name);
    return index !== undefined && !isLeaving
      && (overfull.has(name) || !takesLike(capacity.nodes[index], manifest) || !isReached(capacity, workload, index));
  };
  return new Map(workloads
    .map((workload): [Workload, readonly OwnPod[]] =>
      [workload, podsOf(workload).filter((pod) => isStranded(workload, pod))])
    .filter(([, pods]) => pods.length > 0));
}

/**
 * Nodes on which pods stand that ask for more than there is of what is counted: their allocatable has shrunk since, and
 * no kubelet stops pods for that (kubernetes pkg/kubelet/lifecycle/predicate.go looks at those that come).
 */
export function overfullNodes(capacity: Capacity, pods: readonly OwnPod[]): ReadonlySet<string> {
  const names = new Map(capacity.resources.map((resource, index) => [resource, index]));
  const left = new Map<string, Float64Array>();
  for (const pod of pods.filter(isPlaced)) {
    const index = capacity.nodeNamed(pod.node);
    if (index !== undefined) {
      const rest = getOrMake(left, pod.node, () => emptyRoom(capacity, index).slice());
      rest[0]--;
      requestsOfPod(pod.manifest).forEach((amount, resource) => {
        const at = names.get(resource);
        rest[at ?? 0] -= at === undefined ? 0 : amount;
      });
    }
  }
  return new Set([...left].filter(([, rest]) => rest.some((amount) => amount < 0)).map(([name]) => name));
}

/** Whether a node has room for a pod of a workload where nothing of the manifests stands. */
export function hasRoomIfEmpty(capacity: Capacity, workload: Workload, name: string): boolean {
  const node = capacity.nodeNamed(name);
  return node !== undefined && slotsIn(emptyRoom(capacity, node), capacity.requestsOf(workload)) > 0;
}

/** Without DaemonSets too. */
function emptyRoom(capacity: Capacity, node: number): Float64Array {
  return capacity.roomOfGroup(capacity.groupOf[node], capacity.daemons);
}

/** All of a pod that decides which nodes take it, volumes apart: most pods have it of many others. */
const choiceOf = oncePer((pod: Manifest): string => {
  const spec = Field.of(pod, []).get('spec');
  const choices = [spec.get('nodeSelector'), spec.get('affinity', 'nodeAffinity'), spec.get('tolerations')];
  return JSON.stringify(choices.map(({ value }) => value));
});

/** Whether the volumes of a workload let pods come to a node that takes them otherwise. */
function isReached(capacity: Capacity, workload: Workload, node: number): boolean {
  const { pod, claimTemplates } = workload;
  const hasVolumes = pod.claims.length + pod.inlineDisks.length + claimTemplates.length > 0;
  const tasks = hasVolumes ? capacity.tasksOf(workload) : [];
  return tasks.length === 0 || tasks.some(({ eligible }) => eligible[capacity.groupOf[node]])
    || !admits(capacity.nodes[node], pod);
}
