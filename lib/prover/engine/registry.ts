import { apiVersionNotServed } from '../rules/api-version-not-served';
import { autoscalerTargetMissing } from '../rules/autoscaler-target-missing';
import { claimMissing } from '../rules/claim-missing';
import { configMapMissing } from '../rules/config-map-missing';
import { disruptionBudgetNeverAllowsEviction } from '../rules/disruption-budget-never-allows-eviction';
import { disruptionBudgetSelectsNoPod } from '../rules/disruption-budget-selects-no-pod';
import { drainHasNowhereToGo } from '../rules/drain-has-nowhere-to-go';
import { duplicateObject } from '../rules/duplicate-object';
import { extendedResourceRequestDiffersFromLimit } from '../rules/extended-resource-request-differs-from-limit';
import { extensionServiceMissing } from '../rules/extension-service-missing';
import { headlessServiceMissing } from '../rules/headless-service-missing';
import { imageNameInvalid } from '../rules/image-name-invalid';
import { imagePullSecretMissing } from '../rules/image-pull-secret-missing';
import { ingressBackendMissing } from '../rules/ingress-backend-missing';
import { livenessWithoutStartupProbe } from '../rules/liveness-without-startup-probe';
import { memoryVolumeExceedsMemoryLimit } from '../rules/memory-volume-exceeds-memory-limit';
import { modelExceedsGpuMemory } from '../rules/model-exceeds-gpu-memory';
import { monitorSelectsNothing } from '../rules/monitor-selects-nothing';
import { roleMissing } from '../rules/role-missing';
import { proxyBackendMissing } from '../rules/proxy-backend-missing';
import { routeBackendMissing } from '../rules/route-backend-missing';
import { networkPolicyPeerSelectsNoPod } from '../rules/network-policy-peer-selects-no-pod';
import { networkPolicyPortMissing } from '../rules/network-policy-port-missing';
import { networkPolicySelectsNoPod } from '../rules/network-policy-selects-no-pod';
import { noSurgeAndNoneUnavailable } from '../rules/no-surge-and-none-unavailable';
import { nodeSelectorMatchesNoPool } from '../rules/node-selector-matches-no-pool';
import { objectRefused } from '../rules/object-refused';
import { orderedReadyBlocksRollback } from '../rules/ordered-ready-blocks-rollback';
import { podsDoNotFitCluster } from '../rules/pods-do-not-fit-cluster';
import { podsNotCounted } from '../rules/pods-not-counted';
import { probePortMissing } from '../rules/probe-port-missing';
import { progressDeadlineBelowStartupBudget } from '../rules/progress-deadline-below-startup-budget';
import { replicasBesideAutoscaler } from '../rules/replicas-beside-autoscaler';
import { replicasShareReadWriteOnceClaim } from '../rules/replicas-share-read-write-once-claim';
import { requestsFitNoNode } from '../rules/requests-fit-no-node';
import { requiredFieldMissing } from '../rules/required-field-missing';
import { rollingUpdateFieldsWithoutRollingUpdate } from '../rules/rolling-update-fields-without-rolling-update';
import { requestExceedsLimit } from '../rules/request-exceeds-limit';
import { limitRangeRefusesClaim } from '../rules/limit-range-refuses-claim';
import { limitRangeRefusesPod } from '../rules/limit-range-refuses-pod';
import { podSecurityRefusesPod } from '../rules/pod-security-refuses-pod';
import { policyNotEvaluated } from '../rules/policy-not-evaluated';
import { priorityClassRefusesPod } from '../rules/priority-class-refuses-pod';
import { routeParentMissing } from '../rules/route-parent-missing';
import { runtimeClassRefusesPod } from '../rules/runtime-class-refuses-pod';
import { quotaNeedsAmounts } from '../rules/quota-needs-amounts';
import { quotaBlocksSurge } from '../rules/quota-blocks-surge';
import { quotaRefusesObject } from '../rules/quota-refuses-object';
import { quotaTooSmall } from '../rules/quota-too-small';
import { Rule } from './rule';
import { secretInPlainText } from '../rules/secret-in-plain-text';
import { secretMissing } from '../rules/secret-missing';
import { selectorDoesNotMatchTemplate } from '../rules/selector-does-not-match-template';
import { serverRefusesObject } from '../rules/server-refuses-object';
import { serverRefusesPods } from '../rules/server-refuses-pods';
import { serviceAccountMissing } from '../rules/service-account-missing';
import { serviceSelectsNoPod } from '../rules/service-selects-no-pod';
import { serviceTargetPortMissing } from '../rules/service-target-port-missing';
import { severalDisruptionBudgets } from '../rules/several-disruption-budgets';
import { volumeWithoutSource } from '../rules/volume-without-source';
import { sharedMemoryTooSmall } from '../rules/shared-memory-too-small';
import { spreadStuckWhileRolling } from '../rules/spread-stuck-while-rolling';
import { startupBudgetBelowLoadTime } from '../rules/startup-budget-below-load-time';
import { surgeOnReadWriteOnceClaim } from '../rules/surge-on-read-write-once-claim';
import { surgeWithRequiredAntiAffinity } from '../rules/surge-with-required-anti-affinity';
import { triggerAuthenticationMissing } from '../rules/trigger-authentication-missing';
import { unknownField } from '../rules/unknown-field';
import { updateCannotFinish } from '../rules/update-cannot-finish';
import { immutableField } from '../rules/immutable-field';
import { strategyNotSwitchedByServerSideApply } from '../rules/strategy-not-switched-by-server-side-apply';
import { volumeMissing } from '../rules/volume-missing';
import { volumeZoneHasNoNode } from '../rules/volume-zone-has-no-node';
import { workloadsShareReadWriteOnceClaim } from '../rules/workloads-share-read-write-once-claim';

