package main

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/labels"
)

// refusal is what a kubelet answers to a pod that no scheduler has placed: reason and message when the node has no room for it
// (pkg/kubelet/lifecycle/predicate.go, generalFilter). Pods that the scheduler placed were judged there.
func (n *nodelet) refusal(p *corev1.Pod) (string, string) {
	for _, c := range p.Status.Conditions {
		if c.Type == corev1.PodScheduled && c.Status == corev1.ConditionTrue {
			return "", ""
		}
	}
	node, err := n.nodes.Get(p.Spec.NodeName)
	if err != nil {
		return "", ""
	}
	for key, value := range p.Spec.NodeSelector {
		if node.Labels[key] != value {
			return "NodeAffinity", "Pod was rejected: Predicate NodeAffinity failed"
		}
	}
	others := n.othersOn(node.Name, p)
	for _, port := range hostPorts(p) {
		for _, other := range others {
			for _, taken := range hostPorts(other) {
				if clash(port, taken) {
					return "NodePorts", "Pod was rejected: Predicate NodePorts failed"
				}
			}
		}
	}
	used := corev1.ResourceList{}
	for _, other := range others {
		add(used, withPod(requests(other)))
	}
	for name, asked := range withPod(requests(p)) {
		sum := used[name]
		sum.Add(asked)
		if room := node.Status.Allocatable[name]; sum.Cmp(room) > 0 {
			return "OutOf" + string(name), "Pod was rejected: Node didn't have enough resource: " + string(name)
		}
	}
	return "", ""
}

// othersOn are the pods of a node that have not ended, without one of them.
func (n *nodelet) othersOn(node string, except *corev1.Pod) []*corev1.Pod {
	found := []*corev1.Pod{}
	pods, _ := n.pods.List(labels.Everything())
	for _, p := range pods {
		if p.Spec.NodeName == node && p.UID != except.UID && p.Status.Phase != corev1.PodSucceeded && p.Status.Phase != corev1.PodFailed {
			found = append(found, p)
		}
	}
	return found
}

func hostPorts(p *corev1.Pod) []corev1.ContainerPort {
	found := []corev1.ContainerPort{}
	for _, c := range p.Spec.Containers {
		for _, port := range c.Ports {
			if port.HostPort > 0 {
				found = append(found, port)
			}
		}
	}
	return found
}

// clash says whether two ports of a node are the same one (pkg/scheduler/framework/types.go, HostPortInfo.CheckConflict).
func clash(one, two corev1.ContainerPort) bool {
	isAll := func(address string) bool { return address == "" || address == "0.0.0.0" }
	protocol := func(p corev1.ContainerPort) corev1.Protocol {
		if p.Protocol == "" {
			return corev1.ProtocolTCP
		}
		return p.Protocol
	}
	return one.HostPort == two.HostPort && protocol(one) == protocol(two) &&
		(isAll(one.HostIP) || isAll(two.HostIP) || one.HostIP == two.HostIP)
}

func withPod(list corev1.ResourceList) corev1.ResourceList {
	list[corev1.ResourcePods] = resource.MustParse("1")
	return list
}

func add(sum, more corev1.ResourceList) {
	for name, quantity := range more {
		total := sum[name]
		total.Add(quantity)
		sum[name] = total
	}
}

// requests of the containers of a pod; what only its init containers ask for is left out.
func requests(p *corev1.Pod) corev1.ResourceList {
	sum := corev1.ResourceList{}
	for _, c := range p.Spec.Containers {
		add(sum, c.Resources.Requests)
	}
	return sum
}
