import { Cluster } from '../../../cluster';
import { daemonSetBounds } from '../../../kubernetes/arithmetic';
import { Field, ResourceAmounts, ResourceQuota, Workload } from '../../../manifests';
import { Admission, claimsBeside, podQuotaUsage, quotaAmount, usageAnew } from '../../admission';
import { Judgement, worst } from '../../updates';
import { Change } from '../change/change';
import { Mover, moves } from './mover';
import { heldUnfinished, mostAtEnd, mostTaken } from './quota-holdings';
import { Release } from './release';
import { stayingPods } from '../change/running';

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

/** Pods that come, and what they need of a quota. */
interface Comers {
  /** Whose they are: a mover, or a DaemonSet. */
  readonly of: Mover | Workload;
  readonly namespace: string;
  readonly fresh: ResourceAmounts;
  /** What stands at one time before the change is through. */
  readonly needed: Amount;
  /** What certainly ran before. */
  readonly started: Amount;
  /** What may stand at one time at most. */
  readonly most: Amount;
}

/** What an update makes one more of. */
const REVISIONS: ReadonlySet<string> = new Set(['count/replicasets.apps', 'count/controllerrevisions.apps']);

const PROVEN: Judgement = { verdict: 'proven', witness: [] };

/**
 * Whether quotas let the pods of a change exist, old and new ones beside each other.
 *
 * Q1. The most that all may take at one time is within the quota: nothing is refused. Q2. What certainly stands, all
 * the new pods included, or a first new pod beside the mover's own old ones where none may be missing, exceeds it: the
 * API server refuses a pod for ever (exceeded quota), unless what is said to have run before exceeded it, so that some
 * of it was never there. Q3. Nothing that moves ran before, and a workload fits where it
 * comes first, and not where it comes last: possible. Q4. Where nothing moves any more, its pods and the next one that
 * it makes are within the quota beside all that others then hold, those finished that find room for certain: it is not
 * refused for ever: proven. Q5. Otherwise it depends on the order, which is not tried: unknown.
 */
export class QuotaOfChange {
  constructor(
    private readonly release: Release,
    private readonly admission: Admission,
    private readonly before: Admission,
    private readonly cluster: Cluster,
    private readonly isSure: (mover: Mover) => boolean = () => false,
  ) {}

  /** Movers whose pods the same quotas may count. */
  public movesBeside({ change: { after, before } }: Mover): Mover[] {
    const { namespace } = (after ?? before)!;
    return this.admission.surroundings.quotasOf(namespace).length > 0 ? this.movesIn(namespace) : [];
  }

  public judge(mover: Mover): { alone: Judgement; together: Judgement } {
    return this.judgeComers(workloadOf(mover).namespace, (quota) => this.comersOf(mover, quota));
  }

  /** The same for a DaemonSet that comes, or changes what its pods take. */
  public judgeDaemon(workload: Workload, change: Change): { alone: Judgement; together: Judgement } {
    return this.judgeComers(workload.namespace, (quota) => this.comersOfDaemon(workload, change, quota));
  }

  private judgeComers(
    namespace: string, comersOf: (quota: ResourceQuota) => Comers,
  ): { alone: Judgement; together: Judgement } {
    const quotas = this.admission.surroundings.quotasOf(namespace);
    const each = (isTogether: boolean) =>
      worst([PROVEN, ...quotas.map((quota) => this.judgeOne(comersOf(quota), quota, isTogether))]);
    return { alone: each(false), together: each(true) };
  }

  private comersOf(mover: Mover, quota: ResourceQuota): Comers {
    const { from, to, discipline, unavailable } = mover;
    const all = this.freshUsage(mover, quota);
    // Claims that are there already are counted, and refused no more.
    const fresh = all.size === 0 ? all : usageAnew(this.admission, mover.fresh!.workload, to, quota);
    const old = this.oldUsage(mover, quota);
    const held = discipline === 'roll' && unavailable === 0 ? Math.min(from, to) : 0;
    return {
      of: mover, namespace: workloadOf(mover).namespace, fresh,
      needed: (of) => Math.max(
        discipline === 'scale' ? Math.min(from, to) * of(old) + Math.max(0, to - from) * of(fresh) : to * of(fresh),
        to > 0 && held > 0 ? held * of(old) + of(fresh) : 0,
      ),
      started: (of) => mover.change.from.least * of(old),
      most: (of) => mostTaken(asWanted(mover), of(old), of(fresh)),
    };
  }

