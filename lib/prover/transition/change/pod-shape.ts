import { LabelSelector, matches, PodTemplate, Workload } from '../../../manifests';

/**
 * Whether the scheduler sees no difference between the pods of two workloads: they ask the same, may use the same
 * nodes and volumes, and no pod of the input tells their labels apart.
 */
export function alike(one: Workload, two: Workload, pods: PodTemplate[]): boolean {
  return sameOf(one, two, (old, fresh) => demands(old) === demands(fresh) && mayStandAlike(old, fresh, pods));
}

/** Whether the pods of two workloads differ in what they request at most: they may use the same nodes beside the same pods. */
export function alikeButForSize(one: Workload, two: Workload, pods: PodTemplate[]): boolean {
  return sameOf(one, two, (old, fresh) => mayStandAlike(old, fresh, pods));
}

/** Whether the pods of two workloads mount the same claims, and none of the first asks more than those of the second. */
export function takesLess(one: Workload, two: Workload): boolean {
  return sameOf(one, two, (less, more) => claimsOf(less) === claimsOf(more)
    && [...less.pod.requests].every(([resource, amount]) => amount <= (more.pod.requests.get(resource) ?? 0)));
}

function claimsOf({ pod: { claims }, claimTemplates }: Workload): string {
  return JSON.stringify([claims.map(({ claimName }) => claimName), claimTemplates]);
}

function sameOf(one: Workload, two: Workload, isSame: (old: Workload, fresh: Workload) => boolean): boolean {
  const [before, after] = [one, two].map((workload) => [workload, ...workload.companions]);
  return before.length === after.length && before.every((member, index) => isSame(member, after[index]));
}

function mayStandAlike(one: Workload, two: Workload, pods: PodTemplate[]): boolean {
  return one.priority === two.priority && asked(one.pod) === asked(two.pod)
    && labelsMeanTheSame(one.pod, two.pod, pods);
}

/** What the scheduler reads of a pod besides its labels, its requests and its claims. */
const ASKED = [
  'nodeSelector', 'nodeAffinity', 'tolerations', 'antiAffinity', 'affinity', 'spread', 'hostPorts', 'ephemeralClaims',
  'inlineDisks', 'nodeDisks', 'nodeName', 'priorityClassName', 'preemptionPolicy', 'schedulerName', 'schedulingGates',
  'deviceClaims', 'nodeFeatures', 'os',
] as const;

function asked(pod: PodTemplate): string {
  return JSON.stringify(ASKED.map((field) => pod[field] ?? null));
}

/** What the scheduler reads of a pod besides that, and besides its labels. */
function demands({ pod, claimTemplates, groupSize, isGang, undecided, unread, resizedBy }: Workload): string {
  const requests = sortedAmounts(pod.requests);
  const claims = pod.claims.map(({ claimName }) => claimName);
  return JSON.stringify([requests, claims, claimTemplates, groupSize, isGang, undecided, unread, resizedBy?.id]);
}

/** What is asked for, in one order. */
export function sortedAmounts(amounts: ReadonlyMap<string, number>): [string, number][] {
  return [...amounts].filter(([, amount]) => amount > 0).sort(([left], [right]) => (left < right ? -1 : 1));
}

function labelsMeanTheSame(one: PodTemplate, two: PodTemplate, pods: PodTemplate[]): boolean {
  if (textOf(one.labels) === textOf(two.labels)) {
    return true;
  }
  const terms = pods.flatMap(({ affinity, antiAffinity, spread }) => [...affinity, ...antiAffinity, ...spread]);
  // The values of such keys become part of the selector.
  const keys = terms.flatMap((term) => [
    ...term.matchLabelKeys,
    ...('mismatchLabelKeys' in term ? term.mismatchLabelKeys : []),
  ]);
  const selects = (selector: LabelSelector | undefined, { labels }: PodTemplate) =>
    selector !== undefined && matches(selector, labels);
  return (
    keys.every((key) => one.labels.get(key) === two.labels.get(key))
    && terms.every(({ selector }) => selects(selector, one) === selects(selector, two))
  );
}

function textOf(labels: ReadonlyMap<string, string>): string {
  return JSON.stringify([...labels].sort(([left], [right]) => (left < right ? -1 : 1)));
}
