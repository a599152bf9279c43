/*
 * Labels, taints and resources that Kubernetes and its controllers give a meaning:
 * https://kubernetes.io/docs/reference/labels-annotations-taints/. Each is written here and nowhere else.
 */

/** The name of the node, as a label. */
export const HOSTNAME_LABEL = 'kubernetes.io/hostname';
export const OS_LABEL = 'kubernetes.io/os';
export const ARCH_LABEL = 'kubernetes.io/arch';
export const ZONE_LABEL = 'topology.kubernetes.io/zone';
export const REGION_LABEL = 'topology.kubernetes.io/region';
export const INSTANCE_TYPE_LABEL = 'node.kubernetes.io/instance-type';

/** The name of a namespace, as a label of it that the API server itself writes, unlike `name`. */
export const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';

/** Tells the pods of one revision of a Deployment from those of another. */
export const DEPLOYMENT_REVISION_LABEL = 'pod-template-hash';
/** Tells the pods of one revision of a StatefulSet or DaemonSet from those of another. */
export const CONTROLLER_REVISION_LABEL = 'controller-revision-hash';
/** Tells the pods of one revision of an Argo Rollout from those of another. */
export const ROLLOUT_REVISION_LABEL = 'rollouts-pod-template-hash';
export const REVISION_LABELS: readonly string[] =
  [DEPLOYMENT_REVISION_LABEL, CONTROLLER_REVISION_LABEL, ROLLOUT_REVISION_LABEL];

/** By what pods of two templates are told apart; `labelOf` gives the value of one of their labels. */
export function revisionOf(labelOf: (label: string) => string | undefined): string {
  return REVISION_LABELS.map((label) => labelOf(label) ?? '').join();
}

/** The taint of a node that is cordoned. */
export const UNSCHEDULABLE_TAINT = 'node.kubernetes.io/unschedulable';

/** Whole GPUs, as the device plugin of NVIDIA offers them. */
export const NVIDIA_GPU_RESOURCE = 'nvidia.com/gpu';
/**
 * MiB of memory of one GPU of the node, written by NVIDIA's GPU feature discovery
 * (https://github.com/NVIDIA/k8s-device-plugin).
 */
export const NVIDIA_GPU_MEMORY_LABEL = 'nvidia.com/gpu.memory';

/** The taint of a node whose kubelet does not report. */
export const NOT_READY_TAINT = 'node.kubernetes.io/not-ready';
/** Taints of a node that runs short of something, by the condition that says so. */
export const PRESSURE_TAINTS = {
  MemoryPressure: 'node.kubernetes.io/memory-pressure',
  DiskPressure: 'node.kubernetes.io/disk-pressure',
  PIDPressure: 'node.kubernetes.io/pid-pressure',
} as const;
/** The taint of a node whose network is not set up. */
export const NETWORK_UNAVAILABLE_TAINT = 'node.kubernetes.io/network-unavailable';

/** The node pool of Karpenter that a node belongs to (https://karpenter.sh/docs/concepts/nodepools/). */
export const KARPENTER_NODE_POOL_LABEL = 'karpenter.sh/nodepool';
export const KARPENTER_CAPACITY_TYPE_LABEL = 'karpenter.sh/capacity-type';
/** The managed node group of EKS that a node belongs to. */
export const EKS_NODE_GROUP_LABEL = 'eks.amazonaws.com/nodegroup';
/** The same for a group that eksctl manages itself. */
export const EKSCTL_NODE_GROUP_LABEL = 'alpha.eksctl.io/nodegroup-name';
/** The cluster that eksctl made a node for. */
export const EKSCTL_CLUSTER_LABEL = 'alpha.eksctl.io/cluster-name';
/** Marks the StorageClass of claims that name none. */
export const DEFAULT_STORAGE_CLASS_ANNOTATION = 'storageclass.kubernetes.io/is-default-class';
export const BETA_DEFAULT_STORAGE_CLASS_ANNOTATION = 'storageclass.beta.kubernetes.io/is-default-class';
/** The Gateway that the pods of a proxy belong to: https://gateway-api.sigs.k8s.io/geps/gep-1762/ */
export const GATEWAY_NAME_LABEL = 'gateway.networking.k8s.io/gateway-name';
