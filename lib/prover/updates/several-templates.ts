import { sum } from '../../util/sum';
import { Cluster } from '../../cluster';
import { requiredSurge } from '../../kubernetes/arithmetic';
import { Capacity, SlotBounds } from '../placement';
import { Model, Workload } from '../../manifests';
import { Judgement, PlanAtCluster } from './words/rollout-plan';
import { SteadyState } from './steady/steady-state';
import { worst } from './words/worst';

/** The judgement of an object whose pods have several templates, from those of its parts. */
export function judgeSeveral(
  model: Model,
  cluster: Cluster,
  workload: Workload,
  parts: PlanAtCluster[],
): PlanAtCluster {
  const of = (read: (part: PlanAtCluster) => Judgement) => worst(parts.map(read));
  const judgement = workload.isGang ? judgeGang(model, cluster, workload, parts) : of((part) => part.alone);
  return {
    alone: judgement,
    together: workload.isGang ? gangTogether(model, workload, judgement) : of((part) => part.together),
    fits: of(({ fits }) => fits),
    drain: {
      ...of(({ drain }) => drain),
      evictionBlockedBy: [...new Set(parts.flatMap(({ drain }) => drain.evictionBlockedBy))],
    },
    replicas: parts.reduce((sum, { replicas }) => sum + replicas, 0),
    timeline: workload.isGang ? undefined : parts.find((part) => part.alone === judgement)?.timeline,
  };
}

/**
 * A group that is sure of its room is so whatever moves beside it, but for other groups that hold room without being
 * whole.
 */
function gangTogether(model: Model, workload: Workload, alone: Judgement): Judgement {
  const other = model.workloads.find((each) => each !== workload && each.isGang);
  return alone.verdict !== 'proven' || !other
    ? alone
    : {
        verdict: 'unknown',
        witness: [`proven alone; the groups of ${other.manifest.id} may hold room beside it without being whole`],
      };
}

/**
 * A group is replaced as one: its pods of all templates must stand beside the old ones. They certainly do where each
 * template's pods find room whatever stands elsewhere, the further ones counted; they certainly do not where these do
 * not fit at all.
 */
function judgeGang(model: Model, cluster: Cluster, workload: Workload, parts: PlanAtCluster[]): Judgement {
  const members = [workload, ...workload.companions];
  if (members.every((member) => !member.bounds(1))) {
    return worst(parts.map(({ fits }) => fits));
  }
  const extra = new Map(members.map((member, index) => {
    const bounds = member.bounds(parts[index].replicas);
    return [member, bounds ? requiredSurge(bounds) : 0];
  }));
  const capacity = new Capacity(model, cluster, extra);
  const steady = new SteadyState(capacity, new SlotBounds(capacity), { steps: 0 });
  const { verdict, witness } = worst(members.map((member) => steady.judgeTask(capacity.taskOf(member)!)));
  const pods = sum(extra.values());
  const beside = pods > 0 ? [`an update needs ${pods} more pods at once, beside the old ones`] : [];
  return verdict === 'possible'
    ? {
        verdict: 'unknown',
        witness: [...beside, 'not every placement was tried for pods of several templates that are replaced together'],
      }
    : { verdict, witness: verdict === 'impossible' ? [...beside, ...witness] : witness };
}
