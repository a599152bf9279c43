import { OwnPod } from '../../../cluster';
import { Field, PodTemplate, templateOfPod, Workload } from '../../../manifests';
import { sortedAmounts } from './pod-shape';
import { areOfOneRevision, changesByRevision, isNewest, mayBeAsked, revisionOfPod } from './pod-revisions';
import { isAsRead, Running, stayingPods } from './running';
import { TemplateChange, templateChange } from '../fields/template-equality';
import { isReady, whyHeldElsewhere, whyUnready } from './unready-pods';
import { isBeyond, whyNoneIsReplaced } from './waiting-in-order';

/**
 * What a snapshot in the middle of an update means for what is asked for.
 *
 * - `goes on`: pods of both revisions ask the same, so that the update goes on as one of them all;
 * - `is there`: all pods that are wanted run in this template already, and the others go;
 * - `mixed`: pods that run ask for something else than the object does.
 */
export interface UnderWay {
  readonly how: 'goes on' | 'is there' | 'mixed';
  /** Why what could never finish from the beginning may do so from here. */
  readonly mayFinish?: string;
  /** As many pods as are wanted may run in the template that is asked for: perhaps no further one is made. */
  readonly mayBeThere?: boolean;
  /** Why what would always finish from the beginning may not do so from here. */
  readonly mayHang?: string;
}

const OLDER = 'pods that run are of a former template, which may be the one that is asked for';

/** Undefined where no update is under way, or nothing tells. `pods`: as many as are wanted. */
export function underWay(old: Workload, asked: Workload, running: Running, pods: number): UnderWay | undefined {
  const { manifest } = old;
  const own = stayingPods(old, running.own) ?? [];
  const isOne = areOfOneRevision(manifest, own);
  const isAtRest = templateChange(old, asked) === 'none' && pods <= own.length;
  if (!isAsRead(old, running) || (isOne && (isAtRest || whyNoneIsReplaced(old, own) === undefined))) {
    return undefined;
  }
  if (own.length === 0) {
    return { how: 'mixed' };
  }
  const isKept = templateChange(old, asked) === 'none';
  const changeOf = changesByRevision(asked, old, running.objects);
  const unready = whyNotReady(old, asked, running, pods);
  const mayHang = whyNoneIsReplaced(old, own) ?? unready
    ?? (allMayGo(asked, pods) ? undefined : whyHeldElsewhere(own, running.objects));
  const standing = own.filter((pod) => pod.node !== '' && changeOf.get(revisionOfPod(pod)) === 'none');
  // Where the number changes as well, all ReplicaSets are scaled first, that one too (kubernetes
  // pkg/controller/deployment/sync.go `scale`).
  const isScaled = pods !== old.replicas;
  // As many that are ready wait for nobody: of more, those that are not go first.
  const isServed = standing.filter(({ manifest: each }) => isReady(each)).length >= pods;
  const isThere = standing.length >= pods && (mayHang === undefined || isServed);
  if (old.kind === 'Deployment' && !isKept && isThere && !isScaled) {
    return { how: 'is there' };
  }
  const isAlike = own.every((pod) => demands(templateOfPod(pod.manifest)) === demands(old.pod));
  // It rests where it waits for somebody, and is still asked to.
  if (isKept && isAlike && asked.waitsFor !== undefined) {
    return undefined;
  }
  const isAnother = isKept || isOne || own.every((pod) => changeOf.get(revisionOfPod(pod)) === 'changed');
  const how = isAlike && unready === undefined ? 'goes on' : 'mixed';
  const mayBeThere = !isAnother && !isScaled
    && own.filter((pod) => pod.node !== '' && !isSureToChange(old, pod, changeOf)).length >= wantedOf(old, pods);
  return { how, mayHang, mayFinish: isAnother ? undefined : OLDER, mayBeThere };
}

/**
 * Whether all pods but the one of the new template are stopped, whoever is ready, so that a volume which one of them
 * holds comes to that one's node.
 */
function allMayGo(asked: Workload, pods: number): boolean {
  const bounds = asked.kind === 'Deployment' ? asked.bounds(1) : undefined;
  return pods === 0 || (pods === 1 && bounds !== undefined && (bounds.recreate || bounds.maxUnavailable > 0));
}

/** Whether the template of a pod is another one than what is asked for, which is not the newest that runs. */
function isSureToChange({ manifest }: Workload, pod: OwnPod, changeOf: ReadonlyMap<string, TemplateChange>): boolean {
  const revision = revisionOfPod(pod);
  return changeOf.get(revision) === 'changed' || isNewest(manifest, revision) === true;
}

function wantedOf({ kind, manifest }: Workload, pods: number): number {
  return kind !== 'DaemonSet' ? pods
    : Field.of(manifest, []).get('status', 'desiredNumberScheduled').integer() ?? pods;
}

/**
 * That a pod which may be of the template that is asked for is not ready, though it was started. Of several revisions
 * the newest is the one that the controller names, and a former one may be the one that is asked for. Of more pods
 * than are wanted those that are not ready go first (kubernetes pkg/controller/controller_utils.go
 * `ActivePodsWithRanks`), the last ones of a StatefulSet.
 */
export function whyNotReady(old: Workload, asked: Workload, running: Running, wanted: number): string | undefined {
  const { manifest, kind } = old;
  const own = stayingPods(old, running.own) ?? [];
  const isOne = areOfOneRevision(manifest, own);
  // Those that are no longer wanted tell of a template in which others are yet to be made.
  const unready = own.filter((pod) => whyUnready([pod]) !== undefined && !(isOne && isBeyond(old, pod, wanted)));
  if (unready.length === 0 || !isAsRead(old, running) || (wanted === 0 && kind !== 'DaemonSet')) {
    return undefined;
  }
  const isKept = templateChange(old, asked) !== 'changed';
  if (isOne && REPLICATED.has(kind) && own.filter((pod) => !isReady(pod.manifest)).length <= own.length - wanted) {
    return undefined;
  }
  const changeOf = changesByRevision(asked, old, running.objects);
  return whyUnready(unready.filter((pod) => {
    const revision = revisionOfPod(pod);
    return isOne ? isKept : mayBeAsked(old, revision, isKept, changeOf);
  }));
}

/** Kinds whose pods a ReplicaSet makes. */
const REPLICATED: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet']);

/** What decides where a pod may stand, as far as the API server leaves it as it is written. */
function demands(pod: PodTemplate): string {
  const { requests, nodeSelector, nodeAffinity, affinity, antiAffinity, spread, hostPorts } = pod;
  const amounts = sortedAmounts(requests);
  return JSON.stringify([amounts, [...nodeSelector], nodeAffinity ?? null, affinity, antiAffinity, spread, hostPorts]);
}
