import { deploymentBounds, UpdateBounds } from '../../kubernetes/arithmetic';
import { Field } from '../field';
import { Workload } from '../workload';
import { Controller, ControllerContext, readRolling, replicatedDetails, workloadOf } from './controller';

/**
 * Rollouts of Argo Rollouts. Canary: 25 % and 25 % by default, rounded as a Deployment rounds (utils/defaults,
 * utils/replicaset/canary.go `CalculateReplicaCountsForBasicCanary`); with traffic routing the stable pods all stay
 * until the end (`…ForTrafficRoutedCanary`). Blue-green: all new pods stand beside all old ones (rollout/bluegreen.go).
 */
export const ARGO_ROLLOUT: Controller = {
  kind: 'Rollout',
  groups: ['argoproj.io'],
  read(root, context) {
    const spec = root.get('spec');
    const template = templateOf(root, context);
    if (!template) {
      return undefined;
    }
    const [canary, blueGreen] = [spec.get('strategy', 'canary'), spec.get('strategy', 'blueGreen')];
    const rolling = readRolling(canary);
    return workloadOf(root, template, {
      ...replicatedDetails(spec),
      strategy: {
        ...rolling, type: blueGreen.isPresent ? 'BlueGreen' : 'Canary', pointer: spec.get('strategy').pointer,
      },
      unread: runsExperiment(canary) ? ['runs an experiment at a step, whose pods are not counted'] : [],
      undecided: undecidedOf(canary, blueGreen),
      paused: spec.get('paused').boolean() ?? false,
      bounds: blueGreen.isPresent ? allBeside : canaryBounds(canary, rolling),
      waitsFor:
        spec.get('paused').value === true
          ? 'the Rollout is paused: nothing is updated until it is resumed'
          : blueGreen.get('autoPromotionEnabled').value === false
            ? 'autoPromotionEnabled false: old pods stay until somebody promotes the new ones'
            : waitsAtStep(canary),
    });
  },
};

/**
 * The controller adds anti-affinity between revisions (utils/replicaset/replicaset.go `GenerateReplicaSetAffinity`),
 * and scales the stable pods down while traffic moves (utils/replicaset/canary.go
 * `CalculateReplicaCountsForTrafficRoutedCanary`).
 */
function undecidedOf(canary: Field, blueGreen: Field): string[] {
  const isApart = [canary, blueGreen]
    .some((each) => each.get('antiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution').isPresent);
  return [
    ...isApart ? ['anti-affinity between the revisions of a Rollout (antiAffinity)'] : [],
    ...canary.get('dynamicStableScale').value === true
      ? ['stable pods that make way for the canary (dynamicStableScale)'] : [],
  ];
}

/** A `workloadRef` takes the template of another object, which is to be scaled to zero. */
function templateOf(root: Field, { find }: ControllerContext): Field | undefined {
  const reference = root.get('spec', 'workloadRef');
  if (!reference.isPresent) {
    return root.get('spec', 'template');
  }
  const found = find(
    reference.get('kind').string() ?? '', root.manifest.namespace, reference.get('name').string() ?? '',
  );
  return found && root.get('spec', 'template').holding(Field.of(found, []).get('spec', 'template').value);
}

function allBeside(replicas: number): UpdateBounds {
  return { maxSurge: replicas, maxUnavailable: 0, recreate: false, requiredSurge: replicas };
}

/**
 * A weight that does not divide the replicas evenly makes one pod more, because both sides round up
 * (`extraReplicaAdded`).
 */
function canaryBounds(canary: Field, rolling: Workload['strategy']): Workload['bounds'] {
  const weights = canary.get('steps').items().flatMap((step) => step.get('setWeight').integer() ?? []);
  return (replicas) => {
    if (canary.get('trafficRouting').isPresent) {
      return allBeside(replicas);
    }
    const bounds = deploymentBounds({ ...rolling, type: 'RollingUpdate' }, replicas);
    const isUneven = weights.some((weight) => weight > 0 && weight < 100 && (replicas * weight) % 100 !== 0);
    return isUneven ? { ...bounds, maxSurge: bounds.maxSurge + 1, requiredSurge: 1 } : bounds;
  };
}

/** Pods beside those of the Rollout: the step waits until they are ready (rollout/experiment.go). */
function runsExperiment(canary: Field): boolean {
  return canary.get('steps').items().some((step) => step.get('experiment').isPresent);
}

function waitsAtStep(canary: Field): string | undefined {
  const waits = canary
    .get('steps')
    .items()
    .some((step) => step.get('pause').isPresent && !step.get('pause', 'duration').isPresent);
  return waits ? 'a canary step pauses without duration: it waits until somebody promotes it' : undefined;
}
