import { Json } from '../cluster/api';
import { ClusterView, Collection } from '../cluster/view';
import { availablePods } from './outcome';

/** The fewest pods of workloads that were available at one time, from now until it is stopped. */
export class LeastAvailable {
  public readonly stop: () => void;
  private readonly seen: Map<Json, number>;

  constructor(view: ClusterView, namespace: string, workloads: readonly Json[]) {
    this.seen = new Map(workloads.map((workload) => [workload, availablePods(view, workload)]));
    this.stop = view.onChange((collection, { metadata }) => {
      if (OWNERS.has(collection) && metadata.namespace === namespace && allOwnersAreSeen(view, namespace)) {
        this.seen.forEach((least, workload) => this.seen.set(workload, Math.min(least, availablePods(view, workload))));
      }
    });
  }

  public of(workload: Json): number {
    return this.seen.get(workload)!;
  }
}

const OWNERS: ReadonlySet<Collection> = new Set(['pods', 'replicasets'] as const);

/** Each collection is watched by itself: a pod may be told before the ReplicaSet that has made it. */
function allOwnersAreSeen(view: ClusterView, namespace: string): boolean {
  const sets = new Set(view.list('replicasets', namespace).map(({ metadata }) => metadata.uid));
  return view.list('pods', namespace).every(({ metadata }) =>
    (metadata.ownerReferences ?? []).every(({ kind, uid }: Json) => kind !== 'ReplicaSet' || sets.has(uid)));
}
