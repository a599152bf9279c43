import { ApiObject, ApiObjectMetadata, GroupVersionKind } from 'cdk8s';
import { Construct } from 'constructs';

/**
 * Shaped like a Kubernetes object, but read by eksctl and by no API server.
 * https://eksctl.io/usage/schema/
 */
export class ClusterConfig extends ApiObject {
  public static readonly GVK: GroupVersionKind = { apiVersion: 'eksctl.io/v1alpha5', kind: 'ClusterConfig' };

  constructor(scope: Construct, id: string, props: ClusterConfigProps) {
    super(scope, id, { ...ClusterConfig.GVK, ...props });
  }
}

export interface ClusterConfigProps {
  readonly metadata: ClusterMeta;
  readonly availabilityZones?: string[];
  readonly autoModeConfig?: AutoModeConfig;
  readonly iam?: ClusterIam;
  readonly addons?: Addon[];
  readonly addonsConfig?: AddonsConfig;
  readonly managedNodeGroups?: ManagedNodeGroup[];
}

export interface ClusterMeta extends ApiObjectMetadata {
  readonly region: string;
  readonly version?: string;
  readonly tags?: { readonly [key: string]: string };
}

export interface AutoModeConfig {
  readonly enabled: boolean;
}

export interface ClusterIam {
  readonly withOIDC?: boolean;
  readonly podIdentityAssociations?: PodIdentityAssociation[];
}

export interface PodIdentityAssociation {
  readonly namespace: string;
  readonly serviceAccountName: string;
  readonly roleARN?: string;
  readonly permissionPolicyARNs?: string[];
}

export interface Addon {
  readonly name: string;
  readonly version?: string;
  /** JSON text. */
  readonly configurationValues?: string;
}

export interface AddonsConfig {
  readonly autoApplyPodIdentityAssociations?: boolean;
}

export interface ManagedNodeGroup {
  readonly name: string;
  readonly amiFamily?: string;
  readonly instanceType: string;
  readonly minSize: number;
  readonly desiredCapacity: number;
  readonly maxSize: number;
  readonly volumeSize?: number;
  readonly volumeType?: string;
  readonly volumeEncrypted?: boolean;
  readonly availabilityZones?: string[];
  readonly privateNetworking?: boolean;
  readonly labels?: { readonly [key: string]: string };
  readonly taints?: NodeGroupTaint[];
  readonly updateConfig?: NodeGroupUpdateConfig;
  readonly iam?: NodeGroupIam;
  readonly propagateASGTags?: boolean;
  readonly tags?: { readonly [key: string]: string };
}

export interface NodeGroupIam {
  readonly withAddonPolicies: { readonly autoScaler: boolean };
}

export interface NodeGroupTaint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

export interface NodeGroupUpdateConfig {
  readonly maxUnavailable: number;
}