  private comersOfDaemon(workload: Workload, { kind, before }: Change, quota: ResourceQuota): Comers {
    const nodes = this.sizeOf(workload).most;
    const old: ResourceAmounts =
      kind === 'new' || !before ? new Map() : this.usageOf(before, quota, this.before);
    const fresh = this.usageOf(workload, quota);
    const surge = kind === 'new' ? 0 : daemonSetBounds(workload.strategy, nodes).maxSurge;
    return {
      of: workload, namespace: workload.namespace, fresh,
      needed: (of) => Math.max(nodes * of(fresh), surge > 0 ? nodes * of(old) + of(fresh) : 0),
      started: (of) => nodes * of(old),
      most: (of) => (nodes + surge) * Math.max(of(old), of(fresh)),
    };
  }

  private judgeOne(comers: Comers, quota: ResourceQuota, isTogether: boolean): Judgement {
    const revisions = [...quota.hard.keys()].find((resource) => REVISIONS.has(resource));
    if (revisions !== undefined) {
      return { verdict: 'unknown', witness: [`ResourceQuota ${quota.name} counts ${revisions}, which is not decided`] };
    }
    const others = this.others(comers, quota, isTogether);
    const before = this.others(comers, quota, false);
    for (const [resource, hard] of quota.hard) {
      const of = (usage: ResourceAmounts) => usage.get(resource) ?? 0;
      const shown = (amount: number) => quotaAmount(resource, amount);
      if (of(comers.fresh) === 0) {
        continue;
      }
      const [least, most] = (['least', 'most'] as const).map((side) =>
        others.reduce((sum, each) => sum + each[side](of), 0),
      );
      const needed = comers.needed(of);
      const started = before.reduce((sum, each) => sum + each.least(of), comers.started(of));
      if (least + needed > hard && needed <= hard && this.wasRefused(quota, resource, started)) {
        return {
          verdict: 'unknown',
          witness: [
            `ResourceQuota ${quota.name} allows ${shown(hard)} of ${resource}, less than what is said to run takes: which pods ` +
              'it has refused is not known',
          ],
        };
      }
      if (least + needed > hard) {
        return {
          verdict: 'impossible',
          witness: [
            `ResourceQuota ${quota.name} allows ${shown(hard)} of ${resource}: ` +
              `${shown(least + needed)} are needed at one time`,
            'the API server refuses a pod beyond the quota (exceeded quota), and the controller tries again for ever',
          ],
        };
      }
      if (isTogether && this.dependsOnWhoComesFirst(comers, quota, resource)) {
        return {
          verdict: 'possible',
          witness: [
            `ResourceQuota ${quota.name} allows ${shown(hard)} of ${resource}, less than all that is asked for takes: ` +
              'which pods are refused depends on who comes first',
          ],
        };
      }
      if (most + comers.most(of) > hard && !this.isLetInAtEnds(comers, quota, { of, hard, isTogether })) {
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

  /** Whether some of what is said to run before was never let in: a quota that was lowered since leaves pods alone. */
  private wasRefused({ name, namespace }: ResourceQuota, resource: string, started: number): boolean {
    const former = this.before.surroundings.quotasOf(namespace).find((each) => each.name === name);
    const used = former?.used.get(resource) ?? 0;
    return started > Math.max(used, former?.hard.get(resource) ?? Infinity);
  }

  /** Step Q4: the next pod that it makes is let in beside all that others hold where nothing moves any more. */
  private isLetInAtEnds(
    { of: mover, fresh, namespace }: Comers, quota: ResourceQuota,
    { of, hard, isTogether }: { of: (usage: ResourceAmounts) => number; hard: number; isTogether: boolean },
  ): boolean {
    if (!isMover(mover)) {
      return false;
    }
    const held = heldUnfinished(mover, of(this.oldUsage(mover, quota)), of(fresh));
    const still = this.others({ of: mover, namespace }, quota, isTogether, () => !isTogether);
    const moving = isTogether ? this.movesIn(namespace).filter((each) => each !== mover) : [];
    const beside = moving.map((each) =>
      mostAtEnd(asWanted(each), of(this.oldUsage(each, quota)), of(this.freshUsage(each, quota)), this.isSure(each)));
    const rest = still.map(({ most }) => most(of));
    return held !== undefined
      && [...beside, ...rest].reduce((sum, amount) => sum + amount, held + of(fresh)) <= hard;
  }

  /** Step Q3. */
  private dependsOnWhoComesFirst(comers: Comers, quota: ResourceQuota, resource: string): boolean {
    const hard = quota.hard.get(resource)!;
    const of = (usage: ResourceAmounts) => usage.get(resource) ?? 0;
    const resting = this.others(comers, quota, false).reduce((sum, each) => sum + each.most(of), 0);
    const moving = this.movesIn(comers.namespace).filter((each) => each !== comers.of);
    const wanted = moving.reduce((sum, each) => sum + each.to * of(this.freshUsage(each, quota)), 0);
    const own = comers.needed(of);
    const areNew = [...isMover(comers.of) ? [comers.of] : [], ...moving].every(({ from }) => from === 0);
    // What others leave when one of them is refused is less than one of their pods.
    const largest = Math.max(0, ...moving.map((each) => of(this.freshUsage(each, quota))));
    return isMover(comers.of) && areNew
      && resting + own <= hard && resting + wanted + own > hard && (resting + wanted <= hard || own >= largest);
  }

  private movesIn(namespace: string): Mover[] {
    return this.release.movers.filter((mover) => workloadOf(mover).namespace === namespace);
  }

  /** All that stands besides in the namespace: what does not move, other movers, pods outside the manifests. */
  private others(
    { of: own, namespace }: Pick<Comers, 'of' | 'namespace'>, quota: ResourceQuota, isTogether: boolean,
    isCounted = (_: Mover) => true,
  ): Taken[] {
    const still = this.admission.model.podSets.filter((workload) =>
      workload.namespace === namespace && workload !== own && !this.release.moverOf(workload),
    );
    const { surroundings } = this.admission;
    const outside = (this.cluster._outside ?? [])
      .map(({ workload }) => workload)
      .filter((workload) => workload.namespace === namespace);
    return [
      ...this.claims(namespace, quota),
      ...still.map((workload): Taken => this.takenByStill(workload, quota, isTogether)),
      ...this.movesIn(namespace).filter((each) => each !== own && isCounted(each)).map((each): Taken => {
        const [old, fresh] = [this.oldUsage(each, quota), this.freshUsage(each, quota)];
        return isTogether
          ? { least: () => 0, most: (of) => mostTaken(asWanted(each), of(old), of(fresh)) }
          : taken(old, each.change.from.least, asWanted(each).from);
      }),
      ...outside.map((workload): Taken => taken(
        podQuotaUsage(workload, Field.of(workload.manifest, []).get('spec'), quota, surroundings), 1, 1)),
    ];
  }

  /** A DaemonSet that changes is no mover, and yet its pods come and go. */
  private takenByStill(workload: Workload, quota: ResourceQuota, isTogether: boolean): Taken {
    const change = this.release.changeOf(workload);
    if (workload.kind === 'DaemonSet' && change !== undefined && moves(change)) {
      const { most } = this.comersOfDaemon(workload, change, quota);
      return { least: () => 0, most: isTogether || change.kind !== 'new' ? most : () => 0 };
    }
    const { least, most } = this.sizeOf(workload);
    return taken(this.usageOf(workload, quota), least, most);
  }

  private sizeOf(workload: Workload): { least: number; most: number } {
    const nodes = this.release.capacity.daemonOf(workload)?.nodes.length;
    return nodes === undefined ? this.admission.model.sizeOf(workload) : { least: nodes, most: nodes };
  }

  /** Claims that are made for no pod; those that come or go with the change may be there. */
  private claims(namespace: string, quota: ResourceQuota): Taken[] {
    const [before, after] = [this.before, this.admission].map(({ model, surroundings }) =>
      new Map(claimsBeside(namespace, model.podSets, quota, surroundings).map(({ claim, usage }) => [claim, usage])));
    return [...new Map([...before, ...after])].map(([claim, usage]) =>
      taken(usage, before.has(claim) && after.has(claim) ? 1 : 0, 1));
  }

  private usageOf(workload: Workload, quota: ResourceQuota, admission = this.admission): ResourceAmounts {
    return podQuotaUsage(workload, admission.podOf(workload).spec, quota, admission.surroundings);
  }

  private oldUsage({ change: { before } }: Mover, quota: ResourceQuota): ResourceAmounts {
    return before ? this.usageOf(before, quota, this.before) : new Map();
  }

  /** None where as many pods are there as are wanted, though some wait for a node: quotas look at pods that are made. */
  private freshUsage({ fresh, discipline, from, to, change }: Mover, quota: ResourceQuota): ResourceAmounts {
    const there = change.before ? stayingPods(change.before, this.cluster._own)?.length ?? 0 : 0;
    const isMade = fresh && (discipline !== 'scale' || to > Math.max(from, there));
    return isMade ? this.usageOf(fresh.workload, quota) : new Map();
  }
}

/** A quota counts pods that wait for a node as well. */
function asWanted(mover: Mover): Mover {
  return { ...mover, from: Math.max(mover.from, mover.change.wanted?.most ?? 0) };
}

function isMover(one: Mover | Workload): one is Mover {
  return 'discipline' in one;
}

function workloadOf({ change: { after, before } }: Mover): Workload {
  return (after ?? before)!;
}
