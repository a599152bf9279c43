import { listed } from '../../util/listed';
import { plural } from '../../util/plural';
import { isBeingDeleted, Manifest, Model, ownerOf, tellsNoCondition } from '../../manifests';
import { NOT_READY } from '../cluster-node';
import { leaves } from './leaving-pods';
import { LiveObjects } from './live-objects';

/** The oldest minor whose behaviour the prover was compared with. */
const OLDEST_MINOR = 28;

/** Kinds of which every cluster has objects: without them they were not asked for. */
const ALWAYS_THERE: { readonly [kind: string]: string } = {
  Pod: 'pods outside these manifests are not counted',
  Namespace: 'labels of namespaces, Pod Security among them, are not known',
  PriorityClass: 'priorities are not known',
  CSINode: 'how many volumes a node attaches is not known',
};

/** Kinds that a cluster may have none of: only a record of the query tells. */
const MAY_BE_NONE = [
  'ResourceQuota', 'LimitRange', 'PodDisruptionBudget', 'HorizontalPodAutoscaler', 'PersistentVolume', 'StorageClass',
];

/** What a reader of verdicts has to know of the snapshot they rest on. */
export function remarks(snapshot: LiveObjects, model: Model): string[] {
  const { nodes, name, kubernetes, asked, leftOut } = snapshot;
  const leaving = snapshot.pods.filter(isBeingDeleted);
  const isLeaving = leaves(snapshot);
  const orphans = snapshot.pods.filter((pod) => !isBeingDeleted(pod) && isLeaving(pod));
  const silent = snapshot.pods.filter((pod) => !isBeingDeleted(pod) && isOfSet(pod) && tellsNoCondition(pod));
  const named = (list: readonly { readonly name: string }[]) => listed(list.map((node) => node.name), 3);
  const notAsked = MAY_BE_NONE.filter((kind) => !asked.has(kind));
  const unready = nodes.filter(({ taints }) => taints.some(({ key }) => key === NOT_READY.key));
  const cordoned = nodes.filter(({ unschedulable }) => unschedulable);
  return [
    ...leftOut.map((reason) => `left out: ${reason}`),
    ...(unready.length > 0
      ? [`${plural(unready.length, 'node')} not ready, without room for new pods: ${named(unready)}`]
      : []),
    ...(cordoned.length > 0
      ? [`${plural(cordoned.length, 'node')} cordoned, without room for new pods: ${named(cordoned)}`]
      : []),
    ...(leaving.length > 0
      ? [`${plural(leaving.length, 'pod')} being deleted, taken to be gone: ${named(leaving)}`]
      : []),
    ...(orphans.length > 0
      ? [`${plural(orphans.length, 'pod')} on nodes that are gone, taken to be deleted: ${named(orphans)}`]
      : []),
    ...(silent.length > 0
      ? [`${plural(silent.length, 'pod')} of StatefulSets without status.conditions, taken to be ready: ${named(silent)}`]
      : []),
    ...missingResources(snapshot, model).map((resource) => `no node offers ${resource}`),
    ...Object.entries(ALWAYS_THERE)
      .filter(([kind]) => !asked.has(kind))
      .map(([kind, effect]) => `no ${kind} is in ${name}: ${effect}`),
    ...notAsked.length > 0
      ? [`${notAsked.join(', ')}: none is in ${name}, and whether they were asked for is not known; they count as absent`]
      : [],
    ...(kubernetes && !kubernetes.isAtLeast(OLDEST_MINOR)
      ? [`the nodes run Kubernetes ${kubernetes}; verdicts are as of 1.${OLDEST_MINOR} and later`]
      : []),
    ...otherCluster(snapshot, model),
  ];
}

/** Only a StatefulSet waits for pods that are there before the change begins. */
function isOfSet(pod: Manifest): boolean {
  return ownerOf(pod)?.kind === 'StatefulSet';
}

function missingResources({ nodes }: LiveObjects, model: Model): string[] {
  const asked = new Set(
    model.workloads.flatMap(({ pod }) => [...pod.requests.keys()].filter((resource) => resource.includes('/'))),
  );
  return [...asked].filter((resource) => nodes.every(({ free }) => !free.get(resource)));
}

/** Manifests are usually applied to a cluster in which their namespaces exist already. */
function otherCluster({ objects, name }: LiveObjects, model: Model): string[] {
  const live = new Set(objects.filter(({ kind }) => kind === 'Namespace').map((object) => object.name));
  const made = new Set(model.manifests.filter(({ kind }) => kind === 'Namespace').map((manifest) => manifest.name));
  const wanted = [...new Set(model.workloads.map(({ namespace }) => namespace))].filter(
    (namespace) => !made.has(namespace),
  );
  return live.size > 0 && wanted.length > 0 && wanted.every((namespace) => !live.has(namespace))
    ? [
        `none of the namespaces of the manifests (${wanted.slice(0, 3).join(', ')}) is in ${name}: is it of another cluster?`,
      ]
    : [];
}
