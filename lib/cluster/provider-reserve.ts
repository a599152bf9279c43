import { NodeReserve } from './node-resources';

/**
 * What EKS runs on every node whatever the manifests say, from the requests that are published:
 *
 * | pod | cpu | memory | source |
 * |---|---|---|---|
 * | aws-node (network, with its policy agent) | 50m | | aws/amazon-vpc-cni-k8s `charts/aws-vpc-cni/values.yaml` |
 * | kube-proxy | 100m | | the EKS add-on |
 * | ebs-csi-node (three containers) | 30m | 120Mi | kubernetes-sigs/aws-ebs-csi-driver, the same file of its chart |
 * | eks-pod-identity-agent, nvidia-device-plugin | | | ask for nothing |
 */
export const EKS_NODE_RESERVE: NodeReserve = { cpu: '180m', memory: '120Mi', pods: 5 };

/**
 * What a node of a GKE Standard cluster runs, from `kubectl describe node` of a 1.36 cluster (camunda, October 2026)
 * and, for the collector of managed Prometheus, of others. Clusters without Workload Identity, node-local DNS or that
 * collector run less.
 *
 * | pod | cpu | memory |
 * |---|---|---|
 * | fluentbit-gke | 105m | 230Mi |
 * | gke-metadata-server | 100m | 100Mi |
 * | kube-proxy | 100m | |
 * | node-local-dns | 30m | 50Mi |
 * | gke-metrics-agent | 21m | 145Mi |
 * | ip-masq-agent | 10m | 16Mi |
 * | pdcsi-node | 10m | 20Mi |
 * | netd | 8m | 65Mi |
 * | collector (gmp-system) | 5m | 36M |
 */
export const GKE_NODE_RESERVE: NodeReserve = { cpu: '389m', memory: '661Mi', pods: 9 };

/** The same with `nvidia-gpu-device-plugin` (150m, 80Mi), which GKE runs on nodes with GPUs. */
export const GKE_GPU_NODE_RESERVE: NodeReserve = { cpu: '539m', memory: '741Mi', pods: 10 };

/**
 * What an AKS node runs, from `kubectl describe node` of a 1.30 cluster with Azure CNI Overlay (February 2025).
 *
 * | pod | cpu | memory |
 * |---|---|---|
 * | kube-proxy | 100m | |
 * | azure-ip-masq-agent | 100m | 50Mi |
 * | cloud-node-manager | 50m | 50Mi |
 * | azure-cns | 40m | 250Mi |
 * | csi-azuredisk-node | 30m | 60Mi |
 * | csi-azurefile-node | 30m | 60Mi |
 * | nvidia-device-plugin | | asks for nothing |
 */
export const AKS_NODE_RESERVE: NodeReserve = { cpu: '350m', memory: '470Mi', pods: 7 };
