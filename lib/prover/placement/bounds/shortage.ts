import { Others } from './captives';
import { Daemon } from '../tasks/daemons';
import { Task } from '../tasks/task';

/** Which of the other pods are there, and a node that is not. */
export interface Bystanders {
  readonly without?: number;
  /** So many pods of each; the smallest steady state when absent. */
  readonly others?: Others;
  /** Others of which there are so many instead. */
  readonly but?: ReadonlyMap<Task, number>;
  /** All pods of the task are of one revision. */
  readonly settled?: boolean;
  /** DaemonSets whose pods may all be gone. */
  readonly gone?: readonly Daemon[];
}

/**
 * What certainly does not fit: pods of the task on the nodes it may use, or, where a resource is named, that resource
 * in total.
 */
export interface Shortage {
  /** Its index; none when it is room on single nodes that is missing. */
  readonly resource?: number;
  /** Only whole ones are counted, of what pods ask and of what nodes have; all of it when absent. */
  readonly unit?: number;
  readonly asked: number;
  readonly offered: number;
}
