import { ApiObject } from 'cdk8s';

/** Kinds whose objects belong to no namespace, whatever the chart says. */
const CLUSTER_SCOPED = new Set([
  'APIService', 'CertificateSigningRequest', 'ClusterRole', 'ClusterRoleBinding', 'CSIDriver', 'CSINode', 'CustomResourceDefinition', 'FlowSchema',
  'IngressClass', 'MutatingWebhookConfiguration', 'Namespace', 'Node', 'PersistentVolume', 'PriorityClass', 'PriorityLevelConfiguration',
  'RuntimeClass', 'StorageClass', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration',
  'VolumeAttachment',
]);

/** Objects that `kubectl apply` would overwrite with each other; cdk8s writes both without a word. */
export function duplicateObjects(objects: ApiObject[]): string[] {
  const first = new Map<string, ApiObject>();
  const errors: string[] = [];
  for (const object of objects) {
    const namespace = CLUSTER_SCOPED.has(object.kind) ? undefined : object.metadata.namespace;
    const subject = `${object.kind} ${namespace ? `${namespace}/` : ''}${object.name}`;
    const key = `${object.apiGroup} ${subject}`;
    const other = first.get(key);
    if (other) {
      errors.push(`${object.node.path}: ${subject} exists already at ${other.node.path}; give one of them another name`);
    } else {
      first.set(key, object);
    }
  }
  return errors;
}
