import { textOf } from '../../util/value-text';
import { KubernetesVersion } from '../../kubernetes/kubernetes-version';
import { Field } from '../field';
import { parsePointer } from '../manifest';
import { newerFields } from '../newer-fields';
import { Workload } from '../workload';

const QUEUE = 'kueue.x-k8s.io/queue-name';
/** That of objects without the label, where their namespace has one of this name. */
const DEFAULT_QUEUE = 'default';
/** Kinds that no integration of Kueue lets wait, whatever their labels. */
const NEVER_QUEUED: readonly string[] = ['DaemonSet'];
const GROUP_LABELS = [
  'scheduling.x-k8s.io/pod-group', 'pod-group.scheduling.sigs.k8s.io', 'pod-group.scheduling.sigs.k8s.io/name',
];

/**
 * A workload in the light of what its labels and annotations ask of others: Kueue lets its pods wait for a quota that
 * is not in the input, a group of pods is only scheduled whole, and the pods of a hook run beside an apply or not at
 * all. Fields that its version of Kubernetes drops leave open what was meant by them.
 *
 * @param queues names of the LocalQueues of its namespace
 */
export function inSurroundings(
  workload: Workload, kubernetes: KubernetesVersion, queues: readonly string[] = [],
): Workload {
  const root = Field.of(workload.manifest, []);
  const queue = queueOf(workload, root, queues);
  const group = groupOf(workload, root);
  const hook = hookOf(workload, root);
  const newer = newerFields(root.get(...parsePointer(workload.pod.pointer)), kubernetes);
  if (queue === undefined && group === undefined && hook === undefined && newer.length === 0) {
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
      ...newer,
      ...group === undefined ? [] : [`gang scheduling by pod group ${group}`],
    ],
    companions: workload.companions.map((companion) => inSurroundings(companion, kubernetes, queues)),
  };
}

/** Kueue fills in the label (pkg/controller/jobframework/defaults.go `ApplyDefaultLocalQueue`, stable since 0.17). */
function queueOf({ pod, kind }: Workload, root: Field, queues: readonly string[]): string | undefined {
  const labels = root.get('metadata', 'labels').stringMap();
  return labels.get(QUEUE) ?? pod.labels.get(QUEUE)
    ?? (NEVER_QUEUED.includes(kind) ? undefined : queues.find((name) => name === DEFAULT_QUEUE));
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
  return named === undefined ? spec.get('schedulingGroup').isPresent ? '(unnamed)' : undefined : textOf(named);
}

/** Hooks of tests, of the end of a release, and of failures; Helm 3 knows no crd-install. */
const NEVER: ReadonlySet<unknown> = new Set([
  'test', 'test-success', 'test-failure', 'crd-install', 'pre-delete', 'post-delete', 'Skip', 'PreDelete', 'PostDelete',
  'SyncFail',
]);

/**
 * Hooks that have ended before anything else is applied, or begin when all is healthy. Helm begins those behind an
 * update when all is applied: they run beside it (helm pkg/action/upgrade.go; argo-cd docs/user-guide/sync-waves.md).
 */
const APART: ReadonlySet<unknown> = new Set(['pre-install', 'pre-upgrade', 'pre-rollback', 'PreSync', 'PostSync']);

/** Kinds whose end is waited for (helm pkg/kube/wait.go `WatchUntilReady`); others stay when they are made. */
const ENDING_KINDS: readonly string[] = ['Job', 'Pod'];

/** When the pods of a hook run. */
function hookOf({ kind }: Workload, root: Field): Workload['hook'] {
  const annotations = root.get('metadata', 'annotations');
  const hooks = [annotations.get('helm.sh/hook').value, annotations.get('argocd.argoproj.io/hook').value].flatMap(
    (value) => (typeof value === 'string' ? value.split(',').map((hook) => hook.trim()) : []),
  );
  const during = hooks.filter((hook) => !NEVER.has(hook));
  return hooks.length === 0 ? undefined
    : during.length === 0 ? 'never'
      : ENDING_KINDS.includes(kind) && during.every((hook) => APART.has(hook)) ? 'apart' : 'sometimes';
}
