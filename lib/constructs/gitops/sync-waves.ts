import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { applyClientSide } from './client-side-apply';
import { SYNC_OPTIONS_ANNOTATION, SYNC_WAVE_ANNOTATION } from './sync-annotations';
import { checkCall } from '../../kubernetes/shapes/check-shape';

/**
 * Waves other than 0. A wave starts when all objects of the one before are healthy.
 *
 * Everything that pods need before they can start comes first. Workloads stay together in wave 0: a NIM in a wave of
 * its own would hold back the others for twenty minutes, and a claim that waits for its first consumer would never be
 * bound in a wave before it (https://github.com/argoproj/argo-cd/issues/12840). Monitoring comes last, because its
 * operator may be missing.
 */
const WAVES: { readonly [kind: string]: number } = {
  Namespace: -10,
  EC2NodeClass: -6,
  NodePool: -6,
  ClusterSecretStore: -5,
  SecretStore: -5,
  ExternalSecret: -4,
  SealedSecret: -4,
  AlertmanagerConfig: 2,
  PodMonitor: 2,
  PrometheusRule: 2,
  ServiceMonitor: 2,
};

/** The definition may come with the same sync, or by a sync of another application. */
const WITHOUT_DEFINITION = 'SkipDryRunOnMissingResource=true';

/** A namespace takes everything in it along: somebody has to confirm its end. */
const OPTIONS: { readonly [kind: string]: string } = {
  AlertmanagerConfig: WITHOUT_DEFINITION,
  Namespace: 'Prune=confirm,Delete=confirm',
  PodMonitor: WITHOUT_DEFINITION,
  PrometheusRule: WITHOUT_DEFINITION,
  ServiceMonitor: WITHOUT_DEFINITION,
};

/** The annotations by which Argo CD orders and guards an object of a kind; none for most. @internal */
export function syncAnnotations(kind: string): { readonly [key: string]: string } {
  return {
    ...(kind in WAVES && { [SYNC_WAVE_ANNOTATION]: String(WAVES[kind]) }),
    ...(kind in OPTIONS && { [SYNC_OPTIONS_ANNOTATION]: OPTIONS[kind] }),
  };
}

/**
 * Options of `ArgoCdSyncWaves.apply`.
 */
export interface ArgoCdSyncWavesOptions {
  /**
   * Apply Deployments with the strategy Recreate client-side, by which Argo CD can switch those that run with another
   * strategy. Without it, such a sync fails until somebody has patched them.
   *
   * @default true
   */
  readonly switchToRecreate?: boolean;
}

/**
 * How Argo CD applies objects: the order, derived from their kinds, and what an object needs to be applied at all.
 */
export class ArgoCdSyncWaves {
  /**
   * Annotates all objects of a construct and of those below it. Call it when they all exist; an annotation that an
   * object has already stays as it is. Tools other than Argo CD ignore the annotations.
   */
  public static apply(scope: IConstruct, options: ArgoCdSyncWavesOptions = {}): void {
    checkCall('ArgoCdSyncWaves.apply', { scope, options });
    for (const construct of scope.node.findAll()) {
      if (ApiObject.isApiObject(construct)) {
        const present = construct.metadata.toJson()?.annotations ?? {};
        Object.entries(syncAnnotations(construct.kind))
          .filter(([key]) => !(key in present))
          .forEach(([key, value]) => construct.metadata.addAnnotation(key, value));
        if (construct.kind === 'Deployment' && (options.switchToRecreate ?? true)) {
          applyClientSide(construct);
        }
      }
    }
  }

  private constructor() {}
}
