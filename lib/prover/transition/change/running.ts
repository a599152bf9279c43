import { OwnPod } from '../../../cluster';
import { keyOf, liveTwin, Manifest, typeOf, Workload } from '../../../manifests';

/** What runs before a change. */
export interface Running {
  /** It was read from a cluster. */
  readonly isLive: boolean;
  /** Pods by the key of the object; undefined where they were not read. */
  readonly own?: ReadonlyMap<string, readonly OwnPod[]>;
  /** All objects of that cluster. */
  readonly objects: readonly Manifest[];
}

/** Pods of a workload that are not about to go; undefined where they were not read. */
export function stayingPods({ manifest }: Workload, own: Running['own']): readonly OwnPod[] | undefined {
  return own?.get(keyOf(manifest))?.filter(({ isLeaving }) => !isLeaving);
}

/** Whether it is what was read: somebody who knows better how the change begins may have put another in its place. */
export function isAsRead({ manifest }: Workload, { isLive, objects }: Running): boolean {
  return !isLive || liveTwin({ live: objects }, typeOf(manifest), manifest.namespace, manifest.name) === manifest;
}
