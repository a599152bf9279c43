import { ApiObject, ApiObjectMetadata, GroupVersionKind } from 'cdk8s';
import { Construct } from 'constructs';

/** https://github.com/bitnami-labs/sealed-secrets */
export class SealedSecret extends ApiObject {
  public static readonly GVK: GroupVersionKind = { apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret' };

  constructor(scope: Construct, id: string, props: SealedSecretProps) {
    super(scope, id, { ...SealedSecret.GVK, ...props });
  }
}

export interface SealedSecretProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: SealedSecretSpec;
}

export interface SealedSecretSpec {
  readonly encryptedData: { readonly [key: string]: string };
  readonly template?: SealedSecretTemplate;
}

export interface SealedSecretTemplate {
  readonly type?: string;
  readonly metadata?: ApiObjectMetadata;
}