/** Every rule, in the order of the documentation. */
export const RULES: readonly Rule[] = [
  // Updates
  updateCannotFinish,
  surgeOnReadWriteOnceClaim,
  surgeWithRequiredAntiAffinity,
  spreadStuckWhileRolling,
  noSurgeAndNoneUnavailable,
  rollingUpdateFieldsWithoutRollingUpdate,
  orderedReadyBlocksRollback,
  replicasBesideAutoscaler,
  // Start
  progressDeadlineBelowStartupBudget,
  livenessWithoutStartupProbe,
  startupBudgetBelowLoadTime,
  // Drains
  drainHasNowhereToGo,
  disruptionBudgetNeverAllowsEviction,
  severalDisruptionBudgets,
  disruptionBudgetSelectsNoPod,
  // Resources
  requestsFitNoNode,
  nodeSelectorMatchesNoPool,
  podsDoNotFitCluster,
  podsNotCounted,
  volumeZoneHasNoNode,
  replicasShareReadWriteOnceClaim,
  workloadsShareReadWriteOnceClaim,
  extendedResourceRequestDiffersFromLimit,
  modelExceedsGpuMemory,
  volumeWithoutSource,
  sharedMemoryTooSmall,
  memoryVolumeExceedsMemoryLimit,
  // Admission
  requestExceedsLimit,
  limitRangeRefusesPod,
  limitRangeRefusesClaim,
  quotaBlocksSurge,
  quotaTooSmall,
  quotaRefusesObject,
  quotaNeedsAmounts,
  podSecurityRefusesPod,
  priorityClassRefusesPod,
  runtimeClassRefusesPod,
  policyNotEvaluated,
  serverRefusesPods,
  // Change
  immutableField,
  strategyNotSwitchedByServerSideApply,
  // References
  secretMissing,
  configMapMissing,
  imageNameInvalid,
  imagePullSecretMissing,
  claimMissing,
  volumeMissing,
  serviceAccountMissing,
  roleMissing,
  serviceSelectsNoPod,
  serviceTargetPortMissing,
  extensionServiceMissing,
  probePortMissing,
  ingressBackendMissing,
  routeBackendMissing,
  proxyBackendMissing,
  routeParentMissing,
  monitorSelectsNothing,
  autoscalerTargetMissing,
  triggerAuthenticationMissing,
  headlessServiceMissing,
  selectorDoesNotMatchTemplate,
  networkPolicySelectsNoPod,
  networkPolicyPeerSelectsNoPod,
  networkPolicyPortMissing,
  // Form
  secretInPlainText,
  duplicateObject,
  requiredFieldMissing,
  objectRefused,
  serverRefusesObject,
  unknownField,
  apiVersionNotServed,
];
