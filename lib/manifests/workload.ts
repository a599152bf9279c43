import { IntOrPercent, UpdateLimits } from '../kubernetes/arithmetic';
import { readAccessModes } from './access-modes';
import { Field } from './field';
import { InputProblem } from './input-problem';
import { LabelSelector, readLabelSelector } from './label-selector';
import { Manifest } from './manifest';
import { PodTemplate, readPodTemplate } from './pod-template';

/** The built-in kinds that produce pods. */
export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'ReplicaSet' | 'Job' | 'CronJob' | 'Pod' | 'ReplicationController';

/** The update strategy, `RollingUpdate` where the manifest names none, other absent fields left absent: the defaults depend on the kind. */
export interface UpdateStrategy extends UpdateLimits {
  readonly partition?: number;
  /** JSON pointer of the strategy. */
  readonly pointer: string;
}

/** A claim a StatefulSet makes for each of its pods. */
export interface ClaimTemplate {
  readonly name: string;
  readonly accessModes: string[];
}

/** An object that produces pods. */
export interface Workload {
  readonly manifest: Manifest;
  readonly kind: WorkloadKind;
  readonly name: string;
  readonly namespace: string;
  /** `spec.replicas`, or what stands for it: parallelism of a Job, one for a Pod, zero for a DaemonSet (one for each node). */
  readonly replicas: number;
  readonly hasReplicas: boolean;
  readonly selector?: LabelSelector;
  readonly pod: PodTemplate;
  readonly strategy: UpdateStrategy;
  readonly paused: boolean;
  readonly podManagementPolicy: string;
  readonly minReadySeconds: number;
  readonly progressDeadlineSeconds?: number;
  readonly claimTemplates: ClaimTemplate[];
}

const POD_TEMPLATE: { readonly [kind in WorkloadKind]: string[] } = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  Pod: [],
};

const API_GROUP: { readonly [kind in WorkloadKind]: string } = {
  Deployment: 'apps/', StatefulSet: 'apps/', DaemonSet: 'apps/', ReplicaSet: 'apps/', ReplicationController: 'v1',
  Job: 'batch/', CronJob: 'batch/', Pod: 'v1',
};

/** Reads the workload a manifest describes; undefined when the kind produces no pods. Problems found on the way are appended. */
export function readWorkload(manifest: Manifest, problems: InputProblem[]): Workload | undefined {
  const kind = manifest.kind as WorkloadKind;
  if (!Object.hasOwn(POD_TEMPLATE, kind) || !manifest.apiVersion.startsWith(API_GROUP[kind])) {
    return undefined;
  }
  const root = Field.of(manifest, problems);
  const spec = root.get('spec');
  const template = root.get(...POD_TEMPLATE[kind]);
  if (template.get('spec', 'containers').items().length === 0) {
    template.get('spec', 'containers').report('a pod needs at least one container');
  }
  return {
    manifest,
    kind,
    name: manifest.name,
    namespace: manifest.namespace,
    replicas: readReplicas(kind, spec),
    hasReplicas: spec.get('replicas').isPresent,
    selector: kind === 'Pod' || kind === 'CronJob' ? undefined : readLabelSelector(spec.get('selector')),
    pod: readPodTemplate(template, manifest.namespace),
    strategy: readStrategy(spec.get(kind === 'Deployment' ? 'strategy' : 'updateStrategy')),
    paused: spec.get('paused').boolean() ?? false,
    podManagementPolicy: spec.get('podManagementPolicy').string() ?? 'OrderedReady',
    minReadySeconds: spec.get('minReadySeconds').integer() ?? 0,
    progressDeadlineSeconds: spec.get('progressDeadlineSeconds').integer(),
    claimTemplates: spec.get('volumeClaimTemplates').items().map((claim) => ({
      name: claim.get('metadata', 'name').string() ?? '',
      accessModes: readAccessModes(claim.get('spec')),
    })),
  };
}

function readReplicas(kind: WorkloadKind, spec: Field): number {
  switch (kind) {
    case 'DaemonSet':
      return 0;
    case 'Pod':
      return 1;
    case 'Job':
      return spec.get('suspend').value === true ? 0 : spec.get('parallelism').integer() ?? 1;
    case 'CronJob':
      return spec.get('jobTemplate', 'spec', 'parallelism').integer() ?? 1;
    default:
      return spec.get('replicas').integer() ?? 1;
  }
}

function readStrategy(strategy: Field): UpdateStrategy {
  const rolling = strategy.get('rollingUpdate');
  return {
    type: strategy.get('type').string() ?? 'RollingUpdate',
    maxSurge: readIntOrPercent(rolling.get('maxSurge')),
    maxUnavailable: readIntOrPercent(rolling.get('maxUnavailable')),
    partition: rolling.get('partition').integer(),
    pointer: strategy.pointer,
  };
}

/** A whole number or a percentage such as `25%`; anything else is reported. */
export function readIntOrPercent(field: Field): IntOrPercent | undefined {
  if (typeof field.value === 'string') {
    if (/^\d{1,6}%$/.test(field.value)) {
      return field.value;
    }
    field.report(`must be a whole number or a percentage such as 25%, is '${field.value.slice(0, 60)}'`);
    return undefined;
  }
  return field.integer();
}
