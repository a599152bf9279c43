import { daemonSetBounds } from '../../../kubernetes/arithmetic';
import { Capacity, Daemon, mayOutrank, Rank, Task } from '../../placement';

/** Pods of a DaemonSet that may be away from their nodes. */
export interface Leaving {
  readonly daemon: Daemon;
  readonly rank: Rank;
  readonly nodes: readonly number[];
  /** What the room of the capacity has subtracted for one of them. */
  readonly taken: Float64Array;
  /** What one of them takes, at least and at most: an old or a new one. */
  readonly fewest: Float64Array;
  readonly most: Float64Array;
  /** What a node must have, without its pod there, for a new one to come: with surge, room for the old one as well. */
  readonly needs: Float64Array;
}

/** DaemonSets on some nodes whose pods leave while they are replaced, or may be evicted; restarted as they are. */
export function leavingAmong(capacity: Capacity, tasks: readonly Task[], nodes: readonly number[]): Leaving[] {
  return capacity.daemons.flatMap((daemon): Leaving[] => {
    const { workload, rank, requests } = daemon;
    const bounds = workload.waitsFor === undefined ? workload.bounds(daemon.nodes.length) : undefined;
    const here = daemon.nodes.filter((node) => nodes.includes(node));
    const leaves = (bounds !== undefined && bounds.maxSurge === 0) || isEvicted(daemon, tasks);
    return leaves && here.length > 0
      ? [{ daemon, rank, nodes: here, taken: requests, fewest: requests, most: requests, needs: requests }]
      : [];
  });
}

/** A DaemonSet whose new pods come beside its old ones. */
export function surging(daemon: Daemon): Leaving {
  const { rank, nodes, requests } = daemon;
  const needs = requests.map((amount) => 2 * amount);
  return { daemon, rank, nodes, taken: requests, fewest: requests, most: requests, needs };
}

/**
 * Those that leave, with one that is asked about. Where its new pods come beside its old ones they need room for both:
 * that others may evict an old one does not mean that they do.
 */
export function besideItsOld(known: readonly Leaving[], own: Daemon, isReplaced: boolean): Leaving[] {
  if (!known.some(({ daemon }) => daemon === own)) {
    return [...known, surging(own)];
  }
  const isSurging = isReplaced && daemonSetBounds(own.workload.strategy, own.nodes.length).maxSurge > 0;
  const forBoth = ({ needs, most }: Leaving) =>
    needs.map((amount, resource) => Math.max(amount, own.requests[resource] + most[resource]));
  return known.map((each) => (isSurging && each.daemon === own ? { ...each, needs: forBoth(each) } : each));
}

export function isEvicted({ rank }: Daemon, tasks: readonly Task[]): boolean {
  return tasks.some((task) => mayOutrank(task.rank, rank));
}
