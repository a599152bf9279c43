import { statefulSetBounds } from '../../kubernetes/arithmetic';
import { Field } from '../field';
import { UpdateStrategy, Workload } from '../workload';
import {
  Controller, ControllerContext, readClaimTemplates, readStrategy, replicatedDetails, requireContainers, workloadOf,
} from './controller';

/**
 * Minor versions from which a gate is on by default (kubernetes pkg/features/kube_features.go of 1.37: beta and off in
 * 1.35 and 1.36).
 */
const MAX_UNAVAILABLE_FROM = 37;
/** Alpha, and off by default, in 1.37: whether a server takes it is for `prover/validation` and `--ask-server`. */
const RECREATE_FROM = 37;

/** StatefulSets: pods are replaced from the highest ordinal down to the partition. */
export const STATEFUL_SET: Controller = {
  kind: 'StatefulSet',
  groups: ['apps'],
  read(root, context) {
    const spec = root.get('spec');
    const strategy = readStrategy(spec.get('updateStrategy'));
    const start = spec.get('ordinals', 'start').integer() ?? 0;
    requireContainers(spec.get('template'));
    const details = replicatedDetails(spec);
    const honours = context.kubernetes.isAtLeast(MAX_UNAVAILABLE_FROM);
    return workloadOf(root, spec.get('template'), {
      ...details,
      strategy,
      podManagementPolicy: spec.get('podManagementPolicy').string() ?? 'OrderedReady',
      claimTemplates: readClaimTemplates(spec.get('volumeClaimTemplates')),
      bounds: (replicas) => statefulSetBounds(strategy, replicas, honours),
      refusal: strategy.type === 'Recreate' && !context.kubernetes.isAtLeast(RECREATE_FROM)
        ? `Kubernetes ${context.kubernetes} has no updateStrategy Recreate for a StatefulSet` : undefined,
      waitsFor: waitsFor(strategy, (details.replicas ?? 1) + start, context, spec),
      holds: holds(strategy, (details.replicas ?? 1) + start),
    });
  },
};

/** Pods below the partition are made in the template that runs (stateful_set_utils.go `newVersionedStatefulSetPod`). */
function holds({ type, partition = 0 }: UpdateStrategy, end: number): Workload['holds'] {
  return type === 'OnDelete' ? 'new' : partition >= end && end > 0 ? 'old' : undefined;
}

/**
 * Upstream updateStatefulSet: OnDelete and a partition above the last ordinal replace nothing, a partition replaces the
 * rest only.
 */
function waitsFor(
  { type, partition = 0 }: UpdateStrategy,
  end: number,
  { kubernetes }: ControllerContext,
  spec: Field,
): string | undefined {
  switch (type) {
    case 'OnDelete':
      return 'updateStrategy OnDelete: a pod is replaced only after somebody deletes it';
    case 'Recreate':
      return `updateStrategy Recreate needs the feature gate StatefulSetRecreateStrategy, which is off by default in ${kubernetes}`;
    default:
      return partition === 0 || end === 0
        ? undefined
        : partition >= end
          ? `partition ${partition} is above every ordinal of ${spec.get('replicas').value ?? 1} replicas: nothing is updated until it is lowered`
          : `partition ${partition}: only ordinals from ${partition} on are updated until it is lowered`;
  }
}
