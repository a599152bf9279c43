import { ApiObject, ApiObjectMetadata, GroupVersionKind } from 'cdk8s';
import { Construct } from 'constructs';

/** https://karpenter.sh/docs/concepts/nodepools/ */
export class NodePool extends ApiObject {
  public static readonly GVK: GroupVersionKind = { apiVersion: 'karpenter.sh/v1', kind: 'NodePool' };

  constructor(scope: Construct, id: string, props: NodePoolProps) {
    super(scope, id, { ...NodePool.GVK, ...props });
  }
}

export interface NodePoolProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: NodePoolSpec;
}

export interface NodePoolSpec {
  readonly template: NodeClaimTemplate;
  readonly disruption?: Disruption;
  /** Quantities by resource name; what the nodes of the pool may have together. */
  readonly limits?: { readonly [resource: string]: string };
}

export interface NodeClaimTemplate {
  readonly metadata?: NodeClaimTemplateMetadata;
  readonly spec: NodeClaimTemplateSpec;
}

export interface NodeClaimTemplateMetadata {
  readonly labels?: { readonly [key: string]: string };
}

export interface NodeClaimTemplateSpec {
  readonly requirements: NodeSelectorRequirement[];
  readonly nodeClassRef: NodeClassReference;
  readonly taints?: NodeTaint[];
  readonly expireAfter?: string;
}

export interface NodeSelectorRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values: string[];
}

export interface NodeClassReference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

export interface NodeTaint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

export interface Disruption {
  readonly consolidationPolicy?: string;
  readonly consolidateAfter?: string;
  readonly budgets?: DisruptionBudget[];
}

export interface DisruptionBudget {
  readonly nodes: string;
}
