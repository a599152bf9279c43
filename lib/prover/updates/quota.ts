import { Cluster } from '../../cluster';
import { requiredSurge } from '../../kubernetes/arithmetic';
import { plural } from '../../util/plural';
import { PodCount, Workload } from '../../manifests';
import { Admission, quotaAmount, QuotaLedger, QuotaRoom, revisionsOf } from '../admission';
import { Judgement } from './words/rollout-plan';
import { nameOf } from './words/wording';
import { worst } from './words/worst';

/** What quotas allow a workload. */
export interface QuotaJudgement {
  readonly update: Judgement;
  /** That all its pods exist at once; an evicted pod comes back under the same condition. */
  readonly fits: Judgement;
  /** One pod more than usual is always let in. */
  readonly maySurge: boolean;
}

/** So many at once are needed beside the others at their smallest, and at their largest. */
interface Need {
  readonly atBest: number;
  readonly always: number;
}

const PROVEN: Judgement = { verdict: 'proven', witness: [] };

/** The quotas of every namespace, with what stands in them outside the manifests as far as the cluster is known. */
export function quotaLedger(
  admission: Admission,
  countOf: (workload: Workload) => PodCount,
  cluster?: Cluster,
): QuotaLedger {
  return new QuotaLedger(
    admission, countOf, cluster?._outside?.map(({ workload }) => workload),
  );
}

/**
 * Whether quotas let the pods of a workload exist, and its update finish.
 *
 * Let L be the number of own pods a quota lets exist at once beside all others, R the replicas, U the pods that may be
 * missing.
 *
 * 1. Old and new pods take the same, so that a quota sees only their number. A pod that is being deleted counts until
 *    it is gone.
 * 2. L < R: not all R new pods can ever exist, so that no update finishes.
 * 3. L > R: a new pod is always let in while all old ones run. It becomes ready, an old one stops and is gone, and a
 *    pod is let in again: every step shortens the rest, whatever U and the surge are.
 * 4. L = R and U = 0 (or a DaemonSet that surges): the first new pod is refused for ever, since no old one may stop
 *    before it is ready.
 * 5. L = R and U >= 1 (Recreate: U = R; StatefulSet, DaemonSet without surge: at least 1): an old pod stops without
 *    waiting for a new one, and what it leaves is let in. The controller may ask for more at once and be refused: it
 *    asks again.
 *
 * So an update needs L >= R + 1 where none may be missing and L >= R otherwise, which grows with R. L is smallest
 * beside the others at their largest, then nobody else waits for what a stopped pod leaves; other updates that surge
 * give back what they take. Sources: kubernetes pkg/controller/deployment/rolling.go, recreate.go,
 * pkg/controller/replicaset/replica_set.go `manageReplicas` (creates one by one where it is refused),
 * pkg/controller/daemon/update.go. Simulated in quota.test.ts.
 */
export function judgeQuota(workload: Workload, { least, most }: PodCount, ledger: QuotaLedger): QuotaJudgement {
  const pods = ledger.roomFor(workload);
  const revisions = ledger.revisionRoomFor(workload);
  const kept = revisionsOf(workload);
  const smallest = Math.max(1, least);
  const need = { atBest: podsNeeded(workload, smallest), always: podsNeeded(workload, most) };
  return {
    update: worst([
      PROVEN,
      ...pods.map((room) => judgeRoom(workload, room, need, surgeReason(workload, need.atBest === smallest))),
      ...revisions.map((room) =>
        judgeRoom(workload, room, { atBest: kept.least + 1, always: kept.most + 1 }, REVISION_REASON),
      ),
    ]),
    fits: worst([
      PROVEN, ...pods.map((room) => judgeRoom(workload, room, { atBest: most, always: most }, MISSING_REASON)),
    ]),
    maySurge: pods.every(({ always }) => always > most),
  };
}

function podsNeeded(workload: Workload, replicas: number): number {
  const bounds = workload.bounds(replicas);
  if (!bounds || replicas === 0) {
    return replicas;
  }
  return replicas + (workload.kind === 'DaemonSet' ? Math.min(1, bounds.maxSurge) : requiredSurge(bounds));
}

function judgeRoom(workload: Workload, room: QuotaRoom, need: Need, reason: string): Judgement {
  const { always, atBest, overfull } = room;
  if (always >= need.always) {
    return PROVEN;
  }
  const name = nameOf(workload);
  const outside =
    room.outside > 0 ? `, of which ${quotaAmount(room.resource, room.outside)} is taken outside these manifests` : '';
  const limit = `ResourceQuota ${room.quota.name} allows ${quotaAmount(room.resource, room.hard)} of ${room.resource}${outside}`;
  const kind = room.resource.startsWith('count/') ? plural(atBest, 'object') : plural(atBest, 'pod');
  if (atBest < need.atBest) {
    return {
      verdict: 'impossible',
      witness: [`${limit}: at most ${kind} of ${name} at once, and ${need.atBest} are needed`, reason],
    };
  }
  return {
    verdict: 'possible',
    witness: [
      overfull
        ? `${limit}, less than the workloads of the namespace take: which pods are refused depends on who comes first`
        : `${limit}: enough for ${name} only while other workloads of the namespace are not at their largest`,
      reason,
    ],
  };
}

const MISSING_REASON =
  'the API server refuses a pod beyond the quota (exceeded quota), and the controller tries again for ever';
const REVISION_REASON =
  'an update makes one object more for the new revision before it removes old ones (revisionHistoryLimit)';

function surgeReason({ kind }: Workload, mayMiss: boolean): string {
  return mayMiss || kind === 'DaemonSet' ? MISSING_REASON
    : 'a new pod beyond the quota is refused (exceeded quota), and no old pod may stop before the new one is ready (maxUnavailable 0)';
}
