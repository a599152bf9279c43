/** Built-in kinds, and custom ones that produce no pods of their own; any other kind is ignored and counted. */
export const KNOWN_KINDS: ReadonlySet<string> = new Set([
  'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Pod', 'ReplicationController', 'PodTemplate', 'ControllerRevision',
  'Service', 'Ingress', 'IngressClass', 'NetworkPolicy', 'Endpoints', 'EndpointSlice', 'Gateway', 'GatewayClass', 'HTTPRoute', 'GRPCRoute',
  'ConfigMap', 'Secret', 'ServiceAccount', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding', 'Namespace', 'LimitRange', 'ResourceQuota',
  'PersistentVolume', 'PersistentVolumeClaim', 'StorageClass', 'VolumeSnapshot', 'VolumeSnapshotClass', 'CSIDriver',
  'PodDisruptionBudget', 'HorizontalPodAutoscaler', 'PriorityClass', 'RuntimeClass', 'Lease', 'Node', 'Event',
  'CustomResourceDefinition', 'APIService', 'ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration',
  'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'DeviceClass', 'ResourceClaim', 'ResourceClaimTemplate',
  'ServiceMonitor', 'PodMonitor', 'PrometheusRule', 'Probe', 'ExternalSecret', 'SecretStore', 'ClusterSecretStore', 'SealedSecret',
  'Application', 'ApplicationSet', 'AppProject', 'ScaledObject', 'TriggerAuthentication', 'Certificate', 'Issuer', 'ClusterIssuer',
]);
