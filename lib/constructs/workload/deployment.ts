import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { DeploymentSpec, ObjectMeta } from '../../../imports/kubernetes';
import { ROLLOUT_TIMEOUT_ANNOTATION, STARTUP_BUDGET_ANNOTATION } from '../../kubernetes/annotations';
import { updateBatches } from '../../kubernetes/arithmetic';
import { addObject, RolloutProof } from '../../synthesis';
import { PodParts } from './pod-parts';
import { readinessSeconds } from './probe-timing';
import { RolloutStrategy } from './rollout-strategy';
import { WorkloadSpec } from './workload-spec';

/** Old revisions to which `kubectl rollout undo` can return. */
export const REVISION_HISTORY_LIMIT = 3;

/** What a Deployment or StatefulSet is made of. */
export interface ControllerSpec extends PodParts {
  readonly resolved: WorkloadSpec;
  /** Undefined where an autoscaler decides, which a number beside it would undo at each apply. */
  readonly writtenReplicas: () => number | undefined;
}

/** Adds the Deployment of a workload, with every field that the API server would otherwise fill in to our harm. */
export function addDeployment(scope: Construct, controller: ControllerSpec): ApiObject {
  const { resolved, selector, template } = controller;
  return addObject(scope, 'Deployment', 'apps/v1 Deployment', {
    metadata: withWaitAnnotations(controller),
    spec: Lazy.any({
      produce: (): DeploymentSpec => ({
        replicas: controller.writtenReplicas(),
        revisionHistoryLimit: REVISION_HISTORY_LIMIT,
        progressDeadlineSeconds: progressDeadlineSeconds(controller),
        minReadySeconds: resolved.minReadySeconds,
        strategy: resolveRollout(scope, resolved.rollout)._toKube(),
        selector,
        template: template(),
      }),
    }),
  });
}

/**
 * Metadata with how long tools wait: each batch of pods that an update replaces together has the whole progress
 * deadline.
 */
export function withWaitAnnotations(controller: ControllerSpec): ObjectMeta {
  const { replicas, rollout, startup } = controller.resolved;
  const timeout = progressDeadlineSeconds(controller) * updateBatches(rollout._bounds(replicas), replicas);
  return {
    ...controller.metadata,
    annotations: {
      [STARTUP_BUDGET_ANNOTATION]: String(startup.startupSeconds),
      [ROLLOUT_TIMEOUT_ANNOTATION]: String(timeout),
      ...controller.metadata.annotations,
    },
  };
}

function progressDeadlineSeconds({ resolved, terminationGraceSeconds }: ControllerSpec): number {
  return resolved.startup.progressDeadlineSeconds({
    readinessSeconds: readinessSeconds(resolved.readinessProbe),
    minReadySeconds: resolved.minReadySeconds,
    terminationGraceSeconds,
    startupTimeoutSeconds: resolved.startupProbe?.timeoutSeconds,
  });
}

/** The strategy that is rendered: `auto` is what the cluster of the app allows. */
function resolveRollout(scope: Construct, declared: RolloutStrategy): RolloutStrategy {
  return !declared.isAuto || RolloutProof._nearest(scope)?._canRoll(scope) ? declared : RolloutStrategy.recreate();
}
