import {
  CONTROLLER_REVISION_LABEL, DEPLOYMENT_REVISION_LABEL, ROLLOUT_REVISION_LABEL,
} from '../kubernetes/well-known-labels';
import { firstOrdinal } from './first-ordinal';
import { LabelSelector, meets, Requirement } from './label-selector';
import { labelsOfSomePods } from './rollout-labels';
import type { Workload } from './workload';

type Naming = (name: string) => { readonly [label: string]: string };

/**
 * Labels that the controllers of a type put on all of its pods beside those of the template. Sources: kubernetes
 * pkg/registry/batch/job/strategy.go `generateSelector`; kubeflow training-operator
 * pkg/apis/kubeflow.org/v1/common_types.go; jobset api/jobset/v1alpha2/jobset_types.go; lws
 * api/leaderworkerset/v1/leaderworkerset_types.go; ray-operator/controllers/ray/utils/constant.go; volcano
 * batch/v1alpha1/labels.go; knative serving pkg/apis/serving/register.go; kserve pkg/constants/constants.go; openshift
 * apps/v1/consts.go.
 */
const ADDED: { readonly [type: string]: Naming } = {
  'Job': (name) => ({ 'job-name': name, 'batch.kubernetes.io/job-name': name }),
  'JobSet': (name) => ({ 'jobset.sigs.k8s.io/jobset-name': name }),
  'LeaderWorkerSet': (name) => ({ 'leaderworkerset.sigs.k8s.io/name': name }),
  'Job.batch.volcano.sh': (name) => ({ 'volcano.sh/job-name': name }),
  'RayCluster': (name) => ({ 'ray.io/cluster': name }),
  'Service.serving.knative.dev': (name) => ({ 'serving.knative.dev/service': name }),
  'InferenceService': (name) => ({ 'serving.kserve.io/inferenceservice': name }),
  'DeploymentConfig': (name) => ({ deploymentconfig: name }),
  ...Object.fromEntries(
    ['PyTorchJob', 'TFJob', 'MPIJob', 'XGBoostJob', 'PaddleJob', 'JAXJob'].map((kind): [string, Naming] => [
      kind, (name) => ({ 'training.kubeflow.org/job-name': name }),
    ]),
  ),
};

/** Labels that every pod of an object has, whatever its template says. */
export function addedLabels(type: string, name: string): readonly [string, string][] {
  return Object.hasOwn(ADDED, type) ? Object.entries(ADDED[type](name)) : [];
}

const anything = () => true;
const ordinal = (value: string) => /^\d+$/.test(value);
const named = (value: string, prefix: string) =>
  value.startsWith(`${prefix}-`) && ordinal(value.slice(prefix.length + 1));

/**
 * Labels whose value differs from pod to pod or from revision to revision, by the kind whose controller puts them on.
 */
const VARYING: { readonly [kind: string]: { readonly [label: string]: (value: string, name: string) => boolean } } = {
  Deployment: { [DEPLOYMENT_REVISION_LABEL]: anything },
  ReplicaSet: { [DEPLOYMENT_REVISION_LABEL]: anything },
  Rollout: { [ROLLOUT_REVISION_LABEL]: anything },
  StatefulSet: {
    'statefulset.kubernetes.io/pod-name': named, 'apps.kubernetes.io/pod-index': ordinal,
    [CONTROLLER_REVISION_LABEL]: anything,
  },
  DaemonSet: { [CONTROLLER_REVISION_LABEL]: anything, 'pod-template-generation': ordinal },
  Job: {
    'controller-uid': anything, 'batch.kubernetes.io/controller-uid': anything,
    'batch.kubernetes.io/job-completion-index': ordinal,
  },
  CronJob: {
    'job-name': named, 'batch.kubernetes.io/job-name': named, 'controller-uid': anything,
    'batch.kubernetes.io/controller-uid': anything,
  },
  JobSet: {
    'jobset.sigs.k8s.io/replicatedjob-name': anything, 'jobset.sigs.k8s.io/job-index': ordinal, 'job-name': anything,
  },
  LeaderWorkerSet: {
    'leaderworkerset.sigs.k8s.io/worker-index': ordinal, 'leaderworkerset.sigs.k8s.io/group-index': ordinal,
  },
  RayCluster: { 'ray.io/node-type': anything, 'ray.io/group': anything, 'ray.io/identifier': anything },
  DeploymentConfig: { deployment: named },
};

const VARYING_LABELS = new Set(Object.values(VARYING).flatMap((labels) => Object.keys(labels)));

/** Whether a selector asks for labels that differ from pod to pod of one workload. */
export function tellsPodsApart({ requirements }: LabelSelector): boolean {
  return requirements.some(({ key }) => VARYING_LABELS.has(key));
}

/**
 * Whether a controller puts on some of the pods, at some time, the labels that a selector asks for and the template
 * lacks. `most` is the largest number of its pods.
 */
export function selectsSome({ requirements }: LabelSelector, workload: Workload, most: number): boolean {
  const relabelled = [new Map<string, unknown>(), ...labelsOfSomePods(workload)];
  return relabelled.some((labels) => requirements.every((requirement) => {
    const own = labels.get(requirement.key) ?? workload.pod.labels.get(requirement.key);
    return meets(requirement, typeof own === 'string' ? own : undefined)
      || (mayMeet(requirement, workload) && isWithin(requirement, workload, most));
  }));
}

/** Labels of a StatefulSet whose values end with the ordinal of a pod. */
const ORDINAL_LABELS = ['statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index'];

/** Whether a pod of that ordinal is ever there: pkg/controller/statefulset/stateful_set_utils.go `podInOrdinalRange`. */
function isWithin({ key, operator, values }: Requirement, { kind, manifest }: Workload, most: number): boolean {
  if (kind !== 'StatefulSet' || operator !== 'In' || !ORDINAL_LABELS.includes(key)) {
    return true;
  }
  const start = firstOrdinal(manifest);
  return values.map((value) => Number(/\d+$/.exec(value)?.[0]))
    .some((ordinal) => ordinal >= start && ordinal < start + Math.max(most, 1));
}

/**
 * So many of the pods of a StatefulSet a selector picks by labels that end with their ordinals; undefined where it asks
 * for other labels that the template lacks.
 */
export function podsPicked({ requirements }: LabelSelector, workload: Workload, most: number): number | undefined {
  const { kind, name, manifest, pod } = workload;
  const isOrdinal = ({ key }: Requirement) => ORDINAL_LABELS.includes(key);
  const isOfTemplate = (requirement: Requirement) => {
    const value = pod.labels.get(requirement.key);
    return meets(requirement, typeof value === 'string' ? value : undefined);
  };
  if (kind !== 'StatefulSet' || !requirements.every((each) => isOrdinal(each) || isOfTemplate(each))) {
    return undefined;
  }
  const start = firstOrdinal(manifest);
  return Array.from({ length: most }, (_, index) => String(start + index)).filter((ordinal) =>
    requirements.filter(isOrdinal).every((each) =>
      meets(each, each.key === ORDINAL_LABELS[0] ? `${name}-${ordinal}` : ordinal))).length;
}

function mayMeet({ key, operator, values }: Requirement, { kind, name }: Workload): boolean {
  const isAdded = Object.hasOwn(VARYING, kind) && Object.hasOwn(VARYING[kind], key) ? VARYING[kind][key] : undefined;
  return (
    isAdded !== undefined
    && (operator === 'Exists' || (operator === 'In' && values.some((value) => isAdded(value, name))))
  );
}
