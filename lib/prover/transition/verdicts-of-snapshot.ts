import { Cluster } from '../../cluster';
import { keyOf, Workload } from '../../manifests';
import { Admission } from '../admission';
import { Capacity } from '../placement';
import { AS_REST_STANDS, ChangeVerdict, Judgement, Verdict } from '../updates';
import { Change } from './change/change';
import { ChangeJudge } from './change-judge';
import { judgeDaemonInPlace } from './forms/daemon-in-place';
import { Sureness } from './change/doubted';
import { Mover } from './release/mover';
import { whyNever } from './forms/change-witness';
import { unlessOldOnesCome } from './forms/lingering';
import { neverAtAll } from './forms/never-at-all';
import { Release } from './release/release';
import { whyHeldInOrder, whyStuckInOrder } from './forms/stuck-in-order';
import { stayingPods } from './change/running';

/** What is asked for, and where. */
interface Asked {
  readonly admission: Admission;
  readonly cluster?: Cluster;
  readonly capacity?: Capacity;
}

/** Verdicts that only a snapshot gives, which shows of each pod what it asks for and where it stands. */
export class VerdictsOfSnapshot {
  private readonly sureness = new Map<string, Sureness>();

  constructor(private readonly asked: Asked) {}

  /** What the verdict of a workload does not rest on, in spite of what a snapshot shows; undefined where it may. */
  public surenessOf({ manifest }: Workload): Sureness | undefined {
    return this.sureness.get(keyOf(manifest));
  }

  /** Step I3: its controller does nothing more, wherever pods stand, and whoever they are. */
  public neverGoesOn(workload: Workload, change: Change, release?: Release): ChangeVerdict | undefined {
    const { kind, before, stuck = [], neverScaled } = change;
    const { capacity, cluster } = this.asked;
    const mayBeStuck = kind !== 'deleted' && stuck.length > 0;
    const never = neverScaled ?? (capacity && mayBeStuck ? whyStuckInOrder(capacity, workload, stuck) : undefined);
    const own = before && stayingPods(before, cluster?._own);
    const now = never === undefined && release && own && mayBeStuck
      ? whyHeldInOrder(release, workload, stuck, own) : undefined;
    const why = never ?? now;
    if (why === undefined) {
      return undefined;
    }
    this.sureness.set(keyOf(workload.manifest), now === undefined ? 'whatever stands' : 'of its own pods');
    return settled('impossible', [why]);
  }

  /** Step I2. */
  public halfWay(mover: Mover, judge: ChangeJudge): ChangeVerdict | undefined {
    const { change } = mover;
    return this.counted(change.after!, this.isUnderQuota(change) ? undefined : judge.halfWay(mover));
  }

  /** Steps I5 and I6: what is said of a mover where some of those that change are half way. */
  public amongHalfWay(
    release: Release, mover: Mover, judge: ChangeJudge, judged: ChangeVerdict | undefined,
  ): ChangeVerdict | undefined {
    const { change } = mover;
    if (judged?.isCounted || !release.movers.some((each) => each.change.held === 'some')) {
      return judged;
    }
    const never = neverAtAll(release.capacity, mover);
    if (never) {
      this.sureness.set(keyOf(change.after!.manifest), 'whatever stands');
      const judgement: Judgement = { verdict: 'impossible', witness: whyNever(release, mover, never) };
      return { alone: judgement, together: judgement };
    }
    const together = unlessOldOnesCome(release, mover, { verdict: 'proven', witness: [AS_REST_STANDS] });
    if (this.isUnderQuota(change) || !judge.sureAmongHalfWay(mover).has(mover) || together.verdict !== 'proven') {
      return judged;
    }
    if (change.halfWay) {
      this.sureness.set(keyOf(change.after!.manifest), 'of its own pods');
    }
    const counted = judge.meets(mover)
      .flatMap(({ change: { halfWay }, fresh }) => halfWay && fresh ? [fresh.workload] : []);
    return { alone: judged?.alone ?? together, together, counted };
  }

  /** Step I4. */
  public inPlace(release: Release, workload: Workload, change: Change): ChangeVerdict | undefined {
    const own = change.before && stayingPods(change.before, this.asked.cluster?._own);
    const isAsked = !this.isUnderQuota(change) && change.underWay?.mayHang === undefined;
    return this.counted(workload, isAsked ? judgeDaemonInPlace(release, workload, change, own) : undefined);
  }

  private counted({ manifest }: Workload, judged: Judgement | undefined): ChangeVerdict | undefined {
    if (judged) {
      this.sureness.set(keyOf(manifest), 'of its own pods');
    }
    return judged && { alone: judged, together: judged, isCounted: true };
  }

  private isUnderQuota({ after }: Change): boolean {
    return this.asked.admission.model.byKind('ResourceQuota').some(({ namespace }) => namespace === after?.namespace);
  }
}

/** Nothing is made and nothing is stopped. */
export function settled(verdict: Verdict, witness: string[]): ChangeVerdict {
  const judgement: Judgement = { verdict, witness };
  return { alone: judgement, together: judgement, isSettled: true };
}
