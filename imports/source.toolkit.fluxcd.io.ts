import { ApiObject, ApiObjectMetadata, GroupVersionKind } from 'cdk8s';
import { Construct } from 'constructs';

/** https://fluxcd.io/flux/components/source/gitrepositories/ */
export class GitRepository extends ApiObject {
  public static readonly GVK: GroupVersionKind = { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'GitRepository' };

  constructor(scope: Construct, id: string, props: GitRepositoryProps) {
    super(scope, id, { ...GitRepository.GVK, ...props });
  }
}

export interface GitRepositoryProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: GitRepositorySpec;
}

export interface GitRepositorySpec {
  readonly url: string;
  readonly interval: string;
  readonly ref?: GitRepositoryRef;
  readonly secretRef?: GitRepositorySecretRef;
}

export interface GitRepositoryRef {
  readonly branch?: string;
}

export interface GitRepositorySecretRef {
  readonly name: string;
}
