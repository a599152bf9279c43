import { KubernetesVersion } from '../../kubernetes/kubernetes-version';
import { addedLabels } from '../added-labels';
import { Field } from '../field';
import { typeOf } from '../kinds';
import { readLabelSelector } from '../label-selector';
import { Manifest } from '../manifest';
import { ClaimReference, readPodTemplate } from '../pod-template';
import { ClaimTemplate, readIntOrPercent, UpdateStrategy, Workload } from '../workload';

/** What an adapter may look at beside its own object. */
export interface ControllerContext {
  /** Minor version of the cluster, which decides what the API server keeps and what controllers do. */
  readonly kubernetes: KubernetesVersion;
  /** Another object, by the name of its type, its namespace and its name. */
  readonly find: (type: string, namespace: string, name: string) => Manifest | undefined;
}

/** The adapter of one kind of object that makes pods. */
export interface Controller {
  readonly kind: string;
  /** API groups; the empty one is the core of Kubernetes. */
  readonly groups: readonly string[];
  /** Its pods are made by way of other objects, whose real ones are better evidence where they are in the input. */
  readonly isIndirect?: boolean;
  /** Undefined when the pods cannot be read from the input: the object is then named as not counted. */
  readonly read: (root: Field, context: ControllerContext) => Workload | undefined;
}

/** What an adapter has to say beyond the pod template. */
export type WorkloadDetails = Partial<Omit<Workload, 'manifest' | 'kind' | 'name' | 'namespace' | 'pod'>>;

/**
 * A workload with the pods of a template; what an adapter does not say has the value that stands for nothing special.
 */
export function workloadOf(root: Field, template: Field, details: WorkloadDetails = {}): Workload {
  const { manifest } = root;
  const replicas = details.replicas ?? 1;
  const pod = readPodTemplate(template, manifest.namespace);
  return {
    manifest,
    kind: manifest.kind,
    name: manifest.name,
    namespace: manifest.namespace,
    replicas,
    least: replicas,
    hasReplicas: false,
    groupSize: 1,
    pod: {
      ...pod,
      labels: new Map([...pod.labels, ...addedLabels(typeOf(manifest), manifest.name)]),
      claims: standingClaims(pod.claims, details.claimTemplates ?? []),
    },
    strategy: { type: 'none', pointer: template.pointer },
    paused: false,
    podManagementPolicy: 'OrderedReady',
    minReadySeconds: 0,
    claimTemplates: [],
    bounds: () => undefined,
    companions: [],
    isGang: false,
    undecided: [],
    unread: [],
    scale: 'known',
    ...details,
  };
}

/**
 * Claims that pods look for: a claim template takes the place of the pod's volume of the same name
 * (kubernetes pkg/controller/statefulset/stateful_set_utils.go `updateStorage`).
 */
function standingClaims(claims: readonly ClaimReference[], templates: readonly ClaimTemplate[]): ClaimReference[] {
  return claims.filter(({ volume }) => !templates.some(({ name }) => name === volume));
}

/** What every kind with `spec.replicas`, `spec.selector` and `spec.template` says alike. */
export function replicatedDetails(spec: Field): WorkloadDetails {
  const replicas = spec.get('replicas').integer() ?? 1;
  return {
    replicas,
    least: replicas,
    hasReplicas: spec.get('replicas').isPresent,
    selector: readLabelSelector(spec.get('selector')),
    minReadySeconds: spec.get('minReadySeconds').integer() ?? 0,
    progressDeadlineSeconds: spec.get('progressDeadlineSeconds').integer(),
  };
}

/** A strategy of the form `{ type, rollingUpdate: { maxSurge, maxUnavailable, partition } }`. */
export function readStrategy(strategy: Field): UpdateStrategy {
  return {
    ...readRolling(strategy.get('rollingUpdate')), type: strategy.get('type').string() ?? 'RollingUpdate',
    pointer: strategy.pointer,
  };
}

/** The numbers of a rolling update, wherever a kind keeps them. */
export function readRolling(rolling: Field): UpdateStrategy {
  return {
    type: 'RollingUpdate',
    maxSurge: readIntOrPercent(rolling.get('maxSurge')),
    maxUnavailable: readIntOrPercent(rolling.get('maxUnavailable')),
    partition: rolling.get('partition').integer(),
    pointer: rolling.pointer,
  };
}

/** Claims that a StatefulSet, or a kind built like it, makes for each pod. */
export function readClaimTemplates(list: Field): Workload['claimTemplates'] {
  return list.items().map((claim) => ({
    name: claim.get('metadata', 'name').string() ?? '',
  }));
}

/** Reports a pod without container, which the API server refuses. */
export function requireContainers(template: Field): void {
  const containers = template.get('spec', 'containers');
  if (containers.items().length === 0) {
    containers.report('a pod needs at least one container');
  }
}
