import { Cluster } from '../../cluster';
import { Field, ResourceAmounts, ResourceQuota, Workload } from '../../manifests';
import { Admission, countsPod, podUsage } from '../admission';
import { Judgement } from '../updates';
import { Mover } from './mover';
import { Release } from './release';

/** What some pods take of a resource, from what one pod takes of it. */
type Amount = (of: (usage: ResourceAmounts) => number) => number;

/** What pods that a quota counts take, at least and at most. */
interface Taken {
  readonly least: Amount;
  readonly most: Amount;
}

function taken(usage: ResourceAmounts, least: number, most: number): Taken {
  return { least: (of) => least * of(usage), most: (of) => most * of(usage) };
}

/** What an update makes one more of. */
const REVISIONS: ReadonlySet<string> = new Set(['count/replicasets.apps', 'count/controllerrevisions.apps']);

const PROVEN: Judgement = { verdict: 'proven', witness: [] };

/**
 * Whether quotas let the pods of a change exist, old and new ones beside each other.
 *
 * Q1. The most that all may take at one time is within the quota: nothing is refused. Q2. What certainly stands, all
 * the new pods included, or a first new pod beside the mover's own old ones where none may be missing, exceeds it: the
 * API server refuses a pod for ever (exceeded quota). Q3. Nothing that moves ran before, and a workload fits where it
 * comes first, and not where it comes last: possible. Q4. Otherwise it depends on the order, which is not tried:
 * unknown.
 */
export class QuotaOfChange {
  constructor(
    private readonly release: Release,
    private readonly admission: Admission,
    private readonly before: Admission,
    private readonly cluster: Cluster,
  ) {}

  /** Movers whose pods the same quotas may count. */
  public movesBeside({ change: { after, before } }: Mover): Mover[] {
    const { namespace } = (after ?? before)!;
    const isCounted = this.admission.surroundings.quotasOf(namespace).length > 0;
    return isCounted ? this.release.movers.filter((mover) => workloadOf(mover).namespace === namespace) : [];
  }

  public judge(mover: Mover): { alone: Judgement; together: Judgement } {
    const quotas = this.admission.surroundings.quotasOf(workloadOf(mover).namespace);
    const each = (isTogether: boolean) =>
      quotas
        .map((quota) => this.judgeOne(mover, quota, isTogether))
        .reduce((worst, one) => (worst.verdict === 'impossible' || one.verdict === 'proven' ? worst : one), PROVEN);
    return { alone: each(false), together: each(true) };
  }

  private judgeOne(mover: Mover, quota: ResourceQuota, isTogether: boolean): Judgement {
    const { namespace } = workloadOf(mover);
    const { from, to, discipline, unavailable } = mover;
    const [old, fresh] = [this.oldUsage(mover, quota), this.freshUsage(mover, quota)];
    const revisions = [...quota.hard.keys()].find((resource) => REVISIONS.has(resource));
    if (revisions !== undefined) {
      return { verdict: 'unknown', witness: [`ResourceQuota ${quota.name} counts ${revisions}, which is not decided`] };
    }
    const others = this.others(mover, quota, namespace, isTogether);
    for (const [resource, hard] of quota.hard) {
      const of = (usage: ResourceAmounts) => usage.get(resource) ?? 0;
      if (of(fresh) === 0) {
        continue;
      }
      const [least, most] = (['least', 'most'] as const).map((side) =>
        others.reduce((sum, each) => sum + each[side](of), 0),
      );
      const held = discipline === 'roll' && unavailable === 0 ? Math.min(from, to) : 0;
      const stays =
        discipline === 'scale' ? Math.min(from, to) * of(old) + Math.max(0, to - from) * of(fresh) : to * of(fresh);
      const needed = Math.max(stays, to > 0 && held > 0 ? held * of(old) + of(fresh) : 0);
      if (least + needed > hard) {
        return {
          verdict: 'impossible',
          witness: [
            `ResourceQuota ${quota.name} allows ${hard} of ${resource}: ${least + needed} are needed at one time`,
            'the API server refuses a pod beyond the quota (exceeded quota), and the controller tries again for ever',
          ],
        };
      }
      if (isTogether && this.dependsOnWhoComesFirst(mover, quota, resource)) {
        return {
          verdict: 'possible',
          witness: [
            `ResourceQuota ${quota.name} allows ${hard} of ${resource}, less than all that is asked for takes: which pods are refused depends on who comes first`,
          ],
        };
      }
      if (most + mostTaken(mover, of(old), of(fresh)) > hard) {
        return {
          verdict: 'unknown',
          witness: [
            `whether ResourceQuota ${quota.name} refuses pods while old and new ones stand beside each other is not decided`,
          ],
        };
      }
    }
    return PROVEN;
  }

