import { ApiObject, ApiObjectMetadata, GroupVersionKind } from 'cdk8s';
import { Construct } from 'constructs';

/** https://karpenter.sh/docs/concepts/nodeclasses/ */
export class EC2NodeClass extends ApiObject {
  public static readonly GVK: GroupVersionKind = { apiVersion: 'karpenter.k8s.aws/v1', kind: 'EC2NodeClass' };

  constructor(scope: Construct, id: string, props: EC2NodeClassProps) {
    super(scope, id, { ...EC2NodeClass.GVK, ...props });
  }
}

export interface EC2NodeClassProps {
  readonly metadata?: ApiObjectMetadata;
  readonly spec: EC2NodeClassSpec;
}

export interface EC2NodeClassSpec {
  readonly amiSelectorTerms: AmiSelectorTerm[];
  readonly role: string;
  readonly subnetSelectorTerms: TagSelectorTerm[];
  readonly securityGroupSelectorTerms: TagSelectorTerm[];
  readonly blockDeviceMappings?: BlockDeviceMapping[];
}

export interface AmiSelectorTerm {
  readonly alias: string;
}

export interface TagSelectorTerm {
  readonly tags: { readonly [key: string]: string };
}

export interface BlockDeviceMapping {
  readonly deviceName: string;
  readonly ebs: BlockDevice;
}

export interface BlockDevice {
  readonly volumeSize: string;
  readonly volumeType?: string;
  readonly encrypted?: boolean;
  readonly deleteOnTermination?: boolean;
}
