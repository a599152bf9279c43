import { ApiObject, ApiObjectMetadata, GroupVersionKind } from 'cdk8s';
import { Construct } from 'constructs';

/** https://fluxcd.io/flux/components/kustomize/kustomizations/ */
export class Kustomization extends ApiObject {
  public static readonly GVK: GroupVersionKind = { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization' };

  constructor(scope: Construct, id: string, props: KustomizationProps) {
    super(scope, id, { ...Kustomization.GVK, ...props });
  }
}

export interface KustomizationProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: KustomizationSpec;
}

export interface KustomizationSpec {
  readonly sourceRef: KustomizationSourceRef;
  readonly path: string;
  readonly prune: boolean;
  readonly interval: string;
  readonly retryInterval?: string;
  readonly timeout?: string;
  readonly wait?: boolean;
  readonly dependsOn?: KustomizationDependency[];
}

export interface KustomizationSourceRef {
  readonly kind: string;
  readonly name: string;
}

export interface KustomizationDependency {
  readonly name: string;
}
