import { textOf } from '../../util/value-text';
import { scaledValue, statefulSetBounds } from '../../kubernetes/arithmetic';
import { Controller, readClaimTemplates, readRolling, readStrategy, replicatedDetails, workloadOf } from './controller';

/**
 * CloneSets of OpenKruise: 20 % and no surge by default; the former rounds up without surge
 * (pkg/controller/cloneset/sync/cloneset_sync_utils.go `calculateDiffsWithExpectation`).
 */
export const CLONE_SET: Controller = {
  kind: 'CloneSet',
  groups: ['apps.kruise.io'],
  read(root) {
    const spec = root.get('spec');
    const rolling = readRolling(
      spec.get('updateStrategy').holding({ ...(spec.get('updateStrategy').value as object), partition: undefined }),
    );
    const type = spec.get('updateStrategy', 'type').string() ?? 'ReCreate';
    const keeps = spec.get('updateStrategy', 'partition').value;
    return workloadOf(root, spec.get('template'), {
      ...replicatedDetails(spec),
      strategy: { ...rolling, type: 'RollingUpdate', pointer: spec.get('updateStrategy').pointer },
      claimTemplates: readClaimTemplates(spec.get('volumeClaimTemplates')),
      bounds: (replicas) => {
        const maxSurge = scaledValue(rolling.maxSurge ?? 0, replicas, 'up');
        const unavailable = scaledValue(rolling.maxUnavailable ?? '20%', replicas, maxSurge === 0 ? 'up' : 'down');
        return {
          maxSurge,
          maxUnavailable: Math.min(replicas, Math.max(maxSurge === 0 ? 1 : 0, unavailable)),
          recreate: false,
        };
      },
      undecided: type === 'InPlaceOnly' ? ['an update in place only'] : [],
      waitsFor:
        spec.get('updateStrategy', 'paused').value === true
          ? 'the update is paused until somebody resumes it'
          : keeps !== undefined && keeps !== 0 && keeps !== '0%'
            ? `partition ${textOf(keeps)} keeps so many old pods until it is lowered`
            : undefined,
    });
  },
};

/** StatefulSets of OpenKruise honour maxUnavailable in every version. */
export const ADVANCED_STATEFUL_SET: Controller = {
  kind: 'StatefulSet',
  groups: ['apps.kruise.io'],
  read(root) {
    const spec = root.get('spec');
    const strategy = readStrategy(spec.get('updateStrategy'));
    return workloadOf(root, spec.get('template'), {
      ...replicatedDetails(spec),
      strategy,
      claimTemplates: readClaimTemplates(spec.get('volumeClaimTemplates')),
      bounds: (replicas) => statefulSetBounds(strategy, replicas),
      waitsFor:
        strategy.type === 'OnDelete'
          ? 'updateStrategy OnDelete: a pod is replaced only after somebody deletes it'
          : (strategy.partition ?? 0) > 0
            ? `partition ${strategy.partition}: only ordinals from there on are updated until it is lowered`
            : undefined,
    });
  },
};
