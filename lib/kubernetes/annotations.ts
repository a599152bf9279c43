/** Prefix of the annotations that the constructs write. */
export const ANNOTATION_PREFIX = 'cdk8s-nim/';

/** Seconds a container may take to start; written on the Deployment or StatefulSet, read by tools that wait. */
export const STARTUP_BUDGET_ANNOTATION = 'cdk8s-nim/startup-budget-seconds';

/** Seconds after which a rollout of all replicas has failed; what to give to `kubectl rollout status --timeout`. */
export const ROLLOUT_TIMEOUT_ANNOTATION = 'cdk8s-nim/rollout-timeout-seconds';

/** Digest of the ConfigMaps a pod reads, so that a changed configuration replaces the pods. */
export const CONFIG_CHECKSUM_ANNOTATION = 'cdk8s-nim/config-checksum';

/**
 * Volumes whose loss is no reason for the cluster autoscaler to keep a node:
 * https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md
 */
export const SAFE_TO_EVICT_ANNOTATION = 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes';

/**
 * Comma-separated names of Secrets that exist in the namespace of the object (of a Namespace: in itself) without being
 * among the manifests.
 */
export const DECLARED_SECRETS_ANNOTATION = 'cdk8s-nim/declared-secrets';

/**
 * GiB of GPU memory that one copy of the model of a workload needs, on the Deployment or StatefulSet; where the image
 * does not tell.
 */
export const GPU_MEMORY_ANNOTATION = 'cdk8s-nim/gpu-memory-gib';

/**
 * What a node costs per hour, on Node objects and the labels of node groups, in whatever currency the reader thinks in:
 * `1.212`.
 */
export const COST_PER_HOUR_LABEL = 'cdk8s-nim/cost-per-hour';

/**
 * Environment variables of the pods that look like secrets and are none, on the object that makes the pods, each with
 * its reason: `OPENAI_API_KEY: the server accepts any key; MAX_NEW_TOKEN: a count`.
 */
export const NOT_SECRET_ANNOTATION = 'cdk8s-nim/not-secret';

/**
 * Seconds that callers of a workload may wait for its first pod when it has been scaled to none, on the ScaledObject.
 */
export const COLD_START_ANNOTATION = 'cdk8s-nim/cold-start-seconds';

/** Why a workload has no NetworkPolicy, on the object that makes its pods. */
export const NO_NETWORK_POLICY_ANNOTATION = 'cdk8s-nim/no-network-policy';

/** Why a workload has no PodDisruptionBudget, on the object that makes its pods. */
export const NO_DISRUPTION_BUDGET_ANNOTATION = 'cdk8s-nim/no-disruption-budget';

/** Why nothing is asked before a pod of a Deployment or StatefulSet gets traffic. */
export const NO_READINESS_ANNOTATION = 'cdk8s-nim/no-readiness-probe';

/** The number of a revision, on a Deployment and its ReplicaSets (kubernetes pkg/controller/deployment/util). */
export const DEPLOYMENT_REVISION_ANNOTATION = 'deployment.kubernetes.io/revision';
