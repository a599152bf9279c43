import { NodeTerm } from '../nodes/node-terms';

/**
 * How a workload's volumes tie its pods together: not at all, to one node (ReadWriteOnce), to one pod
 * (ReadWriteOncePod).
 */
export type Attachment = 'free' | 'node' | 'pod';

/** How the claims of a workload's pods tie them together, and to places. */
export interface ClaimUse {
  readonly attachment: Attachment;
  /** The claim that ties them most. */
  readonly claimName?: string;
  /** Claims that are not in the input, so that their access mode is not known. */
  readonly unknown: string[];
  /** Claims that other workloads mount as well, unless several nodes may. */
  readonly shared: string[];
  /** Node terms of each volume that is bound. */
  readonly bound: NodeTerm[][];
  /** A volume that is not bound yet, or of which nothing is known, and that will stay in the zone of its first pod. */
  readonly staysInZone: boolean;
  /**
   * All pods mount a volume that is not bound and for certain stays in the zone of the first of them.
   *
   * @default false
   */
  readonly inOneZone?: boolean;
  /** Claims that all pods mount and whose volume stays in one zone. */
  readonly zonal: string[];
  /** Of these claims, those whose volume may stay on one node. */
  readonly local: string[];
  /** Of these, those that several nodes mount and whose volume may just as well be within reach of a zone. */
  readonly perhapsZonal: string[];
  /** A volume that is not bound and may stay on the node of its first pod. */
  readonly staysOnNode: boolean;
  /** Volumes that claims are bound to and of whose place nothing is known. */
  readonly unseenVolumes: string[];
  /** Why no volume can be bound to a claim of the pods. */
  readonly refusals: string[];
  /** What would have to be in the input to know whether one can. */
  readonly unprovided: string[];
  /** Claims whose volumes are made in some zone before any pod has a place. */
  readonly placedEarly: string[];
  /** Volumes that live with their pod and are made in some zone before it has a place, for each pod anew. */
  readonly placedAnew: string[];
  /** Disks that each pod has attached to its node and shares with none, by driver. */
  readonly disks: ReadonlyMap<string, number>;
}

/** Of pods without any volume that is claimed. */
export const NO_CLAIMS: ClaimUse = {
  attachment: 'free', unknown: [], shared: [], bound: [], staysInZone: false, zonal: [], local: [], perhapsZonal: [],
  staysOnNode: false, unseenVolumes: [], refusals: [], unprovided: [], placedEarly: [], placedAnew: [],
  disks: new Map(),
};
