import { requiredSurge, UpdateBounds } from '../../../kubernetes/arithmetic';
import { Manifest, Model, Workload } from '../../../manifests';
import { Judgement, UncountedObject, PlanAtCluster } from '../words/rollout-plan';

/** Objects that one sentence names. */
const MOST_NAMES = 3;

/** The objects of an input whose pods no verdict counts. */
export function uncountedObjects({ uncounted, workloads }: Model): UncountedObject[] {
  const known = new Set(uncounted.map(({ manifest }) => manifest));
  // What is not known of pods because of a change is not said by their manifest.
  const further = workloads.filter(({ manifest, unread }) => unread.length > 0 && !known.has(manifest))
    .map(({ manifest, unread: [reason] }) => ({ manifest, reason }));
  return [...uncounted, ...further].map(({ manifest, reason }) => {
    const { kind, name, namespace, file, documentIndex } = manifest;
    return { object: objectName(manifest), kind, name, namespace, file, documentIndex, reason };
  });
}

/** Whether the one reason why pods of a workload are not counted is that they are of several templates. */
export function isOfPods({ kind, name, namespace, reason }: UncountedObject, { manifest, unread }: Workload): boolean {
  return unread.length === 1 && unread[0] === reason
    && kind === manifest.kind && name === manifest.name && namespace === manifest.namespace;
}

/** `Kafka/name`, with the namespace in front where it is not `default`. */
export function objectName({ id, namespace }: Manifest): string {
  return namespace === 'default' ? id : `${namespace}/${id}`;
}

/** Why nothing that depends on room is decided; undefined when all pods are counted. */
export function whyUndecided(
  objects: readonly UncountedObject[],
  unread: readonly string[] = [],
): string[] | undefined {
  const named = objects.slice(0, MOST_NAMES).map(({ object, reason }) => `${object} ${reason}`);
  const more = objects.length > MOST_NAMES ? [`so do ${objects.length - MOST_NAMES} more objects`] : [];
  const why = [...named, ...more, ...unread.slice(0, MOST_NAMES)];
  return why.length === 0 ? undefined : why;
}

/** More pods than are counted can only take room away, so that what is impossible stays so. */
export function withUncounted(judgement: Judgement, why: string[] | undefined): Judgement {
  return why && judgement.verdict !== 'impossible' ? { verdict: 'unknown', witness: why } : judgement;
}

/**
 * An update that gives up a pod before it makes one takes back its own room; every other verdict depends on what else
 * there is.
 */
export function judgedWithUncounted(
  judged: PlanAtCluster,
  bounds: UpdateBounds | undefined,
  why: string[] | undefined,
): PlanAtCluster {
  if (!why || judged.replicas === 0) {
    return judged;
  }
  const drain = { ...withUncounted(judged.drain, why), evictionBlockedBy: judged.drain.evictionBlockedBy };
  const judgement = bounds && requiredSurge(bounds) === 0 ? judged.alone : withUncounted(judged.alone, why);
  const together =
    judged.movesAlone && bounds && requiredSurge(bounds) === 0 ? judged.together : withUncounted(judged.together, why);
  return {
    ...judged, alone: judgement, together, drain,
    fits: withUncounted(judged.fits, why),
    spareNeeded: undefined,
    timeline: judgement.verdict === 'unknown' ? undefined : judged.timeline,
  };
}
