import { ApiObject, ApiObjectMetadata, GroupVersionKind } from 'cdk8s';
import { Construct } from 'constructs';

/** https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.Certificate */
export class Certificate extends ApiObject {
  public static readonly GVK: GroupVersionKind = { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' };

  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id, { ...Certificate.GVK, ...props });
  }
}

export interface CertificateProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: CertificateSpec;
}

export interface CertificateSpec {
  readonly secretName: string;
  readonly dnsNames: string[];
  readonly issuerRef: { readonly group?: string; readonly kind?: string; readonly name: string };
}
