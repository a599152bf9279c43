import { Model, Workload } from '../../../manifests';

/** A ResourceClaim that pods name, so that all of them use the same devices. */
export interface SharedDevices {
  /** Its name. */
  readonly claim: string;
  readonly key: string;
  /** Devices by the name of their resource. */
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * Whether no two pods ever ask for a claim at one time, so that it is as good as one that is made for the pod: it is
 * given back when its last pod is gone (kubernetes pkg/controller/resourceclaim/controller.go `syncClaim`).
 */
export function isForOnePod(model: Model, users: readonly Workload[]): boolean {
  const [only] = users;
  if (users.length !== 1 || only.kind === 'DaemonSet' || only.companions.length > 0 || model.sizeOf(only).most > 1) {
    return false;
  }
  const bounds = only.bounds(1);
  return bounds === undefined || bounds.recreate || bounds.maxSurge === 0;
}
