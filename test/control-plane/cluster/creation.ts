import { Api, ApiError, Json } from './api';
import { pathOf } from './objects';
import { isFinished, isReady, ownerOf } from './pods';
import { ClusterView } from './view';

/** Controllers that want more pods than there are although nothing stands in their way but admission. */
export function missingPods(view: ClusterView, namespace: string): Json[] {
  const pods = view.list('pods', namespace).filter((pod) => !isFinished(pod));
  const count = ({ metadata }: Json) => pods.filter((pod) => ownerOf(pod) === metadata.uid).length;
  const withKind = (kind: string, apiVersion: string) => (object: Json) => ({ ...object, kind, apiVersion });
  const sets = view
    .list('replicasets', namespace)
    .map(withKind('ReplicaSet', 'apps/v1'))
    .filter((set) => set.spec.replicas > count(set));
  const stateful = view
    .list('statefulsets', namespace)
    .map(withKind('StatefulSet', 'apps/v1'))
    .filter(
      (set) =>
        set.spec.replicas > count(set)
        && (set.spec.podManagementPolicy === 'Parallel'
          || pods.every((pod) => ownerOf(pod) !== set.metadata.uid || isReady(pod))),
    );
  const daemons = view
    .list('daemonsets', namespace)
    .map(withKind('DaemonSet', 'apps/v1'))
    .filter((set) => set.status.desiredNumberScheduled > set.status.currentNumberScheduled);
  const jobs = view
    .list('jobs', namespace)
    .map(withKind('Job', 'batch/v1'))
    .filter(
      ({ spec, status }) =>
        status.completionTime === undefined
        && !status.conditions?.length
        && (status.active ?? 0) + (status.succeeded ?? 0) < Math.min(spec.parallelism ?? 1, spec.completions ?? 1),
    );
  return [...sets, ...stateful, ...daemons, ...jobs];
}

/**
 * Whether the API server would take a pod of the controller's template now, quotas, limits and Pod Security counted.
 */
export async function wouldBeCreated(api: Api, owner: Json): Promise<boolean> {
  const { metadata: { namespace, name }, spec: { template } } = owner;
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace, generateName: `${name}-`, labels: template.metadata.labels, annotations: template.metadata.annotations,
    },
    spec: template.spec,
  };
  try {
    await api.create(`${pathOf(pod, { collection: true })}?dryRun=All`, pod);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 409) {
      return false;
    }
    throw error;
  }
}

let nudges = 0;

/** Makes the controller look at the object again; one that has just been deleted, which a watch tells later, is left. */
export async function nudge(api: Api, owner: Json): Promise<void> {
  const annotations = { 'control-plane-test/nudge': String(++nudges) };
  await api.patch(pathOf(owner), { metadata: { annotations } }).catch((error) => {
    if (!(error instanceof ApiError && error.status === 404)) {
      throw error;
    }
  });
}
