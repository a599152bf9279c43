import { autoscalerTargetMissing } from './autoscaler-target-missing';
import { claimMissing } from './claim-missing';
import { configMapMissing } from './config-map-missing';
import { disruptionBudgetNeverAllowsEviction } from './disruption-budget-never-allows-eviction';
import { disruptionBudgetSelectsNoPod } from './disruption-budget-selects-no-pod';
import { drainHasNowhereToGo } from './drain-has-nowhere-to-go';
import { duplicateObject } from './duplicate-object';
import { extendedResourceRequestDiffersFromLimit } from './extended-resource-request-differs-from-limit';
import { headlessServiceMissing } from './headless-service-missing';
import { imagePullSecretMissing } from './image-pull-secret-missing';
import { ingressBackendMissing } from './ingress-backend-missing';
import { livenessWithoutStartupProbe } from './liveness-without-startup-probe';
import { memoryVolumeExceedsMemoryLimit } from './memory-volume-exceeds-memory-limit';
import { networkPolicyPeerSelectsNoPod } from './network-policy-peer-selects-no-pod';
import { networkPolicyPortMissing } from './network-policy-port-missing';
import { networkPolicySelectsNoPod } from './network-policy-selects-no-pod';
import { noSurgeAndNoneUnavailable } from './no-surge-and-none-unavailable';
import { nodeSelectorMatchesNoPool } from './node-selector-matches-no-pool';
import { orderedReadyBlocksRollback } from './ordered-ready-blocks-rollback';
import { podsDoNotFitCluster } from './pods-do-not-fit-cluster';
import { probePortMissing } from './probe-port-missing';
import { progressDeadlineBelowStartupBudget } from './progress-deadline-below-startup-budget';
import { replicasBesideAutoscaler } from './replicas-beside-autoscaler';
import { replicasShareReadWriteOnceClaim } from './replicas-share-read-write-once-claim';
import { requestsFitNoNode } from './requests-fit-no-node';
import { requiredFieldMissing } from './required-field-missing';
import { rollingUpdateFieldsWithoutRollingUpdate } from './rolling-update-fields-without-rolling-update';
import { Rule } from './rule';
import { secretMissing } from './secret-missing';
import { selectorDoesNotMatchTemplate } from './selector-does-not-match-template';
import { serviceAccountMissing } from './service-account-missing';
import { serviceSelectsNoPod } from './service-selects-no-pod';
import { serviceTargetPortMissing } from './service-target-port-missing';
import { severalDisruptionBudgets } from './several-disruption-budgets';
import { sharedMemoryTooSmall } from './shared-memory-too-small';
import { spreadStuckWhileRolling } from './spread-stuck-while-rolling';
import { startupBudgetBelowLoadTime } from './startup-budget-below-load-time';
import { surgeOnReadWriteOnceClaim } from './surge-on-read-write-once-claim';
import { surgeWithRequiredAntiAffinity } from './surge-with-required-anti-affinity';
import { updateCannotFinish } from './update-cannot-finish';
import { volumeMissing } from './volume-missing';
import { volumeZoneHasNoNode } from './volume-zone-has-no-node';

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
  volumeZoneHasNoNode,
  replicasShareReadWriteOnceClaim,
  extendedResourceRequestDiffersFromLimit,
  sharedMemoryTooSmall,
  memoryVolumeExceedsMemoryLimit,
  // References
  secretMissing,
  configMapMissing,
  imagePullSecretMissing,
  claimMissing,
  volumeMissing,
  serviceAccountMissing,
  serviceSelectsNoPod,
  serviceTargetPortMissing,
  probePortMissing,
  ingressBackendMissing,
  autoscalerTargetMissing,
  headlessServiceMissing,
  selectorDoesNotMatchTemplate,
  networkPolicySelectsNoPod,
  networkPolicyPeerSelectsNoPod,
  networkPolicyPortMissing,
  // Form
  duplicateObject,
  requiredFieldMissing,
];
