import { Workload } from '../../../manifests';
import { ClaimUse } from '../volumes/claim-use';
import { Rank } from './priority';

import { HOSTNAME_LABEL as HOSTNAME } from '../../../kubernetes/well-known-labels';

export { HOSTNAME_LABEL as HOSTNAME, ZONE_LABEL as ZONE } from '../../../kubernetes/well-known-labels';

/** Whether pods of a task hold a volume that new ones mount as well, and that one node has at a time. */
export function holdsVolumeOf(old: Task | undefined, fresh: Task): boolean {
  return fresh.claims.attachment === 'node' && holdsExclusively(old, fresh);
}

/** The same of a volume that one node, or one pod, has at a time. */
export function holdsExclusively(old: Task | undefined, fresh: Task): boolean {
  const isSame = ({ index }: Task) => index === old?.index;
  return fresh.claims.attachment !== 'free'
    && (isSame(fresh) || fresh.ties.some(({ topologyKey, users }) => topologyKey === HOSTNAME && users.some(isSame)));
}

/** Pods keep apart: at most one of the two kinds in each domain of a topology key. */
export interface Repulsion {
  readonly other: Task;
  readonly topologyKey: string;
}

/** Required pod affinity: a pod only goes where some pod of the targets stands in the domain. */
export interface Attraction {
  readonly topologyKey: string;
  readonly targets: Task[];
  /** Nodes in whose domain a daemon's pod stands that the term selects, by node. */
  readonly satisfied: boolean[];
  /**
   * The pods select their own: the first one may go anywhere while no target stands (kubernetes
   * interpodaffinity/filtering.go).
   */
  readonly self: boolean;
  /** It is not written: the pods share devices by this ResourceClaim, which one node has as long as any of them stands. */
  readonly claim?: string;
}

/** Whether pods of others that a term names may be replaced elsewhere, while those beside them stay. */
export function mayPart({ self, targets }: Attraction): boolean {
  return !self && targets.length > 0;
}

/** Topology spread with DoNotSchedule. */
export interface Spread {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly minDomains: number;
  /** Tasks whose pods it counts, its own included where it selects them. */
  readonly counted: Task[];
  readonly self: boolean;
  /** Only the pods of one revision count. */
  readonly perRevision: boolean;
  /** Domain by node, -1 for nodes that are not counted; a pod on a node without the label is refused. */
  readonly domainOf: number[];
  readonly domains: number;
}

/** A volume that all pods of some tasks mount, and that only one domain can use at a time. */
export interface Tie {
  readonly claim: string;
  readonly topologyKey: string;
  readonly users: Task[];
}

/** The pods of one workload, or of one ordinal of a StatefulSet whose volumes are bound, as the scheduler sees them. */
export interface Task {
  /** By resource index of the capacity; index 0 counts pods. */
  readonly requests: Float64Array;
  /** By node group: whether the filters that look at the node alone, and at volumes that are bound, let the pods in. */
  readonly eligible: boolean[];
  readonly index: number;
  readonly workload: Workload;
  /** `0` where the task is the pod `name-0` alone. */
  readonly ordinal?: number;
  /** Pods when autoscalers rest and no job runs. */
  readonly least: number;
  /** Pods at the largest steady state: autoscalers at their maximum, jobs running. */
  readonly most: number;
  /** Tasks whose pods must not share a domain with this one's; never itself. */
  readonly repulsions: Repulsion[];
  /** Topology key inside which two pods of this task must not meet; undefined when they may. */
  readonly apart?: { readonly topologyKey: string; readonly perRevision: boolean };
  readonly attractions: Attraction[];
  readonly spreads: Spread[];
  readonly claims: ClaimUse;
  readonly ties: Tie[];
  readonly rank: Rank;
  /** Groups that are closed only because pods of daemons there repel this one's. */
  readonly closedBy: ReadonlyMap<number, readonly Workload[]>;
  /** Daemons that its pods may not share a node with and may have evicted; true where they find no other node. */
  readonly ousts: ReadonlyMap<Workload, boolean>;
  /** That pods which come to some of the nodes wait for ever for a volume that is held elsewhere, in words. */
  readonly heldOutside?: string;
  /** Why no node takes the pods, where it lies in what else there is and not in the nodes. */
  readonly refusal?: string;
  /** What the model cannot decide for this task, in words; empty when it can. */
  readonly unmodelled: string[];
}

/** Whether pods of a daemon keep those of a task off some nodes. */
export function isClosedBy({ closedBy }: Pick<Task, 'closedBy'>, daemon: Workload): boolean {
  return [...closedBy.values()].some((closers) => closers.includes(daemon));
}
