import { Cluster } from '../../cluster';
import { Before, keyOf, Model, Workload } from '../../manifests';
import { Admission } from '../admission';
import {
  ChangeVerdict,
  ChangeVerdicts,
  Judgement,
  nameOf,
  PlannedChange,
  planRollout,
  PlanRolloutOptions,
  RolloutPlan,
  Verdict,
  WorkloadPlan,
} from '../updates';
import { Change, changesOf } from './change';
import { ChangeJudge } from './change-judge';
import { judgeDaemonChange } from './daemon-change';
import { moves } from './mover';
import { RefusedChanges } from './refused-changes';
import { Release } from './release';

const UNCHANGED = 'its pod template and its number of pods do not change: nothing is updated';
const NEVER_REPLACED =
  'pods of this kind are not replaced when their template changes: those that run stay as they are';

/**
 * Decides for every workload whether the change from what runs to the manifests finishes on the cluster: alone, all
 * others as they run before, and together with all other changes of one apply, in any order of their steps. The
 * verdict is that of all together.
 *
 * `written` are the manifests as they are asked for.
 */
export function planTransition(
  written: Model,
  before: Before,
  cluster?: Cluster,
  options: Omit<PlanRolloutOptions, 'changes'> = {},
): RolloutPlan {
  const left = leftBehind(written, before);
  const changes = changesOf(
    before,
    new Model(written.manifests, { ...written.options, live: [...left, ...(written.options.live ?? [])] }),
  );
  const after = new Model([...written.manifests, ...left], {
    ...written.options,
    adjust: (workload) => standing(workload, changes.get(keyOf(workload.manifest))),
  });
  const refused = new RefusedChanges(before.model, after, before.isLive === true);
  const rollout = planRollout(after, cluster, {
    ...options,
    changes: (admission, nodes) => verdictsOf(admission, nodes, changes, refused),
  });
  const plans = new Map(after.workloads.map(({ manifest }, index) => [manifest, rollout.workloads[index]]));
  const gone = [...changes.values()].flatMap(({ kind, before: old }) =>
    kind === 'left' || kind === 'deleted' ? [nameOf(old!)] : [],
  );
  return {
    ...rollout,
    workloads: written.workloads.map(({ manifest }) => withChange(plans.get(manifest)!, changes.get(keyOf(manifest))!)),
    gone: { areDeleted: before.prune, workloads: gone },
  };
}

function withChange(plan: WorkloadPlan, { kind, before, after, from, to, template }: Change): WorkloadPlan {
  const [old, asked] = [before, after].map((workload) => workload?.pod.requests ?? new Map<string, number>());
  const requests =
    kind === 'new'
      ? []
      : [...new Set([...old.keys(), ...asked.keys()])]
          .sort()
          .map((resource) => ({ resource, from: old.get(resource) ?? 0, to: asked.get(resource) ?? 0 }))
          .filter((each) => each.from !== each.to);
  const stays =
    after?.kind === 'DaemonSet'
      ? plan.availabilityFloor
      : template === 'none'
        ? Math.min(from.most, to.most)
        : Math.min(from.most, plan.availabilityFloor);
  return {
    ...plan,
    ...strategyOf(after!, to.most),
    availabilityFloor: stays,
    change: { kind: kind as PlannedChange['kind'], replicas: { from: from.most, to: to.most }, requests },
  };
}

function strategyOf(workload: Workload, pods: number): Pick<WorkloadPlan, 'strategy' | 'maxSurge' | 'maxUnavailable'> {
  const bounds = workload.bounds(pods);
  return {
    strategy: bounds ? workload.strategy.type : 'none',
    maxSurge: bounds?.maxSurge ?? 0,
    maxUnavailable: bounds?.maxUnavailable ?? 0,
  };
}

/** Objects that run, are no longer among the manifests, and stay. */
function leftBehind(written: Model, { model, prune }: Before): Model['manifests'] {
  const known = new Set(written.manifests.map(keyOf));
  return prune ? [] : model.manifests.filter((manifest) => !known.has(keyOf(manifest)));
}

/** A workload none of whose pods is replaced has no update. */
function standing(workload: Workload, change: Change | undefined): Workload {
  return change && change.kind !== 'updated' ? { ...workload, bounds: () => undefined, waitsFor: undefined } : workload;
}

/** The verdicts that the update of one kind of pod at one size does not give. */
function verdictsOf(
  admission: Admission,
  cluster: Cluster | undefined,
  changes: ReadonlyMap<string, Change>,
  refused: RefusedChanges,
): ChangeVerdicts {
  const release = cluster && new Release(admission.model, cluster, changes);
  const judge = release && new ChangeJudge(release);
  return (workload) => {
    const change = changes.get(keyOf(workload.manifest));
    const refusals = refused.of(workload.manifest);
    if (refusals.length > 0) {
      return settled(
        'impossible',
        refusals.map(({ message }) => `the API server refuses this change: ${message}`),
      );
    }
    if (!change || change.kind === 'left' || change.kind === 'unchanged') {
      return settled('proven', [UNCHANGED]);
    }
    if (!moves(change)) {
      return change.after!.waitsFor === undefined ? settled('proven', [NEVER_REPLACED]) : undefined;
    }
    if (release && workload.kind === 'DaemonSet') {
      return judgeDaemonChange(release, workload, change);
    }
    const mover = release?.moverOf(workload);
    if (!judge || !mover) {
      return undefined;
    }
    const isPlain = change.kind === 'updated' && change.isAlike && mover.from === mover.to;
    if (isPlain && judge.meets(mover).every((other) => other.old === other.fresh && other.from === other.to)) {
      return undefined;
    }
    const [alone, together] = [judge.alone(mover), judge.together(mover)].map(({ verdict, witness }) => ({ verdict, witness }));
    return { alone, together };
  };
}

/** Nothing is made and nothing is stopped. */
function settled(verdict: Verdict, witness: string[]): ChangeVerdict {
  const judgement: Judgement = { verdict, witness };
  return { alone: judgement, together: judgement, isSettled: true };
}
