import { Json } from '../cluster/api';
import { ClusterView } from '../cluster/view';
import { availablePods } from './outcome';

/** The fewest pods of workloads that were available at one time, from now until it is stopped. */
export class LeastAvailable {
  public readonly stop: () => void;
  private readonly seen: Map<Json, number>;

  constructor(view: ClusterView, namespace: string, workloads: readonly Json[]) {
    this.seen = new Map(workloads.map((workload) => [workload, availablePods(view, workload)]));
    this.stop = view.onChange((collection, { metadata }) => {
      if (collection === 'pods' && metadata.namespace === namespace) {
        this.seen.forEach((least, workload) => this.seen.set(workload, Math.min(least, availablePods(view, workload))));
      }
    });
  }

  public of(workload: Json): number {
    return this.seen.get(workload)!;
  }
}
