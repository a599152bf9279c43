/**
 * How the controller of a workload goes from one number and shape of pods to another.
 *
 * - `roll`: new pods come and old ones leave, within surge and unavailability;
 * - `recreate`: all old pods leave, then the new ones come;
 * - `scale`: old pods stay, as many as are still wanted; further ones come.
 */
export type Discipline = 'roll' | 'recreate' | 'scale';

/** What a controller is asked to do with the pods of a workload. */
export interface Course {
  readonly discipline: Discipline;
  /** Old pods before, and pods after. */
  readonly from: number;
  readonly to: number;
  readonly surge: number;
}

/**
 * New pods that are made, or are going to be as soon as the controller looks again, where so many old ones stand and so
 * many are still wanted: the same in every way in which steps are counted (kubernetes
 * pkg/controller/deployment/util/deployment_util.go `NewRSNewReplicas`).
 */
export function freshWanted(
  { discipline, from, to, surge }: Course, { oldPods, oldWanted }: { oldPods: number; oldWanted: number },
): number {
  return discipline === 'scale' ? Math.max(0, to - from)
    : discipline === 'recreate' ? (oldPods === 0 ? to : 0)
      : Math.max(0, Math.min(to, to + surge - oldWanted));
}
