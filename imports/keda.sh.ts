import { ApiObject, ApiObjectMetadata, GroupVersionKind } from 'cdk8s';
import { Construct } from 'constructs';

/** https://keda.sh/docs/latest/reference/scaledobject-spec/ */
export class ScaledObject extends ApiObject {
  public static readonly GVK: GroupVersionKind = { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject' };

  constructor(scope: Construct, id: string, props: ScaledObjectProps) {
    super(scope, id, { ...ScaledObject.GVK, ...props });
  }
}

export interface ScaledObjectProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: ScaledObjectSpec;
}

export interface ScaledObjectSpec {
  readonly scaleTargetRef: { readonly apiVersion: string; readonly kind: string; readonly name: string };
  readonly minReplicaCount: number;
  readonly maxReplicaCount: number;
  readonly pollingInterval?: number;
  readonly cooldownPeriod?: number;
  readonly advanced?: { readonly horizontalPodAutoscalerConfig: { readonly behavior: object } };
  readonly triggers: ScaledObjectTrigger[];
}

export interface ScaledObjectTrigger {
  readonly type: string;
  readonly metadata: { readonly [key: string]: string };
  readonly metricType?: string;
  readonly authenticationRef?: { readonly name: string };
}
