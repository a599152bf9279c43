import { apiGroup } from '../kubernetes/api-group';
import { Manifest } from './manifest';

/**
 * API groups of kinds that make no pods, or only those that an adapter reads: what the API server of Kubernetes serves
 * itself, and groups of well-known custom resources. A group stands for all of its kinds.
 */
const QUIET_GROUPS: ReadonlySet<string> = new Set([
  'apps', 'batch', 'autoscaling', 'policy', 'extensions', 'admissionregistration.k8s.io', 'apiextensions.k8s.io',
  'apiregistration.k8s.io', 'authentication.k8s.io', 'authorization.k8s.io', 'certificates.k8s.io',
  'coordination.k8s.io', 'discovery.k8s.io', 'events.k8s.io', 'flowcontrol.apiserver.k8s.io',
  'internal.apiserver.k8s.io', 'networking.k8s.io', 'node.k8s.io', 'rbac.authorization.k8s.io', 'resource.k8s.io',
  'scheduling.k8s.io', 'storage.k8s.io', 'storagemigration.k8s.io', 'snapshot.storage.k8s.io',
  'groupsnapshot.storage.k8s.io', 'gateway.networking.k8s.io', 'inference.networking.k8s.io',
  'inference.networking.x-k8s.io', 'policy.networking.k8s.io', 'metrics.k8s.io', 'custom.metrics.k8s.io',
  'external.metrics.k8s.io', 'autoscaling.k8s.io', 'kueue.x-k8s.io', 'nfd.k8s-sigs.io', 'cert-manager.io',
  'acme.cert-manager.io', 'trust.cert-manager.io', 'external-secrets.io', 'generators.external-secrets.io',
  'secrets-store.csi.x-k8s.io', 'bitnami.com', 'secrets.hashicorp.com', 'onepassword.com', 'externaldns.k8s.io',
  'networking.istio.io', 'security.istio.io', 'telemetry.istio.io', 'extensions.istio.io', 'linkerd.io',
  'policy.linkerd.io', 'split.smi-spec.io', 'traefik.io', 'traefik.containo.us', 'configuration.konghq.com',
  'gateway.envoyproxy.io', 'projectcontour.io', 'gateway.nginx.org', 'k8s.nginx.org', 'appmesh.k8s.aws',
  'elbv2.k8s.aws', 'networking.gke.io', 'cloud.google.com', 'net.gke.io', 'vpcresources.k8s.aws',
  'crd.k8s.amazonaws.com', 'cilium.io', 'crd.projectcalico.org', 'projectcalico.org', 'metallb.io', 'k8s.cni.cncf.io',
  'k8s.ovn.org', 'kyverno.io', 'wgpolicyk8s.io', 'reports.kyverno.io', 'policies.kyverno.io',
  'constraints.gatekeeper.sh', 'templates.gatekeeper.sh', 'mutations.gatekeeper.sh', 'config.gatekeeper.sh',
  'expansion.gatekeeper.sh', 'externaldata.gatekeeper.sh', 'karpenter.sh', 'karpenter.k8s.aws', 'karpenter.azure.com',
  'karpenter.k8s.gcp', 'eksctl.io', 'cdk8s-nim', 'cluster.x-k8s.io', 'eks.amazonaws.com', 'source.toolkit.fluxcd.io',
  'notification.toolkit.fluxcd.io', 'image.toolkit.fluxcd.io', 'kustomize.toolkit.fluxcd.io', 'kustomize.config.k8s.io',
  'flagger.app', 'grafana.integreatly.org', 'route.openshift.io', 'image.openshift.io', 'security.openshift.io',
  'project.openshift.io', 'user.openshift.io', 'oauth.openshift.io', 'authorization.openshift.io', 'quota.openshift.io',
  'console.openshift.io', 'config.openshift.io', 'velero.io', 'reloader.stakater.com',
  'replication.storage.openshift.io', 'iam.services.k8s.aws', 's3.services.k8s.aws', 'dynamodb.services.k8s.aws',
  'rds.services.k8s.aws', 'ec2.services.k8s.aws',
]);

/** The kinds of the core group. */
const CORE_KINDS: ReadonlySet<string> = new Set([
  'Binding', 'ComponentStatus', 'ConfigMap', 'Endpoints', 'Event', 'LimitRange', 'Namespace', 'Node',
  'PersistentVolume', 'PersistentVolumeClaim', 'Pod', 'PodTemplate', 'ReplicationController', 'ResourceQuota', 'Secret',
  'Service', 'ServiceAccount',
]);

