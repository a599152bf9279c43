import { Snapshot } from '../cluster/snapshot';
import { Manifest, Model } from '../manifests';
import { plan, PlanReport } from '../prover/plan';

/** What applying manifests to a cluster comes to. */
export interface LivePlan {
  readonly model: Model;
  readonly snapshot: Snapshot;
  readonly report: PlanReport;
}

/** Judges the change from what runs to what is asked, on the nodes as they are. Nothing is pruned. */
export function planAt(manifests: readonly Manifest[], snapshot: Snapshot): LivePlan {
  return planChange(manifests, snapshot.described(manifests), snapshot);
}

/**
 * Judges a change whose beginning is known better than the objects tell it, as in the middle of a rollout.
 *
 * @param morePool pool that has one node more, empty but for what every node of it runs
 */
export function planChange(
  manifests: readonly Manifest[], before: readonly Manifest[], snapshot: Snapshot, morePool?: string,
): LivePlan {
  const model = new Model([...manifests], {
    kubernetes: snapshot.kubernetes, live: snapshot.objects, asked: snapshot.asked,
  });
  const from = {
    model: new Model([...before], model.options), name: 'what runs in the cluster', prune: false, isLive: true,
  };
  const present = snapshot.clusterFor(model, before);
  const cluster = morePool === undefined ? present : present._grownBy(morePool, 1).cluster;
  return { model, snapshot, report: plan(model, { cluster, from, remedies: false }) };
}
