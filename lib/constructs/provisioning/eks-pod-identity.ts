import { PodIdentityAssociation } from '../../../imports/eksctl.io';

const IAM_ARN = /^arn:aws[-a-z]*:iam::(\d{12}|aws):(role|policy)\/.+/;

/**
 * What the pods of a ServiceAccount may do in AWS, without keys:
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
 */
export interface EksPodIdentity {
  /** Namespace of the ServiceAccount. */
  readonly namespace: string;

  /** Name of the ServiceAccount, which is the name of its workload. */
  readonly serviceAccountName: string;

  /**
   * An IAM role that exists.
   *
   * @default - eksctl makes one with `policyArns`
   */
  readonly roleArn?: string;

  /**
   * Policies of the role that eksctl makes.
   *
   * @default - none
   */
  readonly policyArns?: string[];
}

/** @throws when there is not exactly one of role and policies, or one is no ARN @internal */
export function podIdentityAssociation({
  namespace, serviceAccountName, roleArn, policyArns,
}: EksPodIdentity): PodIdentityAssociation {
  const subject = `pod identity of ${namespace}/${serviceAccountName}`;
  if ((roleArn === undefined) === (policyArns === undefined)) {
    throw new Error(
      `${subject} has ${roleArn === undefined ? 'neither roleArn nor' : 'both roleArn and'} policyArns; write one of them`,
    );
  }
  const malformed = [roleArn ?? [], policyArns ?? []].flat().find((arn) => !IAM_ARN.test(arn));
  if (malformed !== undefined) {
    throw new Error(
      `${subject}: '${malformed}' is not the ARN of a role or policy; write for example arn:aws:iam::123456789012:role/name`,
    );
  }
  return { namespace, serviceAccountName, roleARN: roleArn, permissionPolicyARNs: policyArns };
}
