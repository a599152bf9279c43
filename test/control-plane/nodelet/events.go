package main

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// tell records the events of a scripted state, one for each container.
func (n *nodelet) tell(ctx context.Context, p *corev1.Pod, state scripted) {
	now := metav1.Now()
	for _, c := range p.Spec.Containers {
		for _, each := range state.events {
			_, _ = n.client.CoreV1().Events(p.Namespace).Create(ctx, &corev1.Event{
				ObjectMeta: metav1.ObjectMeta{GenerateName: p.Name + "."},
				InvolvedObject: corev1.ObjectReference{
					APIVersion: "v1", Kind: "Pod", Namespace: p.Namespace, Name: p.Name, UID: p.UID, FieldPath: "spec.containers{" + c.Name + "}",
				},
				Reason: each[0], Message: state.text(each[1], p, c), Type: corev1.EventTypeWarning, Count: 1,
				FirstTimestamp: now, LastTimestamp: now, Source: corev1.EventSource{Component: "kubelet", Host: p.Spec.NodeName},
			}, metav1.CreateOptions{})
		}
	}
}
