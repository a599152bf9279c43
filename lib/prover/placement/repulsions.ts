import { clash, contestedDisk, HostPort, Workload } from '../../manifests';
import { RelationIndex } from './relations';
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
  /** Namespaces whose labels would decide. */
  readonly unsure: string[];
}

/** Required anti-affinity, host ports and disks as pairs, found by index instead of trying every pair. */
export function repelledPairs(workloads: Workload[], relations: RelationIndex): RepelledPair[] {
  const byTerm = workloads.flatMap((one) =>
    one.pod.antiAffinity.flatMap((term) => {
      const { workloads: selected, perRevision, otherRevisions, unsure } = relations.byTerm(one, term);
      // There are as many pairs as workloads times workloads where all keep apart: what they share is made once.
      const why = `required anti-affinity over ${term.topologyKey}`;
      return selected
        .filter((two) => !perRevision || two === one)
        .map(
          (two): RepelledPair => ({
            one, two, topologyKey: term.topologyKey, perRevision, otherRevisions: otherRevisions && two === one,
            why, unsure: unsure.length === 0 ? unsure : unsure.filter((each) => each === two.namespace),
          }),
        );
    }),
  );
  return [...byTerm, ...byHostPort(workloads), ...byDisk(workloads)];
}

function byHostPort(workloads: Workload[]): RepelledPair[] {
  const users = new Map<string, { workload: Workload; port: HostPort }[]>();
  return workloads.flatMap((one) =>
    one.pod.hostPorts.flatMap((port) => {
      const key = `${port.protocol}/${port.number}`;
      const list = users.get(key) ?? [];
      users.set(key, list);
      list.push({ workload: one, port });
      return list
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
