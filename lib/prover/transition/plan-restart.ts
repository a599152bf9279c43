import { KubernetesVersion } from '../../kubernetes/kubernetes-version';
import { Cluster } from '../../cluster';
import { keyOf, Model } from '../../manifests';
import { Admission } from '../admission';
import { Capacity } from '../placement';
import { planRollout, PlanRolloutOptions, PlayOut, RolloutPlan } from '../updates';
import { Change } from './change/change';
import { Exploration } from './exploration/exploration';
import { RefusedObjects } from './fields/refused-objects';
import { Release } from './release/release';
import { whileItChanges } from './change/stay-available';
import { Running } from './change/running';

/**
 * Decides for every workload whether a restart of it as written finishes: alone, and together with that of all others.
 * What closed forms and searches leave open is played out where it is small (step T8 of docs/explanation/proof.md).
 */
export function planRestart(
  written: Model, cluster?: Cluster, options: Omit<PlanRolloutOptions, 'changes' | 'playOut'> = {},
): RolloutPlan {
  return RefusedObjects.of(written).planOf(written, (model) =>
    fromWhatServes(model, cluster, planRollout(model, cluster, { ...options, playOut })));
}

/** Where pods are shown, some of them may not serve when the restart begins. */
function fromWhatServes(model: Model, cluster: Cluster | undefined, plan: RolloutPlan): RolloutPlan {
  const own = cluster?._own;
  if (own === undefined) {
    return plan;
  }
  const running: Running = { isLive: false, own, objects: [] };
  const kubernetes = model.options.kubernetes ?? KubernetesVersion.NEWEST;
  const changes = restartOf(model);
  return {
    ...plan, workloads: plan.workloads.map((each, index) => {
      const change = changes.get(keyOf(model.workloads[index].manifest))!;
      return { ...each, ...whileItChanges({ change, plan: each, running, kubernetes, isEvicted: false }) };
    }),
  };
}

/** All pods are replaced by others like them. */
function playOut(admission: Admission, cluster: Cluster, capacity: Capacity): PlayOut {
  let known: { readonly release: Release; readonly exploration: Exploration } | undefined;
  return (workload, isTogether) => {
    if (!known) {
      const release = new Release(admission.model, cluster, capacity, restartOf(admission.model));
      known = { release, exploration: new Exploration({ release, admission, before: admission, cluster }) };
    }
    const about = known.release.moverOf(workload) ?? capacity.daemonOf(workload);
    return about && known.exploration.judge(about, isTogether);
  };
}

function restartOf(model: Model): ReadonlyMap<string, Change> {
  return new Map(model.workloads.map((workload): [string, Change] => {
    const isUpdated = workload.bounds(1) !== undefined;
    const size = model.sizeOf(workload);
    return [keyOf(workload.manifest), {
      kind: isUpdated ? 'updated' : 'unchanged', before: workload, after: workload,
      template: isUpdated ? 'changed' : 'none', from: size, to: size, isAlike: true, isResized: true,
      placesItsVolumes: false,
    }];
  }));
}
