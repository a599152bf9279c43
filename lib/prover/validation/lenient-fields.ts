/**
 * Where the API server differs from the document that it publishes, found by asking it:
 * test/control-plane/refused.live.test.ts changes every field of one object of each kind and compares.
 */

/** Fields that the document requires and that may be absent all the same. */
export const LENIENT_REQUIRED: ReadonlySet<string> = new Set([
  'core.v1.Sysctl.value',
  'core.v1.HTTPHeader.value',
  'core.v1.LimitRangeSpec.limits',
  'core.v1.TypedLocalObjectReference.kind',
  'core.v1.TypedLocalObjectReference.name',
  'core.v1.TypedObjectReference.kind',
  'core.v1.TypedObjectReference.name',
  'batch.v1.PodFailurePolicy.rules',
  'batch.v1.PodFailurePolicyOnPodConditionsPattern.status',
]);

/** Fields with an enum of which any other text is taken. */
export const LENIENT_ENUMS: ReadonlySet<string> = new Set([]);

/** Enums whose empty text is not read as absent: a pointer in the server's own types. */
export const NO_EMPTY_ENUMS: ReadonlySet<string> = new Set([
  'core.v1.PodSecurityContext.fsGroupChangePolicy',
  'core.v1.PodSpec.preemptionPolicy',
  'core.v1.VolumeMount.mountPropagation',
  'core.v1.PersistentVolumeClaimSpec.volumeMode',
  'core.v1.PersistentVolumeSpec.volumeMode',
  'core.v1.ServiceSpec.internalTrafficPolicy',
  'core.v1.ServiceSpec.ipFamilyPolicy',
  'batch.v1.JobSpec.podReplacementPolicy',
  'autoscaling.v2.HPAScalingRules.selectPolicy',
  'scheduling.v1.PriorityClass.preemptionPolicy',
  'discovery.v1.EndpointPort.protocol',
  'admissionregistration.v1.ValidatingWebhook.failurePolicy',
  'admissionregistration.v1.MutatingWebhook.failurePolicy',
  'admissionregistration.v1.RuleWithOperations.scope',
]);

/** Fields that are not validated at all. */
export const UNCHECKED: ReadonlySet<string> = new Set([
  'autoscaling.v2.MetricIdentifier.selector',
  // Taken from the template by the controller, which then fails.
  'batch.v1.JobTemplateSpec.metadata',
  'core.v1.PersistentVolumeClaim.metadata',
  'core.v1.PersistentVolumeClaimTemplate.metadata',
  // Labels and annotations alone are looked at.
  'core.v1.PodTemplateSpec.metadata',
]);

/** Structs that are part of their owner in the server's own types, so that what they need is missing where they are. */
export const ALWAYS_THERE: ReadonlySet<string> = new Set([
  'core.v1.PodTemplateSpec.spec',
  'core.v1.PodTemplate.template',
  'core.v1.PersistentVolumeClaim.spec',
  'batch.v1.JobTemplateSpec.spec',
]);
