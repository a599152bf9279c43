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
