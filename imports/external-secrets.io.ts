import { ApiObject, ApiObjectMetadata, GroupVersionKind } from 'cdk8s';
import { Construct } from 'constructs';

/** https://external-secrets.io/latest/api/externalsecret/ */
export class ExternalSecret extends ApiObject {
  public static readonly GVK: GroupVersionKind = { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret' };

  constructor(scope: Construct, id: string, props: ExternalSecretProps) {
    super(scope, id, { ...ExternalSecret.GVK, ...props });
  }
}

/** https://external-secrets.io/latest/api/secretstore/ */
export class SecretStore extends ApiObject {
  public static readonly GVK: GroupVersionKind = { apiVersion: 'external-secrets.io/v1', kind: 'SecretStore' };

  constructor(scope: Construct, id: string, props: SecretStoreProps) {
    super(scope, id, { ...SecretStore.GVK, ...props });
  }
}

export interface ExternalSecretProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: ExternalSecretSpec;
}

export interface ExternalSecretSpec {
  readonly refreshInterval?: string;
  readonly secretStoreRef: ExternalSecretStoreRef;
  readonly target: ExternalSecretTarget;
  readonly data: ExternalSecretData[];
}

export interface ExternalSecretStoreRef {
  readonly kind: string;
  readonly name: string;
}

export interface ExternalSecretTarget {
  readonly name: string;
  readonly creationPolicy?: string;
  readonly deletionPolicy?: string;
  readonly template?: ExternalSecretTemplate;
}

export interface ExternalSecretTemplate {
  readonly type?: string;
  readonly engineVersion?: string;
  readonly mergePolicy?: string;
  readonly data: { readonly [key: string]: string };
}

export interface ExternalSecretData {
  readonly secretKey: string;
  readonly remoteRef: ExternalSecretRemoteRef;
}

export interface ExternalSecretRemoteRef {
  readonly key: string;
  readonly property?: string;
  readonly conversionStrategy?: string;
  readonly decodingStrategy?: string;
  readonly metadataPolicy?: string;
}

export interface SecretStoreProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: SecretStoreSpec;
}

export interface SecretStoreSpec {
  readonly provider: SecretStoreProvider;
}

export interface SecretStoreProvider {
  readonly aws: AwsProvider;
}

export interface AwsProvider {
  readonly service: string;
  readonly region: string;
  readonly role?: string;
  readonly auth?: AwsAuth;
}

export interface AwsAuth {
  readonly jwt: AwsJwtAuth;
}

export interface AwsJwtAuth {
  readonly serviceAccountRef: ServiceAccountSelector;
}

export interface ServiceAccountSelector {
  readonly name: string;
}
