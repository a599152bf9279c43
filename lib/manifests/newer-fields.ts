import { KubernetesVersion } from '../kubernetes/kubernetes-version';
import { Field } from './field';
import { Manifest, parsePointer } from './manifest';
import { Workload } from './workload';

type Find = (spec: Field) => Field[];

const items = (...path: string[]): Find => (spec) => {
  const last = path.at(-1)!;
  return path.slice(0, -1)
    .reduce((lists, key) => lists.flatMap((each) => each.get(key).items()), [spec])
    .map((each) => each.get(last));
};
const terms = (kind: string): Find => (spec) =>
  spec.get('affinity', kind, 'requiredDuringSchedulingIgnoredDuringExecution').items()
    .flatMap((term) => [term.get('matchLabelKeys'), term.get('mismatchLabelKeys')]);

/**
 * Fields of pods that decide about room or start, and the minor from which their gate is on by default: before, the API
 * server drops them (kubernetes pkg/features/kube_features.go of 1.37 and 1.30, pkg/api/pod/util.go
 * `dropDisabledFields`).
 */
const FIELDS: readonly (readonly [since: number, name: string, find: Find])[] = [
  [31, 'matchLabelKeys of pod affinity', (spec) => [...terms('podAffinity')(spec), ...terms('podAntiAffinity')(spec)]],
  [35, 'image volumes', items('volumes', 'image')],
  [35, 'restartPolicyRules', items('containers', 'restartPolicyRules')],
];

/** Those without which a pod asks for less than it says. */
const REQUESTS: typeof FIELDS = [
  [29, 'restartPolicy of init containers', items('initContainers', 'restartPolicy')],
  [34, 'resources of the pod', (spec) => [spec.get('resources')]],
  [34, 'resourceClaims', (spec) => [spec.get('resourceClaims')]],
];

/** Fields of a pod spec that a version drops unless a gate is switched on, in words. */
export function newerFields(spec: Field, kubernetes: KubernetesVersion): string[] {
  return [REQUESTS, FIELDS].flatMap((fields) => droppedOf(fields, spec, kubernetes));
}

function droppedOf(fields: typeof FIELDS, spec: Field, kubernetes: KubernetesVersion): string[] {
  return fields
    .filter(([since, , find]) => !kubernetes.isAtLeast(since) && find(spec).some(({ isPresent }) => isPresent))
    .map(([since, name]) => `${name}, which Kubernetes ${kubernetes} drops by default (on from 1.${since})`);
}

/** What pods of a workload ask for and a version of Kubernetes drops. */
export function droppedRequests({ manifest, pod }: Workload, kubernetes = KubernetesVersion.NEWEST): string[] {
  return droppedOf(REQUESTS, Field.of(manifest, []).get(...parsePointer(pod.pointer)), kubernetes);
}

/** Where a built-in kind has the spec of its pods, when not in a template below its spec. */
const POD_SPECS: { readonly [kind: string]: readonly string[] } = {
  Pod: ['spec'], CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

/** The same of an object of a built-in kind; none for one that makes no pods. */
export function newerFieldsOf(manifest: Manifest, kubernetes: KubernetesVersion): string[] {
  const pod = POD_SPECS[manifest.kind] ?? ['spec', 'template', 'spec'];
  return newerFields(Field.of(manifest, []).get(...pod), kubernetes);
}
