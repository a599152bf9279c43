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
  const model = new Model([...manifests], {
    kubernetes: snapshot.kubernetes, live: snapshot.objects, asked: snapshot.asked,
  });
  const before = snapshot.described(manifests);
  const from = {
    model: new Model(before, model.options), name: 'what runs in the cluster', prune: false, isLive: true,
  };
  return {
    model,
    snapshot,
    report: plan(model, { cluster: snapshot.clusterFor(model, before), from, remedies: false }),
  };
}
