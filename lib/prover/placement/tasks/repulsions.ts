import { getOrMake } from '../../../util/get-or-make';
import { append, clash, contestedDisk, HostPort, PodAffinityTerm, Workload } from '../../../manifests';
import { RelationIndex, Selected } from './relations';
import { HOSTNAME } from './task';

/** Two workloads, or one and itself, whose pods must not share a domain. */
export interface RepelledPair {
  readonly one: Workload;
  readonly two: Workload;
  readonly topologyKey: string;
  /** Only pods of one revision repel each other. */
  readonly perRevision: boolean;
  /** Only pods of different revisions of one workload repel each other. */
  readonly otherRevisions?: boolean;
  /** `host port 80`, `disk iscsi/…`, or `required anti-affinity over` its key. */
  readonly why: string;
  /** It is the first one's anti-affinity. */
  readonly isByTerm?: boolean;
  /** Of the two, that whose pods come all the same: their node is named, and no scheduler looks at anti-affinity. */
  readonly unchecked?: Workload;
  /** Namespaces whose labels would decide. */
  readonly unsure: string[];
  /** Only some pods of the second are meant. */
  readonly isPartial?: boolean;
}

/** Required anti-affinity, host ports and disks as pairs, found by index instead of trying every pair. */
export function repelledPairs(workloads: Workload[], relations: RelationIndex): RepelledPair[] {
  const earlier: Earlier = new Map();
  const byTerm = workloads.flatMap((one) =>
    one.pod.antiAffinity.flatMap((term) => {
      const selected = relations.byTerm(one, term);
      const mirrored = isMutual(one, selected) ? joined(earlier, selected, term.topologyKey, one) : NONE;
      const { topologyKey } = term;
      return [
        ...pairsOf(one, term, selected, (two) => two !== one && mirrored.has(two)),
        ...selected.partly.map((two): RepelledPair =>
          ({ one, two, topologyKey, perRevision: false, why: whyPartly(two), unsure: [], isPartial: true })),
      ];
    }),
  );
  return [...byTerm, ...byHostPort(workloads), ...byDisk(workloads)];
}

/** Why a term of affinity, anti-affinity or spread is not modelled. */
export function whyPartly({ kind, name }: Workload): string {
  return `a label that not all pods of ${kind}/${name} have`;
}

/** Workloads by what their terms select, and over which key. */
type Earlier = Map<Selected, Map<string, Set<Workload>>>;

const NONE: ReadonlySet<Workload> = new Set();

/** Whether whoever has the same term selects this workload as this one selects the other. */
function isMutual(one: Workload, { workloads, perRevision, otherRevisions, unsure }: Selected): boolean {
  return !perRevision && otherRevisions !== true && unsure.length === 0 && workloads.includes(one);
}

/** With those that had a term before which selects the same over that key. */
function joined(earlier: Earlier, selected: Selected, topologyKey: string, one: Workload): ReadonlySet<Workload> {
  const byKey = getOrMake(earlier, selected, () => new Map<string, Set<Workload>>());
  return getOrMake(byKey, topologyKey, () => new Set<Workload>()).add(one);
}

/** There are as many pairs as workloads times workloads where all keep apart: what they share is made once. */
function pairsOf(
  one: Workload, { topologyKey }: PodAffinityTerm, { workloads, perRevision, otherRevisions, unsure }: Selected,
  isKnown: (two: Workload) => boolean,
): RepelledPair[] {
  const why = `required anti-affinity over ${topologyKey}`;
  const isKept = (two: Workload) => (!perRevision || two === one) && !(isNamed(one) && isNamed(two));
  return workloads.filter((two) => isKept(two) && !isKnown(two)).map((two): RepelledPair => ({
    one, two, topologyKey, perRevision, otherRevisions: otherRevisions && two === one, why,
    unchecked: [one, two].find(isNamed), isByTerm: true,
    unsure: unsure.length === 0 ? unsure : unsure.filter((each) => each === two.namespace),
  }));
}

/** Whether a controller makes pods for a node that it names; a bare pod that has one is there already. */
function isNamed({ kind, pod: { nodeName } }: Workload): boolean {
  return nodeName !== undefined && kind !== 'Pod';
}

function byHostPort(workloads: Workload[]): RepelledPair[] {
  const users = new Map<string, { workload: Workload; port: HostPort }[]>();
  return workloads.flatMap((one) =>
    one.pod.hostPorts.flatMap((port) => {
      const key = `${port.protocol}/${port.number}`;
      append(users, key, { workload: one, port });
      return users.get(key)!
        .filter((user) => clash(user.port, port))
        .map(({ workload: two }) => ({
          one, two, topologyKey: HOSTNAME, perRevision: false, why: `host port ${port.number}`, unsure: [],
        }));
    }),
  );
}

function byDisk(workloads: Workload[]): RepelledPair[] {
  const having = workloads.filter(({ pod }) => pod.nodeDisks.length > 0);
  return having.flatMap((one, index) => having.slice(0, index + 1).flatMap((two) => {
    const disk = contestedDisk(one.pod.nodeDisks, two.pod.nodeDisks);
    return disk === undefined ? []
      : [{ one, two, topologyKey: HOSTNAME, perRevision: false, why: `disk ${disk}`, unsure: [] }];
  }));
}
