/** Pods that the ReplicaSets of a Deployment are to have, and the number that it had when it last looked. */
export interface Sets {
  readonly old: number;
  readonly fresh: number;
  readonly desired: number;
}

/** What a Deployment is changed to. */
export interface AskedDeployment {
  readonly replicas: number;
  readonly sameTemplate?: boolean;
  readonly surge: number;
  readonly unavailable: number;
  readonly recreate?: boolean;
}

/** What its controller sees of its pods: all old ones that are there, and those of each revision that are ready. */
export interface SeenPods {
  readonly old: number;
  readonly readyOld: number;
  readonly readyFresh: number;
}

/** One look of the Deployment controller: what it makes of its ReplicaSets; the same where it does nothing. */
export function nextSets(set: Sets, asked: AskedDeployment, seen: SeenPods): Sets {
  const { replicas, sameTemplate, surge, unavailable, recreate } = asked;
  if (sameTemplate || (set.old > 0 && set.desired !== replicas)) {
    return { ...set, old: replicas, desired: replicas };
  }
  if (recreate) {
    return set.old > 0 ? { ...set, old: 0 } : seen.old > 0 ? set : { ...set, fresh: replicas };
  }
  const most = surge === 0 && unavailable === 0 ? 1 : unavailable;
  const room = replicas + surge - set.old - set.fresh;
  if (set.fresh < replicas && room > 0) {
    return { ...set, fresh: set.fresh + Math.min(room, replicas - set.fresh) };
  }
  const least = replicas - Math.min(most, replicas);
  const mayGo = set.old + set.fresh - least - (set.fresh - seen.readyFresh);
  if (set.old === 0 || mayGo <= 0) {
    return set;
  }
  const left = set.old - Math.min(mayGo, Math.max(0, set.old - seen.readyOld));
  const spare = seen.readyOld + seen.readyFresh - least;
  return { ...set, old: spare > 0 ? left - Math.min(left, spare) : left };
}

/** What the controller sees of one workload among all pods; `r` is the phase of those that are ready. */
export function seenPods(
  pods: readonly { readonly w: number; readonly rev: number; readonly phase: string }[], w: number,
): SeenPods {
  const own = pods.filter((pod) => pod.w === w);
  const ready = (rev: number) => own.filter((pod) => pod.rev === rev && pod.phase === 'r').length;
  return { old: own.filter(({ rev }) => rev === 0).length, readyOld: ready(0), readyFresh: ready(1) };
}