/** Kinds that make no pods although others of their group do. */
const QUIET_KINDS: ReadonlySet<string> = new Set([
  'ServiceMonitor.monitoring.coreos.com', 'PodMonitor.monitoring.coreos.com', 'PrometheusRule.monitoring.coreos.com',
  'Probe.monitoring.coreos.com', 'ScrapeConfig.monitoring.coreos.com', 'AlertmanagerConfig.monitoring.coreos.com',
  'Application.argoproj.io', 'ApplicationSet.argoproj.io', 'AppProject.argoproj.io', 'AnalysisTemplate.argoproj.io',
  'ClusterAnalysisTemplate.argoproj.io', 'AnalysisRun.argoproj.io', 'Application.app.k8s.io', 'ScaledObject.keda.sh',
  'TriggerAuthentication.keda.sh', 'ClusterTriggerAuthentication.keda.sh', 'ServingRuntime.serving.kserve.io',
  'ClusterServingRuntime.serving.kserve.io', 'ClusterStorageContainer.serving.kserve.io',
  'LLMInferenceServiceConfig.serving.kserve.io', 'Route.serving.knative.dev', 'Configuration.serving.knative.dev',
  'Revision.serving.knative.dev', 'KafkaTopic.kafka.strimzi.io', 'KafkaUser.kafka.strimzi.io', 'Role.kafka.strimzi.io',
  'ConstraintTemplate.templates.gatekeeper.sh', 'DomainMapping.serving.knative.dev', 'PodGroup.scheduling.volcano.sh',
  'Queue.scheduling.volcano.sh', 'PodGroup.scheduling.x-k8s.io', 'Instrumentation.opentelemetry.io',
  'VMServiceScrape.operator.victoriametrics.com', 'VMPodScrape.operator.victoriametrics.com',
  'VMRule.operator.victoriametrics.com', 'VMNodeScrape.operator.victoriametrics.com', 'Template.template.openshift.io',
  'MachineConfig.machineconfiguration.openshift.io', 'TrainingRuntime.trainer.kubeflow.org',
  'ClusterTrainingRuntime.trainer.kubeflow.org', 'WorkflowTemplate.argoproj.io', 'ClusterWorkflowTemplate.argoproj.io',
]);

/** Built-in kinds by the groups they are served in, so that a custom resource of the same name is not taken for one. */
const BUILT_IN_GROUPS: ReadonlySet<string> = new Set([
  '', 'apps', 'batch', 'autoscaling', 'policy', 'extensions', 'networking.k8s.io', 'rbac.authorization.k8s.io',
  'storage.k8s.io', 'node.k8s.io', 'scheduling.k8s.io', 'coordination.k8s.io', 'discovery.k8s.io', 'events.k8s.io',
  'apiextensions.k8s.io', 'apiregistration.k8s.io', 'admissionregistration.k8s.io', 'certificates.k8s.io',
  'resource.k8s.io', 'authentication.k8s.io', 'authorization.k8s.io', 'flowcontrol.apiserver.k8s.io',
  'storagemigration.k8s.io', 'internal.apiserver.k8s.io',
]);

/** Names of built-in kinds that custom resources use as well. */
const SHARED_NAMES: ReadonlySet<string> = new Set([
  'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Pod', 'Service', 'Ingress',
  'NetworkPolicy', 'Secret', 'ConfigMap', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding', 'Node',
  'Namespace', 'Event', 'Endpoints', 'EndpointSlice', 'IngressClass', 'PodDisruptionBudget', 'ServiceAccount',
  'PriorityClass', 'RuntimeClass', 'ResourceQuota', 'LimitRange', 'PersistentVolume', 'PersistentVolumeClaim',
  'StorageClass', 'HorizontalPodAutoscaler', 'ReplicationController', 'PodTemplate', 'Lease',
]);

/** Whether the API server of Kubernetes serves an object's type itself. */
export function isBuiltIn(manifest: Manifest): boolean {
  return BUILT_IN_GROUPS.has(groupOf(manifest));
}

/** The API group of an object. */
export function groupOf({ apiVersion }: Manifest): string {
  return apiGroup(apiVersion);
}

/**
 * The name of an object's type: its kind, and its group behind it where a custom resource bears the name of a built-in
 * kind (`Service.serving.knative.dev`).
 */
export function typeOf(manifest: Manifest): string {
  return typeName(manifest.kind, groupOf(manifest));
}

/** The names of a kind that is served in several groups. */
export function typeNames(kind: string, groups: readonly string[]): string[] {
  return [...new Set(groups.map((group) => typeName(kind, group)))];
}

function typeName(kind: string, group: string): string {
  return SHARED_NAMES.has(kind) && !BUILT_IN_GROUPS.has(group) ? `${kind}.${group}` : kind;
}

/** An object that forgot its apiVersion is still known by its kind. */
function isCoreKind(kind: string): boolean {
  return CORE_KINDS.has(kind) || SHARED_NAMES.has(kind);
}

/** Whether objects of this type are known to make no pods, or only pods that are read otherwise. */
export function isQuiet(manifest: Manifest): boolean {
  const group = groupOf(manifest);
  return group === ''
    ? isCoreKind(manifest.kind)
    : QUIET_GROUPS.has(group) || QUIET_KINDS.has(`${manifest.kind}.${group}`);
}
