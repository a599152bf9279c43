import { Capacity, Placement, Task } from '../../placement';
import { Mover } from '../release/mover';
import { QuotaMeter } from './quota-meter';

/** From where a volume can be used that is bound to the place of the first pod that mounts it. */
export type Reach = 'everywhere' | 'zone' | 'node';

/** A workload whose pods come and go, and what its volumes ask of their places. */
export interface Actor extends Mover {
  /** The volumes that each of its pods has for itself: the successor of a pod has to come near them. */
  readonly ownReach: Reach;
  /** The volumes that all of its pods mount. */
  readonly sharedReach: Reach;
  /** How many may use these at a time: any, those of one node, or one pod. */
  readonly attachment: 'free' | 'node' | 'pod';
  /** Pods that come look at how many of its old ones there are: those that go are counted until they have gone. */
  readonly isWatched: boolean;
  /** A StatefulSet: a pod that is refused keeps its controller from all else. */
  readonly isSet: boolean;
  /** A pod that waits does so too: one that makes its pods one after the other. */
  readonly isOrdered: boolean;
}

/** A DaemonSet whose pods are replaced on their nodes. */
export interface DaemonActor {
  readonly name: string;
  readonly old: Float64Array;
  readonly fresh: Float64Array;
  readonly nodes: readonly number[];
  readonly surge: number;
  readonly unavailable: number;
}

/** All that may take part in a change, at one size of each workload, and what stands beside it. */
export interface World {
  readonly capacity: Capacity;
  readonly nodes: readonly number[];
  readonly actors: readonly Actor[];
  readonly daemons: readonly DaemonActor[];
  /** Tasks with pods when the change begins. */
  readonly standing: ReadonlyMap<Task, number>;
  /** Nodes with the pods of DaemonSets alone, as they are when the change begins. */
  readonly empty: Placement;
  readonly meter: QuotaMeter;
}
