import { Capacity } from '../capacity';
import { Placement } from '../placement';
import { SearchBudget } from './placement-search';
import { PodLimits } from './pod-freedom';
import { Task } from '../tasks/task';

/** A placement near another one that is looked for: no node inside takes one more pod of a task by its room. */
export interface Shuffling {
  readonly capacity: Capacity;
  readonly task: Task;
  /** The nodes that must be closed. */
  readonly inside: readonly number[];
  /** Nodes between which pods change places: those inside, and others. */
  readonly nodes: readonly number[];
  readonly from: Placement;
  /** Tries: two pods that change places, or one that goes to another node. */
  readonly budget: SearchBudget;
  readonly limits: PodLimits;
  /**
   * Whether few nodes are open, so that steps for the worse are seldom from the beginning.
   *
   * @default false
   */
  readonly isAlmostClosed?: boolean;
  /**
   * Decides about the choices, with all else.
   *
   * @default 0
   */
  readonly seed?: number;
  /**
   * Further tries, for where many nodes are closed at once, as long as they close more.
   *
   * @default - none
   */
  readonly further?: SearchBudget;
}

export interface Shuffled {
  readonly placement: Placement;
  /** Nodes inside that still have room. */
  readonly open: number;
}
