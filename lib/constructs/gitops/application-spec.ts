import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { ApplicationDestination, ApplicationSpec } from '../../../imports/argoproj.io';

/** Makes Argo CD delete the objects of an Application before the Application itself. */
const RESOURCES_FINALIZER = 'resources-finalizer.argocd.argoproj.io';

/** What the spec of an Application is made of. */
export interface ApplicationSource {
  readonly project: string;
  readonly repoUrl: string;
  readonly targetRevision: string;
  readonly path: string;
  readonly destination: ApplicationDestination;
  readonly automated: boolean;
}

/** The spec of an Application. */
export function applicationSpec(resolved: ApplicationSource): ApplicationSpec {
  const { project, repoUrl, targetRevision, path, destination, automated } = resolved;
  return {
    project,
    source: { repoURL: repoUrl, targetRevision, path, directory: { recurse: true } },
    destination,
    syncPolicy: {
      // An empty folder is a failed synth far more often than the end of an environment.
      automated: automated ? { prune: true, selfHeal: true, allowEmpty: false } : undefined,
      syncOptions: [
        'ServerSideApply=true',
        // The CustomResourceDefinition of a ServiceMonitor or ExternalSecret may come with another Application.
        'SkipDryRunOnMissingResource=true',
        // What replaces an object is healthy before the old one goes.
        'PruneLast=true',
      ],
      // Refresh: without it, a retry applies the broken commit again while its fix waits
      // (https://github.com/argoproj/argo-cd/issues/11494).
      retry: { limit: 5, backoff: { duration: '30s', factor: 2, maxDuration: '5m' }, refresh: true },
    },
  };
}

/** Finalizers of an Application. */
export function finalizers(cascadeDelete: boolean): string[] | undefined {
  return cascadeDelete ? [RESOURCES_FINALIZER] : undefined;
}

/** Namespace of the objects of a construct, which is that of Argo CD unless the chart says otherwise. */
export function argoCdNamespace(scope: IConstruct): string {
  return Chart.of(scope).namespace ?? 'argocd';
}
