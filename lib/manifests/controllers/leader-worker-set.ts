import { scaledValue, UpdateBounds } from '../../kubernetes/arithmetic';
import { UpdateStrategy, Workload } from '../workload';
import { Controller, readClaimTemplates, readRolling, workloadOf } from './controller';
import { isAlike, withCompanions } from './templates';

/**
 * LeaderWorkerSets: each replica is a group of a leader and `size - 1` workers that are replaced together. maxSurge
 * rounds up, maxUnavailable down, 0 and 1 by default (pkg/controllers/leaderworkerset_controller.go
 * `rollingUpdateParameters`).
 */
export const LEADER_WORKER_SET: Controller = {
  kind: 'LeaderWorkerSet',
  groups: ['leaderworkerset.x-k8s.io'],
  read(root) {
    const spec = root.get('spec');
    const groups = spec.get('replicas').integer() ?? 1;
    const group = spec.get('leaderWorkerTemplate');
    const size = group.get('size').integer(1) ?? 1;
    const workers = group.get('workerTemplate');
    const leader = group.get('leaderTemplate').isPresent ? group.get('leaderTemplate') : workers;
    const strategy = readRolling(spec.get('rolloutStrategy', 'rollingUpdateConfiguration'));
    const isExclusive = root.get('metadata', 'annotations', 'leaderworkerset.sigs.k8s.io/exclusive-topology').isPresent;
    const { partition = 0 } = strategy;
    const claimTemplates = readClaimTemplates(group.get('volumeClaimTemplates'));
    const set = (pods: number, template = leader): Workload =>
      workloadOf(root, template, {
        replicas: groups * pods,
        hasReplicas: spec.get('replicas').isPresent,
        groupSize: pods,
        strategy,
        bounds: (replicas) => groupBounds(strategy, Math.round(replicas / pods), pods),
        claimTemplates,
        undecided: [
          ...isExclusive ? ['exclusive topology of a LeaderWorkerSet'] : [],
          ...claimTemplates.length > 0 ? ['volumes that a LeaderWorkerSet claims for each pod'] : [],
        ],
        waitsFor:
          partition > 0
            ? `partition ${partition}: only groups from ${partition} on are updated until it is lowered`
            : undefined,
      });
    return size === 1 || isAlike(leader, workers)
      ? set(size)
      : withCompanions(set(1), [{ ...set(size - 1, workers), role: 'workers' }], true);
  },
};

/** Bounds in pods of so many groups of one size. */
function groupBounds({ maxSurge = 0, maxUnavailable = 1 }: UpdateStrategy, groups: number, size: number): UpdateBounds {
  const surge = Math.min(groups, scaledValue(maxSurge, groups, 'up'));
  const unavailable = Math.min(groups, Math.max(surge === 0 ? 1 : 0, scaledValue(maxUnavailable, groups, 'down')));
  // New groups come last in order, so that they must all be ready before those that may not be missing are replaced.
  const needed = unavailable === 0 ? 1 : groups - unavailable > surge ? surge : 0;
  return {
    maxSurge: surge * size, maxUnavailable: unavailable * size, recreate: false,
    requiredSurge: needed * size,
    borrows: unavailable > 0 && needed > 0,
  };
}
