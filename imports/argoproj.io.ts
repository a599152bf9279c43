import { ApiObject, ApiObjectMetadata, GroupVersionKind } from 'cdk8s';
import { Construct } from 'constructs';

/** https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#applications */
export class Application extends ApiObject {
  public static readonly GVK: GroupVersionKind = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' };

  constructor(scope: Construct, id: string, props: ApplicationProps) {
    super(scope, id, { ...Application.GVK, ...props });
  }
}

/** https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/ */
export class ApplicationSet extends ApiObject {
  public static readonly GVK: GroupVersionKind = { apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet' };

  constructor(scope: Construct, id: string, props: ApplicationSetProps) {
    super(scope, id, { ...ApplicationSet.GVK, ...props });
  }
}

/** https://argo-cd.readthedocs.io/en/stable/user-guide/projects/ */
export class AppProject extends ApiObject {
  public static readonly GVK: GroupVersionKind = { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject' };

  constructor(scope: Construct, id: string, props: AppProjectProps) {
    super(scope, id, { ...AppProject.GVK, ...props });
  }
}

export interface ApplicationProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: ApplicationSpec;
}

export interface ApplicationSpec {
  readonly project: string;
  readonly source: ApplicationSource;
  readonly destination: ApplicationDestination;
  readonly ignoreDifferences?: IgnoreDifference[];
  readonly syncPolicy?: SyncPolicy;
}

export interface IgnoreDifference {
  readonly group?: string;
  readonly kind: string;
  readonly name?: string;
  readonly jsonPointers?: string[];
  readonly jqPathExpressions?: string[];
  readonly managedFieldsManagers?: string[];
}

export interface ApplicationSource {
  readonly repoURL: string;
  readonly targetRevision?: string;
  readonly path?: string;
  readonly directory?: ApplicationSourceDirectory;
}

export interface ApplicationSourceDirectory {
  readonly recurse?: boolean;
}

export interface ApplicationDestination {
  readonly server?: string;
  readonly name?: string;
  readonly namespace?: string;
}

export interface SyncPolicy {
  readonly automated?: SyncPolicyAutomated;
  readonly syncOptions?: string[];
  readonly retry?: RetryStrategy;
}

export interface SyncPolicyAutomated {
  readonly prune?: boolean;
  readonly selfHeal?: boolean;
  readonly allowEmpty?: boolean;
}

export interface RetryStrategy {
  readonly limit?: number;
  readonly backoff?: RetryBackoff;
  readonly refresh?: boolean;
}

export interface RetryBackoff {
  readonly duration?: string;
  readonly factor?: number;
  readonly maxDuration?: string;
}

export interface ApplicationSetProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: ApplicationSetSpec;
}

export interface ApplicationSetSpec {
  readonly goTemplate?: boolean;
  readonly goTemplateOptions?: string[];
  readonly generators: ApplicationSetGenerator[];
  readonly strategy?: ApplicationSetStrategy;
  readonly template: ApplicationSetTemplate;
  readonly syncPolicy?: ApplicationSetSyncPolicy;
}

export interface ApplicationSetGenerator {
  readonly list: ListGenerator;
}

export interface ListGenerator {
  readonly elements: { readonly [key: string]: string }[];
}

export interface ApplicationSetStrategy {
  readonly type: string;
  readonly rollingSync?: ApplicationSetRolloutStrategy;
}

export interface ApplicationSetRolloutStrategy {
  readonly steps: ApplicationSetRolloutStep[];
}

export interface ApplicationSetRolloutStep {
  readonly matchExpressions: ApplicationMatchExpression[];
}

export interface ApplicationMatchExpression {
  readonly key: string;
  readonly operator: string;
  readonly values: string[];
}

export interface ApplicationSetTemplate {
  readonly metadata: ApplicationSetTemplateMeta;
  readonly spec: ApplicationSpec;
}

export interface ApplicationSetTemplateMeta {
  readonly name: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  readonly finalizers?: string[];
}

export interface ApplicationSetSyncPolicy {
  readonly preserveResourcesOnDeletion?: boolean;
}

export interface AppProjectProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: AppProjectSpec;
}

export interface AppProjectSpec {
  readonly description?: string;
  readonly sourceRepos: string[];
  readonly destinations: ApplicationDestination[];
  readonly clusterResourceWhitelist?: GroupKind[];
  readonly namespaceResourceWhitelist?: GroupKind[];
  readonly namespaceResourceBlacklist?: GroupKind[];
  readonly syncWindows?: SyncWindow[];
}

export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

export interface SyncWindow {
  readonly kind: string;
  readonly schedule: string;
  readonly duration: string;
  readonly applications?: string[];
  readonly manualSync?: boolean;
  readonly timeZone?: string;
}