  /** Step Q3. */
  private dependsOnWhoComesFirst(mover: Mover, quota: ResourceQuota, resource: string): boolean {
    const { namespace } = workloadOf(mover);
    const hard = quota.hard.get(resource)!;
    const of = (usage: ResourceAmounts) => usage.get(resource) ?? 0;
    const resting = this.others(mover, quota, namespace, false).reduce((sum, each) => sum + each.most(of), 0);
    const moving = this.release.movers.filter((each) => each !== mover && workloadOf(each).namespace === namespace);
    const wanted = moving.reduce((sum, each) => sum + each.to * of(this.freshUsage(each, quota)), 0);
    const own = mover.to * of(this.freshUsage(mover, quota));
    const areNew = [mover, ...moving].every(({ from }) => from === 0);
    return areNew && resting + own <= hard && resting + wanted <= hard && resting + wanted + own > hard;
  }

  /** All that stands besides in the namespace: what does not move, other movers, pods outside the manifests. */
  private others(mover: Mover, quota: ResourceQuota, namespace: string, isTogether: boolean): Taken[] {
    const { model } = this.admission;
    const still = model.podSets.filter(
      (workload) => workload.namespace === namespace && !this.release.moverOf(workload),
    );
    const moving = this.release.movers.filter((each) => each !== mover && workloadOf(each).namespace === namespace);
    const outside = (this.cluster._outside ?? [])
      .map(({ workload }) => workload)
      .filter((workload) => workload.namespace === namespace);
    return [
      ...still.map((workload): Taken => {
        const { least, most } = this.sizeOf(workload);
        return taken(usageOf(this.admission.podOf(workload).spec, quota), least, most);
      }),
      ...moving.map((each): Taken => {
        const [old, fresh] = [this.oldUsage(each, quota), this.freshUsage(each, quota)];
        return isTogether
          ? { least: () => 0, most: (of) => mostTaken(each, of(old), of(fresh)) }
          : taken(old, each.change.from.least, each.from);
      }),
      ...outside.map(
        (workload): Taken => taken(usageOf(Field.of(workload.manifest, []).get('spec'), quota), 1, 1),
      ),
    ];
  }

  private sizeOf(workload: Workload): { least: number; most: number } {
    const nodes = this.release.capacity.daemonOf(workload)?.nodes.length;
    return nodes === undefined ? this.admission.model.sizeOf(workload) : { least: nodes, most: nodes };
  }

  private oldUsage({ change: { before } }: Mover, quota: ResourceQuota): ResourceAmounts {
    return before ? usageOf(this.before.podOf(before).spec, quota) : new Map();
  }

  private freshUsage(mover: Mover, quota: ResourceQuota): ResourceAmounts {
    const { fresh } = mover;
    return fresh ? usageOf(this.admission.podOf(fresh.workload).spec, quota) : new Map();
  }
}

/** Most of a resource that old and new pods of a mover may take at one time, those that wait included. */
function mostTaken({ discipline, change, from, to, surge }: Mover, old: number, fresh: number): number {
  if (discipline === 'scale') {
    return Math.max(from * old, Math.min(from, to) * old + Math.max(0, to - from) * fresh);
  }
  if (discipline === 'recreate') {
    return Math.max(from * old, to * fresh);
  }
  // A Deployment that also grows first has more pods of the old kind.
  const mostOld = change.after?.kind === 'Deployment' && from > 0 ? Math.max(from, to) : from;
  const beside = (pods: number) => pods * old + Math.max(0, Math.min(to, to + surge - pods)) * fresh;
  // Linear between these.
  return Math.max(beside(0), beside(Math.min(mostOld, surge)), beside(Math.min(mostOld, to + surge)), beside(mostOld));
}

function workloadOf({ change: { after, before } }: Mover): Workload {
  return (after ?? before)!;
}

function usageOf(spec: Field, quota: ResourceQuota): ResourceAmounts {
  return countsPod(quota, spec) ? podUsage(spec) : new Map();
}
