import { LabelSelector, meets } from '../../manifests';

/**
 * Labels of the pods that a cluster brings along, in kube-system: DNS and kube-proxy (kubernetes cluster/addons/dns,
 * cluster/addons/kube-proxy, cmd/kubeadm/app/phases/addons), and the control plane of kubeadm
 * (cmd/kubeadm/app/util/staticpod/utils.go `ComponentPod`).
 */
const PODS: readonly { readonly [label: string]: string }[] = [
  { 'k8s-app': 'kube-dns', 'eks.amazonaws.com/component': 'coredns' },
  { 'k8s-app': 'kube-proxy', 'component': 'kube-proxy', 'tier': 'node' },
  ...['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map((component) => ({
    component, tier: 'control-plane',
  })),
];

/** Whether a selector is meant for pods that no manifests hold, since the cluster has them of its own. */
export function isForPodsOfTheCluster(namespace: string, selector: LabelSelector | undefined): boolean {
  const requirements = selector?.requirements ?? [];
  return namespace === 'kube-system' && requirements.length > 0 && PODS.some((labels) =>
    requirements.every((requirement) => meets(requirement, labels[requirement.key])));
}
