import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { ApplicationDestination, ApplicationSpec } from '../../../imports/argoproj.io';
import { ignoreDifference } from './argo-cd-ignore-difference';
import { subscriptions } from './argo-cd-notification';
import { checkObjectName } from '../../kubernetes/names';
import { qualifiedNameFault } from '../../prover/validation';
import { checkOwnLabels } from '../workload/own-labels';
import { ArgoCdSourceProps } from './argo-cd-source-props';
import { checkRepoUrl } from './git-source';

/** Makes Argo CD delete the objects of an Application before the Application itself. */
const RESOURCES_FINALIZER = 'resources-finalizer.argocd.argoproj.io';

const SYNC_OPTIONS = [
  'ServerSideApply=true',
  // The CustomResourceDefinition of a ServiceMonitor or ExternalSecret may come with another Application.
  'SkipDryRunOnMissingResource=true',
  // What replaces an object is healthy before the old one goes.
  'PruneLast=true',
];

/** Without it, what is ignored is only not compared, and each sync writes it all the same. */
const RESPECT_IGNORED = 'RespectIgnoreDifferences=true';

/** What differs between the Applications of one source. */
export interface ApplicationTarget {
  readonly targetRevision: string;
  readonly path: string;
  readonly destination: ApplicationDestination;
}

/** The spec of an Application. @throws when a sync option or an ignored difference has no valid form */
export function applicationSpec(source: ArgoCdSourceProps, target: ApplicationTarget): ApplicationSpec {
  const { project = 'default', repoUrl, automated = true, ignoreDifferences = [] } = source;
  const { targetRevision, path, destination } = target;
  return {
    project: checkObjectName('project', project),
    source: { repoURL: checkRepoUrl(repoUrl), targetRevision, path, directory: { recurse: true } },
    destination,
    ignoreDifferences: ignoreDifferences.length > 0 ? ignoreDifferences.map(ignoreDifference) : undefined,
    syncPolicy: {
      // An empty folder is a failed synth far more often than the end of an environment.
      automated: automated ? { prune: true, selfHeal: true, allowEmpty: false } : undefined,
      syncOptions: syncOptions([
        ...SYNC_OPTIONS, ...(ignoreDifferences.length > 0 ? [RESPECT_IGNORED] : []), ...(source.syncOptions ?? []),
      ]),
      // Refresh: without it, a retry applies the broken commit again while its fix waits
      // (https://github.com/argoproj/argo-cd/issues/11494).
      retry: { limit: 5, backoff: { duration: '30s', factor: 2, maxDuration: '5m' }, refresh: true },
    },
  };
}

/** Each option once, by the last of its values. */
function syncOptions(options: string[]): string[] {
  const wrong = options.find((option) => !/^\w+=\w+$/.test(option));
  if (wrong !== undefined) {
    throw new Error(`sync option '${wrong}' is not <name>=<value>; write for example FailOnSharedResource=true`);
  }
  return [...new Map(options.map((option) => [option.split('=')[0], option])).values()];
}

/**
 * Labels, annotations and finalizers of an Application.
 *
 * @param own labels that the construct writes
 * @throws when the API server would refuse one, or a notification has no recipients
 */
export function applicationMetadata(
  source: ArgoCdSourceProps, own: { readonly [key: string]: string } = {},
): ApplicationMetadata {
  checkOwnLabels('labels', source.labels, own);
  for (const key of Object.keys(source.annotations ?? {})) {
    const fault = qualifiedNameFault(key.toLowerCase());
    if (fault !== undefined) {
      throw new Error(`annotations has the key '${key}', which ${fault}; write one that the API server takes`);
    }
  }
  const annotations = { ...source.annotations, ...subscriptions(source.notifications ?? []) };
  return {
    labels: source.labels,
    annotations: Object.keys(annotations).length > 0 ? annotations : undefined,
    finalizers: source.cascadeDelete ? [RESOURCES_FINALIZER] : undefined,
  };
}

/** What an Application and the template of an ApplicationSet have besides a name. */
export interface ApplicationMetadata {
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  readonly finalizers?: string[];
}

/** Namespace of the objects of a construct, which is that of Argo CD unless the chart says otherwise. */
export function argoCdNamespace(scope: IConstruct): string {
  return Chart.of(scope).namespace ?? 'argocd';
}
