import { Field, isMeantToPause, mayRunTwice, Workload } from '../../../manifests';
import { setAt, removeAt } from '../json-patch';
import { Move, MoveContext, patchOf } from './move';

const NO_SURGE = { maxSurge: 0, maxUnavailable: 1 };
const ONE_MORE = { maxSurge: 1, maxUnavailable: 0 };

/**
 * Ways to replace the pods. `Recreate` breaks nothing, since no old pod meets a new one. A Deployment with maxSurge 0
 * makes the new pod while the old one still stops (kubernetes pkg/controller/deployment/rolling.go counts a pod that is
 * being deleted no more), and with maxSurge 1 while it serves: both only where a second pod does no harm, and is not
 * what somebody may have ruled out.
 */
export function strategyMoves({ workload, plan }: MoveContext): Move[] {
  const { manifest, kind, paused } = workload;
  if (workload.strategy.type === 'OnDelete' && (kind === 'StatefulSet' || kind === 'DaemonSet')) {
    return [move(workload, 'rolling-update', undefined, 'RollingUpdate in place of OnDelete')];
  }
  if (kind === 'DaemonSet') {
    return plan.maxSurge === 0 ? [] : [move(workload, 'no-surge', NO_SURGE)];
  }
  if (kind !== 'Deployment') {
    return [];
  }
  if (paused) {
    return [
      {
        id: 'resume',
        dimension: 'strategy',
        title: 'Resume the Deployment',
        change: patchOf(manifest, ...removeAt(manifest.json, ['spec', 'paused'])),
        notes: [`kubectl rollout resume deployment/${workload.name} does the same`],
      },
    ];
  }
  const isNoSurge = plan.strategy === 'RollingUpdate' && plan.maxSurge === 0;
  const isSurge = plan.strategy === 'RollingUpdate' && plan.maxUnavailable === 0 && plan.maxSurge === 1;
  const recreate: Move = {
    id: 'recreate',
    dimension: 'strategy',
    title: 'strategy Recreate',
    change: patchOf(manifest, setAt(manifest.json, ['spec', 'strategy'], { type: 'Recreate' })),
    prop: hasRollout(workload) ? 'rollout: RolloutStrategy.recreate()' : undefined,
    notes: [
      'kubectl apply --server-side cannot switch a strategy whose rollingUpdate the API server had filled in: see docs/gitops.md',
    ],
  };
  const mayMeet = mayRunTwice(workload) && !isMeantToPause(workload);
  return [
    ...plan.strategy === 'Recreate' ? [] : [recreate],
    ...isNoSurge || !mayMeet ? [] : [move(workload, 'no-surge', NO_SURGE)],
    ...isSurge || !mayMeet ? [] : [move(workload, 'surge', ONE_MORE)],
  ];
}

/** Constructs of this package that always replace their pods in the same way, by the component that they are of. */
const OF_ONE_WAY: readonly unknown[] = ['cache', 'vector-store'];

function hasRollout({ manifest }: Workload): boolean {
  return !OF_ONE_WAY.includes(Field.of(manifest, []).get('metadata', 'labels', 'app.kubernetes.io/component').value);
}

function move(
  workload: Workload,
  id: string,
  rollingUpdate?: typeof NO_SURGE,
  title = textOf(rollingUpdate!),
): Move {
  const { manifest, kind } = workload;
  const key = kind === 'Deployment' ? 'strategy' : 'updateStrategy';
  const value = { type: 'RollingUpdate', ...rollingUpdate && { rollingUpdate } };
  return {
    id,
    dimension: 'strategy',
    title,
    change: patchOf(manifest, setAt(manifest.json, ['spec', key], value)),
    ...(kind === 'Deployment'
      && rollingUpdate && hasRollout(workload) && {
        prop: `rollout: RolloutStrategy.rollingUpdate({ maxSurge: ${rollingUpdate.maxSurge}, maxUnavailable: ${rollingUpdate.maxUnavailable} })`,
      }),
  };
}

function textOf({ maxSurge, maxUnavailable }: typeof NO_SURGE): string {
  return `a rolling update with maxSurge ${maxSurge} and maxUnavailable ${maxUnavailable}`;
}
