import { Manifest, Model } from '../manifests';

/** A workload by name, wherever it is read. */
export interface WorkloadRef {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Kinds whose rollout is watched. What custom resources make of themselves, their own tools tell. */
export const WATCHED_KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job'];

/** The workloads of manifests whose rollout can be watched. */
export function watchedOf({ workloads }: Model): WorkloadRef[] {
  return workloads.filter(({ kind }) => WATCHED_KINDS.includes(kind)).map(({ manifest }) => refOf(manifest));
}

export function refOf({ kind, namespace, name }: Manifest): WorkloadRef {
  return { kind, namespace, name };
}

/** `deployment/reasoning-nim`, as kubectl takes it. */
export function kubectlName({ kind, name }: WorkloadRef): string {
  return `${kind.toLowerCase()}/${name}`;
}

export function isSame(one: WorkloadRef, two: WorkloadRef): boolean {
  return one.kind === two.kind && one.namespace === two.namespace && one.name === two.name;
}
