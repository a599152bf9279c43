import { Field } from '../field';
import { parsePointer } from '../manifest';
import { Workload } from '../workload';

const QUEUE = 'kueue.x-k8s.io/queue-name';
const GROUP_LABELS = [
  'scheduling.x-k8s.io/pod-group', 'pod-group.scheduling.sigs.k8s.io', 'pod-group.scheduling.sigs.k8s.io/name',
];

/**
 * A workload in the light of what its labels and annotations ask of others: Kueue lets its pods wait for a quota that
 * is not in the input, a group of pods is only scheduled whole, and the pods of a hook run beside an apply or not at
 * all.
 */
export function inSurroundings(workload: Workload): Workload {
  const root = Field.of(workload.manifest, []);
  const labels = root.get('metadata', 'labels').stringMap();
  const queue = labels.get(QUEUE) ?? workload.pod.labels.get(QUEUE);
  const group = groupOf(workload, root);
  const hook = hookOf(root);
  if (queue === undefined && group === undefined && hook === undefined) {
    return workload;
  }
  return {
    ...workload,
    hook,
    replicas: hook === 'never' ? 0 : workload.replicas,
    least: hook !== undefined || queue !== undefined ? 0 : workload.least,
    undecided: [
      ...workload.undecided,
      ...queue === undefined ? [] : [`admission by Kueue queue ${queue}, whose quota is not in the input`],
      ...group === undefined ? [] : [`gang scheduling by pod group ${group}`],
    ],
    companions: workload.companions.map(inSurroundings),
  };
}

/**
 * The group that pods are scheduled with: PodGroup of Kubernetes 1.36 and later, of the scheduler plugins, or of
 * Volcano.
 */
function groupOf({ pod }: Workload, root: Field): string | undefined {
  const spec = root.get(...parsePointer(pod.pointer));
  const template = root.get(...parsePointer(pod.pointer).slice(0, -1));
  const named = [
    spec.get('schedulingGroup', 'podGroupName').value, spec.get('workloadRef', 'podGroup').value,
    spec.get('workloadRef', 'name').value,
    template.get('metadata', 'annotations', 'scheduling.k8s.io/group-name').value,
    ...GROUP_LABELS.map((label) => pod.labels.get(label)),
  ].find((name) => typeof name === 'string');
  return named === undefined ? spec.get('schedulingGroup').isPresent ? '(unnamed)' : undefined : String(named);
}

/** When the pods of a hook run: those of a test, or of a hook that is skipped, in no update; the others for a while. */
function hookOf(root: Field): 'never' | 'sometimes' | undefined {
  const annotations = root.get('metadata', 'annotations');
  const helm = annotations.get('helm.sh/hook').value;
  const argo = annotations.get('argocd.argoproj.io/hook').value;
  const hooks = [helm, argo].flatMap((value) =>
    typeof value === 'string' ? value.split(',').map((hook) => hook.trim()) : [],
  );
  if (hooks.length === 0) {
    return undefined;
  }
  return hooks.every((hook) =>
    ['test', 'test-success', 'test-failure', 'Skip', 'pre-delete', 'post-delete', 'PostDelete'].includes(hook),
  )
    ? 'never'
    : 'sometimes';
}
